"""The scripted fake: a model server that says what it is told to, for tests, development, demos.

It speaks what the real ones speak (chat and raw completions, streamed or not, grammars of closed
lists), at a chosen pace, the same for the same seed, and fails on demand.
"""
