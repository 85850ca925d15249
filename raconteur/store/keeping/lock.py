"""The lock of a data folder, which its server holds for as long as it runs."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from raconteur.store.keeping import places
from raconteur.store.keeping.errors import KeepingError

LOCK = "serve.lock"


@contextlib.contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """No server uses this folder, and none begins to. Raises KeepingError while one does."""
    with contextlib.ExitStack() as stack:
        with places.told_of(data_dir):
            data_dir.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context((data_dir / LOCK).open("a"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise KeepingError(f"a server uses {data_dir}: end it first") from error
        yield
