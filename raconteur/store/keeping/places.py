"""Files that appear whole or not at all, and names that nobody has yet."""

import contextlib
import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from raconteur.store.base import now
from raconteur.store.keeping.errors import KeepingError

TIME = "%Y%m%dT%H%M%SZ"


@contextlib.contextmanager
def appearing(file: Path, *, force: bool = False) -> Iterator[Path]:
    """An empty file beside `file`, to be filled; in the end it is on the disk and becomes `file`.

    After an error nothing is left of it. Raises KeepingError, also when `file` exists already and
    `force` is not given. Only its owner can read it.
    """
    with told_of(file):
        _insist_on_new(file, force=force)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            sync(part)
            _insist_on_new(file, force=force)
            part.replace(file)
            sync(file.parent)
        finally:
            for each in (part, *beside(part)):
                each.unlink(missing_ok=True)


@contextlib.contextmanager
def told_of(thing: object) -> Iterator[None]:
    """What the system refuses is a KeepingError that names the thing."""
    try:
        yield
    except OSError as error:
        raise KeepingError(f"{thing}: {error.strerror or error}") from error


def beside(database: Path) -> list[Path]:
    """What SQLite keeps beside a database: its write-ahead log, its index, its journal."""
    return [database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal")]


def stamp(at: dt.datetime | None = None) -> str:
    """A time as part of a file's name."""
    return (at or now()).strftime(TIME)


def free(file: Path) -> Path:
    """This name, or where it is taken the next one."""
    found, number = file, 1
    while found.exists():
        number += 1
        found = file.with_name(f"{file.stem}-{number}{file.suffix}")
    return found


def sync(path: Path) -> None:
    """Return when a file, or what a folder lists, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _insist_on_new(file: Path, *, force: bool) -> None:
    if file.is_dir():
        raise KeepingError(f"{file} is a folder")
    if file.exists() and not force:
        raise KeepingError(f"{file} is there already; --force overwrites it")
