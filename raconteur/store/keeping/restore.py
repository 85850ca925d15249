"""A backup brought back: all of it or nothing, and what was there before is kept."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from raconteur.store.keeping import backup, lock, places, postgres, sqlite, versions
from raconteur.store.keeping.contents import Contents
from raconteur.store.keeping.errors import KeepingError

# Brings the database at a URL to the newest shape.
Migrate = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """was: the shape the backup had; before: where the database that was there is now, if any"""

    contents: Contents
    was: str
    before: Path | None


def bring_back(
    url: str, file: Path, data_dir: Path, backups_dir: Path, migrate: Migrate
) -> Restored:
    """Put the backup `file` in the database's place, in the newest shape.

    backups_dir  where a PostgreSQL's content goes that was there before

    Raises KeepingError while anybody uses the database, and for a file that is no backup of this
    kind of database or is of a later version; DatabaseError when a PostgreSQL does not answer.
    """
    with lock.without_a_server(data_dir):
        if backup.kind(url) == backup.SQLITE:
            return _as_file(sqlite.file_of(url), file, migrate)
        return _into_server(url, file, backups_dir, migrate)


def _as_file(database: Path, file: Path, migrate: Migrate) -> Restored:
    """Everything that can fail is done with a copy; then the files change places."""
    sqlite.insist_on_a_database(file)
    if database.exists() and file.samefile(database):
        raise KeepingError(f"{file} is the database itself")
    with places.told_of(database):
        database.parent.mkdir(parents=True, exist_ok=True)
    with places.appearing(database, force=True) as part:
        was = sqlite.copy(file, part).version
        versions.insist_on_known(was, file)
        migrate(f"sqlite:///{part}")
        sqlite.fold_in_the_log(part)
        found = sqlite.look(part)
        before = None
        if database.exists():
            _belong_alike(part, database)
            before = _set_aside(database)
    return Restored(found, was, before)


def _belong_alike(part: Path, database: Path) -> None:
    """Whoever could open the database still can, whoever restores it."""
    there = database.stat()
    part.chmod(there.st_mode & 0o777)
    with contextlib.suppress(PermissionError):
        os.chown(part, there.st_uid, there.st_gid)


def _set_aside(database: Path) -> Path:
    """Give a database, and a log it could not take in, a second name. There is one all the time."""
    complete = sqlite.fold_in_the_log(database)
    before = places.free(database.with_name(f"{database.name}.before-restore-{places.stamp()}"))
    try:
        before.hardlink_to(database)
    except OSError:
        # A disk that knows no second names.
        database.rename(before)
    if not complete:
        # Left where it is, SQLite would take it for the log of the database that comes.
        for left, aside in zip(places.beside(database), places.beside(before), strict=True):
            with contextlib.suppress(FileNotFoundError):
                left.rename(aside)
    return before


def _into_server(url: str, file: Path, backups_dir: Path, migrate: Migrate) -> Restored:
    postgres.insist_on_an_archive(file)
    was = postgres.version_in(file)
    versions.insist_on_known(was, file)
    postgres.insist_on_being_alone(url)
    with places.told_of(backups_dir):
        backups_dir.mkdir(parents=True, exist_ok=True)
        before = _dumped(url, backups_dir)
        with tempfile.TemporaryDirectory(dir=backups_dir) as private:
            postgres.bring_back(url, file, Path(private) / "restore.sql")
    migrate(url)
    found = postgres.look(url)
    if found is None:
        raise KeepingError(f"{file} left the database empty")
    return Restored(found, was, before)


def _dumped(url: str, folder: Path) -> Path | None:
    """A copy of what is there; None where nothing is."""
    if postgres.look(url) is None:
        return None
    file = places.free(folder / f"before-restore-{places.stamp()}.dump")
    return backup.take(url, file).file
