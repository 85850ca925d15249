"""A SQLite file's rows into a PostgreSQL: all of them in one transaction, as the text they are."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from psycopg import sql

from raconteur.store.base import open_engine
from raconteur.store.keeping import sqlite
from raconteur.store.keeping.errors import KeepingError

# Written by the migrations themselves.
_VERSION = "alembic_version"
# PostgreSQL keeps no NUL in a text. Spans count characters, so that there has to be another.
_NUL, _INSTEAD = "\0", "\N{REPLACEMENT CHARACTER}"
_GO_ON_AFTER = "SELECT setval(pg_get_serial_sequence(quote_ident(%s), 'id'), %s)"


def fill(url: str, source: Path) -> None:
    """Put all rows of `source` in the place of all rows there; both are of the newest shape.

    Raises KeepingError, upon which nothing has changed, and DatabaseError as `postgres.look`.
    """
    engine = open_engine(url)
    try:
        with sqlite.opened(source) as there, engine.begin() as connection:
            tables = _tables(connection)
            _insist_on_the_same(tables, _tables_of_file(there))
            driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
            with driver.cursor() as cursor, _told():
                _fill(cursor, there, tables)
    finally:
        engine.dispose()


def _fill(
    cursor: psycopg.Cursor[Any], there: sqlite3.Connection, tables: dict[str, list[str]]
) -> None:
    # SQLite keeps times without their zone, which is this.
    cursor.execute("SET LOCAL TIME ZONE 'UTC'")
    every = sql.SQL(", ").join(sql.Identifier(table) for table in tables)
    cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(every))
    for table, columns in tables.items():
        number = _copy(cursor, there, table, columns)
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        [arrived] = cursor.fetchone() or [None]
        if arrived != number:
            raise KeepingError(f"of {number} rows of {table} only {arrived} arrived")
        if highest := _highest(there, table):
            cursor.execute(_GO_ON_AFTER, [table, highest])
    # Nobody has asked it anything yet, and it knows nothing of what it holds now.
    cursor.execute("ANALYZE")


def _copy(
    cursor: psycopg.Cursor[Any], there: sqlite3.Connection, table: str, columns: list[str]
) -> int:
    """How many rows there were."""
    names = [sql.Identifier(column) for column in columns]
    asked = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(names)
    )
    quoted = ", ".join(f'"{column}"' for column in columns)
    # A parent is older than its children.
    rows = there.execute(f'SELECT {quoted} FROM "{table}" ORDER BY rowid')  # noqa: S608 (its own names)
    number = 0
    with cursor.copy(asked) as copy:
        for row in rows:
            copy.write_row([_kept(value) for value in row])
            number += 1
    return number


def _highest(there: sqlite3.Connection, table: str) -> int:
    """The highest id ever given, which SQLite may know better than the rows, or they than it."""
    noted = there.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", [table])
    used = there.execute(f'SELECT max(id) FROM "{table}"')  # noqa: S608 (its own names)
    return max(int(found or 0) for (found,) in (noted.fetchone(), used.fetchone()))


def _kept(value: object) -> object:
    return value.replace(_NUL, _INSTEAD) if isinstance(value, str) else value


def _tables(connection: sa.Connection) -> dict[str, list[str]]:
    """With their columns; what others refer to comes first."""
    found = sa.MetaData()
    found.reflect(connection)
    return {
        table.name: sorted(column.name for column in table.columns)
        for table in found.sorted_tables
        if table.name != _VERSION
    }


def _tables_of_file(there: sqlite3.Connection) -> dict[str, list[str]]:
    names = there.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name != ?",
        [_VERSION],
    ).fetchall()
    return {
        name: sorted(
            row[0] for row in there.execute("SELECT name FROM pragma_table_info(?)", [name])
        )
        for (name,) in names
    }


def _insist_on_the_same(here: dict[str, list[str]], there: dict[str, list[str]]) -> None:
    """Nothing may be left behind, and what is here already must all be replaced."""
    for table in sorted(here.keys() | there.keys()):
        if here.get(table) != there.get(table):
            raise KeepingError(f"the table {table} is another one in the database than in the file")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What PostgreSQL refuses, as one line."""
    try:
        yield
    except psycopg.Error as error:
        said = str(error.diag.message_primary or error).strip().splitlines()[0]
        raise KeepingError(
            f"the database does not take it: {said} (`raconteur check` may know more)"
        ) from error
