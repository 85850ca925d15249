"""What comes to be by itself, a moment later."""

import time
from collections.abc import Callable

EVERY_S = 0.02


def eventually(holds: Callable[[], bool], within_s: float = 10) -> None:
    """Returns once it holds. Raises AssertionError when it has not by then."""
    until = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(EVERY_S)
