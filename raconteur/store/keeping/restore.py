"""A backup brought back: all of it or nothing, and what was there before is kept."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from raconteur.store.keeping import (
    backup,
    into_file,
    into_server,
    lock,
    places,
    postgres,
    sqlite,
    versions,
)
from raconteur.store.keeping.contents import Contents
from raconteur.store.keeping.errors import KeepingError

# Brings the database at a URL to a version's shape ("head": the newest).
Migrate = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """was: the shape the backup had; before: where the database that was there is now, if any"""

    contents: Contents
    was: str
    before: Path | None


def bring_back(
    url: str, file: Path, data_dir: Path, backups_dir: Path, migrate: Migrate
) -> Restored:
    """Put the backup `file`, of either kind of database, in the database's place, in the newest
    shape.

    backups_dir  where a PostgreSQL's content goes that was there before

    Raises KeepingError while anybody uses the database, and for a file that is no backup or is of
    a later version; DatabaseError when a PostgreSQL does not answer.
    """
    with lock.without_a_server(data_dir):
        into, of = backup.kind(url), backup.kind_of_file(file)
        if into == backup.SQLITE:
            copied = _copied if of == backup.SQLITE else _read_out
            return _as_file(sqlite.file_of(url), file, copied, migrate)
        if of == backup.SQLITE:
            return _filled(url, file, backups_dir, migrate)
        return _into_server(url, file, backups_dir, migrate)


# Fills a new SQLite file from a backup; the version it then has.
Copied = Callable[[Path, Path, Migrate], str]


def _copied(file: Path, part: Path, _: Migrate) -> str:
    was = sqlite.copy(file, part).version
    versions.insist_on_known(was, file)
    return was


def _read_out(file: Path, part: Path, migrate: Migrate) -> str:
    postgres.insist_on_an_archive(file)
    was = postgres.version_in(file)
    versions.insist_on_known(was, file)
    migrate(f"sqlite:///{part}", was)
    into_file.fill(part, file)
    return was


def _as_file(database: Path, file: Path, copied: Copied, migrate: Migrate) -> Restored:
    """Everything that can fail is done with a copy; then the files change places."""
    sqlite.insist_on_another(file, database)
    with places.told_of(database):
        database.parent.mkdir(parents=True, exist_ok=True)
    with places.appearing(database, force=True) as part:
        was = copied(file, part, migrate)
        migrate(f"sqlite:///{part}", "head")
        sqlite.fold_in_the_log(part)
        found = sqlite.look(part)
        places.sync(part)
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


def _filled(url: str, file: Path, backups_dir: Path, migrate: Migrate) -> Restored:
    """A SQLite backup into a server: it is brought to the newest shape before, as a copy."""
    with places.told_of(backups_dir):
        backups_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=backups_dir) as private:
            copy = Path(private) / "copy.db"
            was = _copied(file, copy, migrate)
            migrate(f"sqlite:///{copy}", "head")
            found = sqlite.look(copy)
            with postgres.alone(url):
                if there := postgres.look(url):
                    versions.insist_on_known(there.version, "the database")
                before = _dumped(url, backups_dir)
                migrate(url, "head")
                into_server.fill(url, copy)
    return Restored(found, was, before)


def _into_server(url: str, file: Path, backups_dir: Path, migrate: Migrate) -> Restored:
    postgres.insist_on_an_archive(file)
    was = postgres.version_in(file)
    versions.insist_on_known(was, file)
    with postgres.alone(url):
        with places.told_of(backups_dir):
            backups_dir.mkdir(parents=True, exist_ok=True)
            before = _dumped(url, backups_dir)
            with tempfile.TemporaryDirectory(dir=backups_dir) as private:
                postgres.bring_back(url, file, Path(private) / "restore.sql")
        migrate(url, "head")
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
