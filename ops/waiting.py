"""Two who deploy from one clone at once: one fetches, the other waits and finds it there."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

LOCK = ".lock"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """During the block nobody else fetches into a folder, which is made.

    A process that dies lets go of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
