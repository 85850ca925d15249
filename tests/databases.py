"""A database for each test, a copy of one that was migrated once."""

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tests.parts.postgres import Postgres

FIRST = "migrated"


class Databases(Protocol):
    def first(self) -> str:
        """The URL of the empty one that is to be migrated."""
        ...

    def copy(self, home: Path) -> contextlib.AbstractContextManager[str]:
        """The URL of a copy of the first one, for a test whose home this is."""
        ...


class Files:
    """SQLite files."""

    def __init__(self, folder: Path) -> None:
        self._first = folder / f"{FIRST}.db"

    def first(self) -> str:
        return f"sqlite:///{self._first}"

    @contextlib.contextmanager
    def copy(self, home: Path) -> Iterator[str]:
        (home / "raconteur.db").write_bytes(self._first.read_bytes())
        yield ""  # where every home has its database by default


class Server:
    """Databases of a PostgreSQL."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._numbers = itertools.count(1)

    def first(self) -> str:
        return self._server.create(FIRST)

    @contextlib.contextmanager
    def copy(self, home: Path) -> Iterator[str]:
        name = f"copy_{next(self._numbers)}"
        yield self._server.create(name, FIRST)
        self._server.drop(name)
