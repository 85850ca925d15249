"""How Alembic runs the migrations: inside the Flask application's context (Flask-Migrate)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from raconteur.store.base import UtcDateTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Migrations name the databases' own types, so that they outlive our classes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def references_unchecked(connection: sa.Connection) -> Iterator[None]:
    """SQLite alters a table by copying and dropping it, which must not count as removing its rows.

    What refers to nothing afterwards is left to `raconteur check`, as it was before.
    """
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    # Within a transaction SQLite ignores it.
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def run() -> None:
    wired = current_app.extensions["migrate"]
    with wired.db.engine.connect() as connection, references_unchecked(connection):
        context.configure(
            connection=connection,
            target_metadata=wired.db.metadata,
            render_item=render_item,
            **wired.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
