"""People who leave, with everything that is theirs."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from raconteur.store import belonging, shares, stories
from raconteur.store.connections import Connection
from raconteur.store.identities import KnownAs
from raconteur.store.invitations import Invitation
from raconteur.store.keys import RequestKey
from raconteur.store.notes import GateNote
from raconteur.store.prompts import Prompt
from raconteur.store.readers import Reader
from raconteur.store.signins import SignIn
from raconteur.store.stories import Story
from raconteur.store.tokens import ApiToken
from raconteur.store.usage import Usage
from raconteur.store.users import User

# Removed in one transaction, so that others are not kept waiting for a whole library.
STORIES_AT_ONCE = 20


def due(session: Session, moment: dt.datetime) -> Sequence[int]:
    """Those whose time to think it over has ended."""
    return session.scalars(
        sa.select(User.id).where(User.leaves_at <= moment).order_by(User.id)
    ).all()


def hold(session: Session, user_id: int, moment: dt.datetime) -> bool:
    """Until this transaction ends nobody else removes them, nor do they sign in; False when they
    have come back, or are gone. Within a transaction for writing."""
    held = sa.select(User.id).where(User.id == user_id, User.leaves_at <= moment).with_for_update()
    return session.scalar(held) is not None


def forget_some_stories(session: Session, user_id: int) -> bool:
    """True as long as there may be more. Within a transaction for writing."""
    some = session.scalars(
        sa.select(Story).where(Story.user_id == user_id).limit(STORIES_AT_ONCE)
    ).all()
    for story in some:
        shares.end_all(session, story.id)
        stories.delete(session, story)
    return len(some) == STORIES_AT_ONCE


def forget(session: Session, user_id: int) -> None:
    """Somebody who has no stories any more. Within a transaction for writing."""
    belonging.take_out(session, session.get_one(User, user_id))
    theirs = (
        *(GateNote, Prompt, Reader, RequestKey, SignIn, ApiToken, Invitation, KnownAs, Usage),
        Connection,
    )
    for table in theirs:
        session.execute(sa.delete(table).where(table.user_id == user_id))
    session.execute(sa.delete(User).where(User.id == user_id))
    belonging.forget_empty(session)
