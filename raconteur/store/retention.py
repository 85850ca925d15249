"""What is old enough to go: some rows at a time, so that nobody waits long for their turn to write.

Of several webs that do this at once each takes rows that no other has.
"""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from raconteur.store import audit, shares, stories
from raconteur.store.audit import Entry
from raconteur.store.base import Base
from raconteur.store.failures import Failure
from raconteur.store.invitations import Invitation
from raconteur.store.keys import RequestKey
from raconteur.store.notes import GateNote
from raconteur.store.shares import Share
from raconteur.store.signins import SignIn
from raconteur.store.stories import Story
from raconteur.store.tokens import ApiToken

# Rows of one transaction; a story has hundreds of them.
ROWS, STORIES = 500, 5

# How many went of those from before a moment, within a transaction for writing; none when there are
# no more, or others have them.
Some = Callable[[Session, dt.datetime], int]


def rows_before(
    table: type[Base], at: InstrumentedAttribute[dt.datetime], most: int = ROWS
) -> Some:
    """Removes rows of a table by one of its times; nothing may refer to them."""
    key: sa.ColumnElement[int] = table.__table__.c.id

    def some(session: Session, before: dt.datetime) -> int:
        old = sa.select(key).where(at < before).limit(most).with_for_update(skip_locked=True)
        gone = sa.delete(table).where(key.in_(old)).returning(key)
        return len(session.scalars(gone).all())

    return some


def trash(session: Session, before: dt.datetime) -> int:
    """Stories that were thrown away, with all that belongs to them."""
    old = (
        sa.select(Story)
        .where(Story.deleted_at < before)
        .order_by(Story.id)
        .limit(STORIES)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(old).all()
    for story in found:
        shares.end_all(session, story.id)
        stories.delete(session, story)
    if found:
        audit.write(session, None, "trash-emptied", count=len(found))
    return len(found)


entries = rows_before(Entry, Entry.at)
notes = rows_before(GateNote, GateNote.at)
sign_ins = rows_before(SignIn, SignIn.expires_at)
tokens = rows_before(ApiToken, ApiToken.expires_at)
invitations = rows_before(Invitation, Invitation.expires_at)
links = rows_before(Share, Share.expires_at)
failed = rows_before(Failure, Failure.at)
keys = rows_before(RequestKey, RequestKey.at)
