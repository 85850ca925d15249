"""The lock of a data folder, which its server holds for as long as it runs."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

LOCK = "serve.lock"


class InUse(Exception):
    """A server uses the folder."""


@contextlib.contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """During the block no other server uses this folder, and none begins to.

    Raises InUse while one does, OSError where there can be no lock.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse(data_dir) from error
        yield
