"""Before a SQLite database changes its shape, a copy of it is laid aside."""

import re
from pathlib import Path

from raconteur.store.keeping import backup, places, sqlite, versions

KEPT = 5
_OURS = re.compile(r"raconteur-[^-]+-(\d{8}T\d{6}Z(?:-\d+)?)\.db")


def copy(url: str, folder: Path) -> Path | None:
    """Copy the database to `folder` when a migration is due and there is something to lose.

    The copy, named after the shape it has; the last few are kept. None where none was needed.
    Raises KeepingError, upon which nothing should be migrated.
    """
    if backup.kind(url) != backup.SQLITE or not _is_due(sqlite.file_of(url)):
        return None
    with sqlite.opened(sqlite.file_of(url)) as connection:
        version = sqlite.version(connection)
    with places.told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = places.free(folder / f"raconteur-{version}-{places.stamp()}.db")
        backup.take(url, file)
        _forget_the_oldest(folder, but=file)
    return file


def _is_due(database: Path) -> bool:
    if not database.exists():
        return False
    with sqlite.opened(database) as connection:
        version = sqlite.version(connection)
        if version is None or sqlite.is_empty(connection):
            return False
    versions.insist_on_known(version, database)
    return version != versions.newest()


def _forget_the_oldest(folder: Path, but: Path) -> None:
    """`but` is the newest, whatever the clock said when it got its name."""
    others = set(folder.iterdir()) - {but}
    ours = [(found[1], each) for each in others if (found := _OURS.fullmatch(each.name))]
    for _, each in sorted(ours)[: -(KEPT - 1)]:
        each.unlink()
