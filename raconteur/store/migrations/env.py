"""How Alembic runs the migrations: inside the Flask application's context (Flask-Migrate)."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from raconteur.store.base import UtcDateTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Migrations name the databases' own types, so that they outlive our classes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    wired = current_app.extensions["migrate"]
    with wired.db.engine.connect() as connection:
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
