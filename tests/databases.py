"""A database for each test, a copy of one that was migrated once."""

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from tests.parts.postgres import Postgres

FIRST = "migrated"


class Databases(Protocol):
    def first(self) -> str:
        """The URL of the empty one that is to be migrated."""
        ...

    def copy(self, home: Path, of: str = "") -> contextlib.AbstractContextManager[str]:
        """The URL of a copy of the first one, for a test whose home this is; of the one at the
        URL `of`, which nobody is connected to, where there is one."""
        ...


class Files:
    """SQLite files."""

    def __init__(self, folder: Path) -> None:
        self._first = folder / f"{FIRST}.db"

    def first(self) -> str:
        return f"sqlite:///{self._first}"

    @contextlib.contextmanager
    def copy(self, home: Path, of: str = "") -> Iterator[str]:
        first = Path(_name(of)) if of else self._first
        (home / "raconteur.db").write_bytes(first.read_bytes())
        yield ""  # where every home has its database by default


class Server:
    """Databases of a PostgreSQL."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._numbers = itertools.count(1)

    def first(self) -> str:
        return self._server.create(FIRST)

    @contextlib.contextmanager
    def copy(self, home: Path, of: str = "") -> Iterator[str]:
        name = f"copy_{next(self._numbers)}"
        yield self._server.create(name, _name(of) if of else FIRST)
        self._server.drop(name)


def _name(url: str) -> str:
    found = make_url(url).database
    assert found
    return found
