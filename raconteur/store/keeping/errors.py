"""The one error of keeping."""


class KeepingError(Exception):
    """What could not be done: one line that names the thing and the reason. Nothing has changed."""
