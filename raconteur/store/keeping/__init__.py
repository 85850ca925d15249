"""A database kept safe: copied while it is in use, brought back, copied before it changes shape."""
