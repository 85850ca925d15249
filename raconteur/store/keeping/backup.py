"""A backup: one file with all that is in the database, taken while it is in use."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from raconteur.store.keeping import places, postgres, sqlite
from raconteur.store.keeping.contents import Contents
from raconteur.store.keeping.errors import KeepingError

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True, slots=True)
class Saved:
    """size: in bytes"""

    file: Path
    contents: Contents
    size: int


def take(url: str, file: Path, *, force: bool = False) -> Saved:
    """Copy the database to `file`, which is there whole or not at all.

    force  overwrite what is there
    Raises KeepingError, and DatabaseError when a PostgreSQL does not answer.
    """
    copied = kind(url)
    with places.appearing(file, force=force) as part:
        if copied == SQLITE:
            source = sqlite.file_of(url)
            sqlite.insist_on_another(file, source)
            found = sqlite.copy(source, part)
        else:
            found = postgres.dump(url, part)
        size = part.stat().st_size
    return Saved(file, found, size)


def kind(url: str) -> str:
    """Which kind of database it is. Raises KeepingError for one that is not kept by us."""
    name = sa.make_url(url).get_backend_name()
    if name not in (SQLITE, POSTGRESQL):
        raise KeepingError(f"there is no backup for databases of the kind {name}")
    return name


def kind_of_file(file: Path) -> str:
    """Of which kind of database a file is a backup. Raises KeepingError for what is none."""
    with places.told_of(file), file.open("rb") as stream:
        begins = stream.read(max(len(sqlite.HEADER), len(postgres.HEADER)))
    if begins.startswith(sqlite.HEADER):
        return SQLITE
    if begins.startswith(postgres.HEADER):
        return POSTGRESQL
    raise KeepingError(f"{file} is neither a SQLite database nor an archive of PostgreSQL's")
