"""The shapes a database can have: the migrations that this program knows."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from raconteur.store.base import open_engine
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


def step(url: str) -> tuple[str | None, str]:
    """The shape that the database at a URL has, None for an empty one, and the one it should have.

    Raises KeepingError for one that a later program gave it, DatabaseError when it does not answer.
    """
    if url.startswith("sqlite") and not Path(sa.make_url(url).database or "").exists():
        return None, newest()  # asking would make the file
    engine = open_engine(url)
    try:
        was = schema_of(engine)
    finally:
        engine.dispose()
    if was is not None:
        insist_on_known(was, "the database")
    return was, newest()
