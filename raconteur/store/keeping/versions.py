"""The shapes a database can have: the migrations that this program knows."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from raconteur.store.keeping.errors import KeepingError

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


@cache
def known() -> tuple[str, ...]:
    """Newest first."""
    return tuple(each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def newest() -> str:
    return known()[0]


def insist_on_known(version: str, whose: object) -> None:
    """Raises KeepingError for a shape that a later program gave it."""
    if version not in known():
        raise KeepingError(
            f"{whose} is of version {version}, and this Raconteur knows none after {newest()}: "
            "a newer Raconteur is needed"
        )


def schema_of(engine: sa.Engine) -> str | None:
    """The shape that a database has; None for an empty one. Raises DatabaseError."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
