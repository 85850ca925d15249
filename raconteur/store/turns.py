"""Whose turn it is: the one order in which waiting passages are taken up.

Those that somebody waits for go before unattended ones; among them, whoever has least being written
now goes first, and then whoever has waited longest. Nobody has more than their share at once. What
is paused has no turn.
"""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from raconteur.store.base import one_at_a_time
from raconteur.store.passages import PAUSED, QUEUED, WRITING, Passage, is_in
from raconteur.store.stories import Story

_other, _other_story = aliased(Passage), aliased(Story)
_AT_WORK = (
    sa.select(sa.func.count())
    .select_from(_other)
    .join(_other_story, _other_story.id == _other.story_id)
    .where(is_in(_other, WRITING), _other_story.user_id == Story.user_id)
    .correlate(Story)
    .scalar_subquery()
)
_NEXT = (
    sa.select(Passage.id)
    .join(Story, Story.id == Passage.story_id)
    .where(is_in(Passage, QUEUED), sa.bindparam("share") > _AT_WORK)
    .order_by(Passage.unattended, _AT_WORK, Passage.id)
    .limit(1)
)
_PAUSED = (
    sa.select(Passage.id, Story.user_id, Passage.model)
    .join(Story, Story.id == Passage.story_id)
    .where(is_in(Passage, PAUSED))
    .order_by(Passage.id)
)


class Paused(NamedTuple):
    """A passage that waits for room, and whose it is."""

    id: int
    user_id: int
    model: str


def due(session: Session, share: int) -> int | None:
    """The passage to be written next, None where there is none.

    share  passages of one user that may be written at once
    """
    return session.scalar(_NEXT, {"share": share})


def next_id(session: Session, share: int) -> int | None:
    """The same, to be claimed in this transaction: until it ends, nobody else is told of a turn."""
    one_at_a_time(session)
    return due(session, share)


def paused(session: Session) -> list[Paused]:
    """All passages that wait for room, oldest first."""
    return [Paused(*row) for row in session.execute(_PAUSED)]
