"""The browser tests' stage: the real server with the scripted model, and Playwright before it."""
