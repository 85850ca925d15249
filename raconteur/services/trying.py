"""One model tried at a time by one person: its server may be theirs, and as slow as they like."""

import contextlib
import threading
from collections.abc import Iterator

from raconteur.services.errors import TooMany

_trying: set[int] = set()
_lock = threading.Lock()


@contextlib.contextmanager
def one_at_a_time(user_id: int) -> Iterator[None]:
    """In this process. Raises TooMany."""
    with _lock:
        if user_id in _trying:
            raise TooMany("You are trying a model already. Wait until it has answered.", 5)
        _trying.add(user_id)
    try:
        yield
    finally:
        with _lock:
            _trying.discard(user_id)
