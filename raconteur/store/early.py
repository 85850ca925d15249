"""A commit that others may begin with while the disk still takes it in.

Who asks for a story waits until the disk has it; who writes it need not. In SQLite a commit that
leaves the disk to a later one is seen by all at once, and the disk is waited for afterwards, by
syncing the write-ahead log, which is what `synchronous = FULL` does at the end of a commit. Text is
never committed so: nobody is to read what a power failure takes back.
"""

import os
from collections.abc import Callable

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from raconteur.store.base import for_writing


def begin(session: Session) -> None:
    """As `for_writing`, for a transaction that `commit` ends."""
    for_writing(session, synced=_log_of(session) is None)


def commit(session: Session, tell: Callable[[], None]) -> None:
    """Commit, `tell` those who may begin, and return when what was committed is on the disk.

    Raises DatabaseError: from the commit, nobody was told; from the disk, they were.
    """
    log = _log_of(session)
    session.commit()
    tell()
    if log is not None:
        _sync(log)


def _log_of(session: Session) -> str | None:
    """The write-ahead log of a SQLite file. PostgreSQL has no such gap between commit and disk."""
    url = session.get_bind().engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return f"{url.database}-wal"


def _sync(log: str) -> None:
    try:
        # SQLite's locks are not on this file: closing it again lets go of none of them.
        handle = os.open(log, os.O_RDONLY)
    except FileNotFoundError:
        # The last connection was closed meanwhile: all of it is in the database, and synced.
        return
    try:
        os.fdatasync(handle)
    except OSError as error:
        raise OperationalError("fdatasync", None, error) from error
    finally:
        os.close(handle)
