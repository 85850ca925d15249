"""The real gateway, promise by promise."""
