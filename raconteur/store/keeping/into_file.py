"""A PostgreSQL archive's rows into a SQLite file: from what `pg_restore` prints, row by row."""

import contextlib
import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from raconteur.store.keeping import postgres
from raconteur.store.keeping.errors import KeepingError

_COPY = re.compile(rb'COPY (?:[^. ]+\.)?"?(\w+)"? \((.*)\) FROM stdin;\n')
_HIGHEST = re.compile(rb"""SELECT .*setval\('(?:[^.']+\.)?"?(\w+)_id_seq"?', (\d+), true\);\n""")
_ENCODING = re.compile(rb"SET client_encoding = '(.*)';\n")
_END = b"\\.\n"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# Written by the migrations themselves.
_VERSION = "alembic_version"

Convert = Callable[[str], object]


def fill(file: Path, archive: Path) -> None:
    """Put all rows of `archive` into `file`, which has the shape of its version and no rows.

    Raises KeepingError.
    """
    with contextlib.closing(sqlite3.connect(file)) as here, postgres.printed(archive) as script:
        try:
            missing = _tables(here)
            for line in script:
                _insist_on_utf8(line)
                if found := _HIGHEST.fullmatch(line):
                    _note_highest(here, found[1].decode(), int(found[2]))
                elif found := _COPY.fullmatch(line):
                    table, columns = found[1].decode(), found[2].decode().replace('"', "")
                    _copy(here, table, columns.split(", "), script)
                    missing.discard(table)
            if missing:
                raise KeepingError(f"{archive} holds no {', '.join(sorted(missing))}")
            here.commit()
        except (sqlite3.Error, UnicodeDecodeError, ValueError) as error:
            raise KeepingError(f"{archive}: {error}") from error


def _copy(here: sqlite3.Connection, table: str, columns: list[str], script: IO[bytes]) -> None:
    kinds = dict(here.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall())
    rows = _rows(script)
    if table == _VERSION or not kinds:
        # Somebody else's table.
        for _ in rows:
            pass
        return
    converts = [_CONVERTS.get(kinds[column], str) for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    here.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608 (its own names)
        ([_value(*each) for each in zip(converts, row, strict=True)] for row in rows),
    )


def _rows(script: IO[bytes]) -> Iterator[list[str]]:
    """Until the mark that ends a table's rows. Raises KeepingError where it is missing."""
    for line in script:
        if line == _END:
            return
        yield line.decode().removesuffix("\n").split("\t")
    raise KeepingError("the archive ends in the middle of a table")


def _value(convert: Convert, text: str) -> object:
    if text == "\\N":
        return None
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), text)
    return convert(text)


def _time(text: str) -> str:
    """As SQLAlchemy writes it to SQLite: of UTC, without saying so."""
    at = dt.datetime.fromisoformat(text)
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f}"


def _truth(text: str) -> int:
    return int(text == "t")


# By the type a column has in SQLite. Of numbers SQLite makes numbers by itself.
_CONVERTS: dict[str, Convert] = {"BOOLEAN": _truth, "DATETIME": _time}


def _tables(here: sqlite3.Connection) -> set[str]:
    names = here.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name for (name,) in names if not name.startswith("sqlite_") and name != _VERSION}


def _note_highest(here: sqlite3.Connection, table: str, highest: int) -> None:
    """The highest id ever given, also to rows that are no more: none is given a second time."""
    if table in _tables(here):
        here.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
        here.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, highest])


def _insist_on_utf8(line: bytes) -> None:
    found = _ENCODING.fullmatch(line)
    if found and found[1] != b"UTF8":
        raise KeepingError(f"the archive is in {found[1].decode()}, not in UTF8")
