"""The language models: one client, the embedded server, the scripted fake."""
