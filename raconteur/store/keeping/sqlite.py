"""SQLite: copied by its own backup call, in one step and of one state, whoever writes meanwhile."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from raconteur.store.keeping import places
from raconteur.store.keeping.contents import Contents
from raconteur.store.keeping.errors import KeepingError

HEADER = b"SQLite format 3\0"
PATIENCE_S = 30.0


def file_of(url: str) -> Path:
    """Where a database is. Raises KeepingError for one that is in no file."""
    name = sa.make_url(url).database
    if not name or name == ":memory:":
        raise KeepingError("this database is only in memory, there is nothing to keep")
    return Path(name).absolute()


def copy(source: Path, target: Path) -> Contents:
    """Fill the empty file `target`, which afterwards is complete by itself; what it holds.

    Raises KeepingError when the source is not Raconteur's, or is damaged.
    """
    with opened(source) as there, _filled(target) as here:
        there.backup(here)
        # Without a write-ahead log beside it that could get lost.
        here.execute("PRAGMA journal_mode = DELETE")
        return _contents(here, source)


def look(file: Path) -> Contents:
    """What a database holds. Raises KeepingError as `copy`."""
    with opened(file) as connection:
        return _contents(connection, file)


def insist_on_another(file: Path, database: Path) -> None:
    """Raises KeepingError for the database itself, or its log, under whatever name."""
    for each in (database, *places.beside(database)):
        if file.exists() and each.exists() and file.samefile(each):
            raise KeepingError(f"{file} is the database itself")


def fold_in_the_log(file: Path) -> bool:
    """Make a database that is to be set aside complete by itself; False when it is too damaged.

    Raises KeepingError while anybody else has it open.
    """
    if not _begins_like_one(file):
        # SQLite would clear away the log of what it does not understand.
        return False
    try:
        with contextlib.closing(sqlite3.connect(file, timeout=0)) as connection:
            # SQLite does this only for the last one who has it open.
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.execute("BEGIN EXCLUSIVE")
            return True
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise KeepingError(f"{file} is in use by another program: end it first") from error
        return False
    except sqlite3.DatabaseError:
        return False


@contextlib.contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A database that is there. What SQLite refuses is a KeepingError that names the file."""
    if not file.is_file():
        raise KeepingError(f"{file} is not there")
    try:
        address = f"{file.absolute().as_uri()}?mode=rw"
        with contextlib.closing(sqlite3.connect(address, PATIENCE_S, uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise KeepingError(f"{file}: {error}") from error


@contextlib.contextmanager
def _filled(file: Path) -> Iterator[sqlite3.Connection]:
    """Whatever else goes wrong, a disk without room is the one that is written to."""
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise KeepingError(f"{file.parent}: {error}") from error
        raise


def version(connection: sqlite3.Connection) -> str | None:
    """The last migration a database has seen; None when it has seen none."""
    tables = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(tables).fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def is_empty(connection: sqlite3.Connection) -> bool:
    """Nobody has put anything into it."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name != 'alembic_version'"
    ).fetchall()
    return not any(
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608 (its own names)
        for (name,) in names
    )


def _begins_like_one(file: Path) -> bool:
    with places.told_of(file), file.open("rb") as stream:
        return stream.read(len(HEADER)) == HEADER


def _contents(connection: sqlite3.Connection, file: Path) -> Contents:
    found = version(connection)
    if found is None:
        raise KeepingError(f"{file} is not a database of Raconteur's")
    [said] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise KeepingError(f"{file} is damaged: {' '.join(str(said).split())}")
    [stories] = connection.execute("SELECT count(*) FROM story").fetchone()
    return Contents(stories, found)
