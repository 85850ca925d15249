"""Where text goes whose story or place in it is gone."""

import sqlalchemy as sa

from raconteur.store import passages, users
from raconteur.store.base import Json, Session
from raconteur.store.passages import Passage, Revision, keep_revision
from raconteur.store.stories import Story

TITLE = "Found again"


def owner(session: Session) -> int:
    """Whoever was here first: on most machines the only one."""
    first = session.scalar(sa.select(sa.func.min(users.User.id)))
    return first if first is not None else users.local_id(session)


def story(session: Session, text: str, model: str, story_id: int | None = None) -> Story:
    """A story on the shelf for text that has none, with its old id where that is known."""
    found = Story(
        id=story_id,
        user_id=owner(session),
        title=f"{TITLE} {story_id}" if story_id else TITLE,
        titled_by="person",
        prompt=TITLE,
        language="en",
        length_words=min(2000, max(100, len(text.split()))),
        craft="free",
        model=model,
        seed=0,
    )
    session.add(found)
    session.flush()
    return found


def newest_leaf(session: Session, story_id: int) -> int | None:
    """Of a story's passages that nothing follows, the newest."""
    every = passages.of_story(session, story_id)
    followed = {each.parent_id for each in every}
    return max((each.id for each in every if each.id not in followed), default=None)


def last_n(session: Session, passage_id: int) -> int:
    """The number of a passage's last revision, 0 where it has none."""
    query = sa.select(sa.func.max(Revision.n)).where(Revision.passage_id == passage_id)
    return session.scalar(query) or 0


def keep(session: Session, passage: Passage, author: str) -> None:
    """The passage's text as its next revision, also where it was miscounted."""
    passage.revision = max(passage.revision, last_n(session, passage.id))
    keep_revision(session, passage, author)


def keep_aside(session: Session, passage: Passage, text: str, spans: list[Json]) -> None:
    """A text that is not the passage's, among its revisions, where a person can find it."""
    passage.revision = max(passage.revision, last_n(session, passage.id)) + 1
    session.add(
        Revision(
            passage_id=passage.id,
            n=passage.revision,
            text=text,
            spans=spans,
            author=passage.model,
        )
    )
    session.flush()
