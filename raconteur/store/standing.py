"""How many stories and passages there are, by state: for those who watch over a server.

Asked again and again of a library of any size. Nearly all of it is done, so that is what is left
of all, which are counted in an index; the others have indexes of their own (decision 0034).
"""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from raconteur.store.passages import DONE, FAILED, PAUSED, QUEUED, STOPPED, WRITING, Passage, is_in
from raconteur.store.stories import Story

TRASH = "trash"
# Those that share a partial index: their states are told apart within it.
_TOGETHER = ((QUEUED, WRITING), (PAUSED,), (STOPPED, FAILED))
FEW = tuple(state for states in _TOGETHER for state in states)

_COUNT = sa.func.count()
_PASSAGES = {
    states: sa.select(Passage.state, _COUNT).where(is_in(Passage, *states)).group_by(Passage.state)
    for states in _TOGETHER
}
_ALL_PASSAGES = sa.select(_COUNT).select_from(Passage)
_HEADS = {
    states: sa.select(Passage.state, _COUNT)
    .join(Story, Story.id == Passage.story_id)
    .where(is_in(Passage, *states), Story.head_id == Passage.id, Story.deleted_at.is_(None))
    .group_by(Passage.state)
    for states in _TOGETHER
}
_KEPT = sa.select(_COUNT).select_from(Story).where(Story.deleted_at.is_(None))
_IN_THE_TRASH = sa.select(_COUNT).select_from(Story).where(Story.deleted_at.is_not(None))

Counts = Mapping[str, int]


def passages_by_state(session: Session) -> Counts:
    """Of every state, also where there is none."""
    found = dict.fromkeys(FEW, 0)
    for query in _PASSAGES.values():
        found.update(_counted(session, query))
    every = session.scalar(_ALL_PASSAGES) or 0
    return {**found, DONE: every - sum(found.values())}


def stories_by_state(session: Session) -> Counts:
    """A story's state is that of its head; what is in the trash is there and in no other state."""
    found = dict.fromkeys(FEW, 0)
    for query in _HEADS.values():
        found.update(_counted(session, query))
    kept, trash = (session.scalar(query) or 0 for query in (_KEPT, _IN_THE_TRASH))
    return {**found, DONE: kept - sum(found.values()), TRASH: trash}


def _counted(session: Session, query: sa.Select[str, int]) -> Counts:
    return {row[0]: row[1] for row in session.execute(query)}
