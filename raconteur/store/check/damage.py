"""What only SQLite can say of its file."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError as SqliteError

from raconteur.store.base import Session
from raconteur.store.check.finding import Among, Finding

# Which table refers to which: other rules look at these, and know what to do.
_LOOKED_AT = {
    ("passage", "story"),
    ("passage", "passage"),
    ("passage_piece", "passage"),
    ("passage_revision", "passage"),
    ("story", "user"),
    ("prompt", "user"),
    ("reader", "user"),
    ("request_key", "user"),
}


def of_the_file(session: Session) -> list[Finding]:
    """A disk that failed, or a copy made as a file while it was written. Nothing here can mend
    that: a backup has to be restored."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    try:
        said = [str(row[0]) for row in session.execute(sa.text("PRAGMA integrity_check"))]
    except SqliteError as error:
        said = [str(error.orig)]
    return [
        Finding(0, None, f"the file is damaged, restore a backup: {' '.join(each.split())}")
        for each in said
        if each != "ok"
    ]


class References:
    """As for owners and orphans, in tables that no other rule knows."""

    cure = None

    def find(self, session: Session, among: Among) -> Iterator[Finding]:  # noqa: ARG002 (of none)
        if session.get_bind().dialect.name != "sqlite":
            return
        for table, row, parent, _ in session.execute(sa.text("PRAGMA foreign_key_check")):
            if (table, parent) not in _LOOKED_AT:
                yield Finding(row or 0, None, f"{table} {row}: its {parent} is not there")

    def mend(self, session: Session, finding: Finding) -> int | None:
        raise NotImplementedError
