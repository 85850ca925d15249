"""A data folder that no server uses while its database is changed."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from raconteur.alone import InUse, alone
from raconteur.store.keeping import places
from raconteur.store.keeping.errors import KeepingError


@contextlib.contextmanager
def without_a_server(data_dir: Path) -> Iterator[None]:
    """No server uses this folder, and none begins to. Raises KeepingError while one does."""
    with contextlib.ExitStack() as stack:
        try:
            with places.told_of(data_dir):
                stack.enter_context(alone(data_dir))
        except InUse as error:
            raise KeepingError(f"a server uses {data_dir}: end it first") from error
        yield
