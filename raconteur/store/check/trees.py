"""A story's passages as a tree, and which of them is its head."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from raconteur.store import passages, pieces
from raconteur.store.base import Session
from raconteur.store.check import rescue
from raconteur.store.check.finding import Among, Finding, of_these
from raconteur.store.passages import LIVE, STOPPED, Passage
from raconteur.store.stories import Story

_parent = aliased(Passage)


class Parents:
    """Stories were put together by hand, or ids were given out anew after tables were copied from
    one database to another. A passage that comes before its parent could be its own ancestor."""

    cure = "follows the newest passage that it can follow"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        query = (
            sa.select(Passage.id, Passage.story_id, Passage.parent_id, _parent.story_id)
            .outerjoin(_parent, _parent.id == Passage.parent_id)
            .where(
                Passage.parent_id.is_not(None),
                _parent.id.is_(None)
                | (_parent.story_id != Passage.story_id)
                | (_parent.id >= Passage.id),
            )
            .where(of_these(Passage.story_id, among))
            .order_by(Passage.id)
        )
        for row_id, story, parent, elsewhere in session.execute(query):
            wrong = "is not there" if elsewhere is None else f"is of story {elsewhere}"
            wrong = "is younger than itself" if elsewhere == story else wrong
            said = f"passage {row_id} of story {story}: its parent {parent} {wrong}"
            yield Finding(row_id, story, said)

    def mend(self, session: Session, finding: Finding) -> int | None:
        row = session.get_one(Passage, finding.row)
        row.parent_id = session.scalar(
            sa.select(sa.func.max(Passage.id)).where(
                Passage.story_id == row.story_id,
                Passage.position == row.position - 1,
                Passage.id < row.id,
            )
        )
        session.flush()
        return finding.story


class Depths:
    """As for parents: a passage was hung up elsewhere, but not its place counted anew."""

    cure = "counted anew"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        right = sa.func.coalesce(_parent.position + 1, 0)
        query = (
            sa.select(Passage.id, Passage.story_id, Passage.position, right)
            .outerjoin(_parent, _parent.id == Passage.parent_id)
            .where(Passage.position != right)
            .where(of_these(Passage.story_id, among))
            .order_by(Passage.id)
        )
        for row_id, story, position, wanted in session.execute(query):
            said = f"passage {row_id} of story {story}: at place {position} instead of {wanted}"
            yield Finding(row_id, story, said)

    def mend(self, session: Session, finding: Finding) -> int | None:
        """Those that follow too: parents are older, so they are counted first."""
        places: dict[int | None, int] = {None: -1}
        row = session.get_one(Passage, finding.row)
        for each in passages.of_story(session, row.story_id):
            each.position = places.get(each.parent_id, -1) + 1
            places[each.id] = each.position
        session.flush()
        return finding.story


class Heads:
    """The head is no foreign key, so no database keeps a passage from going while it is one."""

    cure = "the newest passage that nothing follows"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        head = aliased(Passage)
        has_passages = sa.select(Passage.id).where(Passage.story_id == Story.id).exists()
        query = (
            sa.select(Story.id, Story.head_id)
            .outerjoin(head, (head.id == Story.head_id) & (head.story_id == Story.id))
            .where(head.id.is_(None), Story.head_id.is_not(None) | has_passages)
            .where(of_these(Story.id, among))
            .order_by(Story.id)
        )
        for story, found in session.execute(query):
            said = f"its head {found} is no passage of it" if found else "it has no head"
            yield Finding(story, story, f"story {story}: {said}")

    def mend(self, session: Session, finding: Finding) -> int | None:
        story = session.get_one(Story, finding.row)
        story.head_id = rescue.newest_leaf(session, story.id)
        story.revision += 1
        session.flush()
        return story.id


class Together:
    """Two that asked at the same moment were both told that nothing is being written: a fault of
    ours. Each would be shown as if the other did not exist."""

    cure = "the others are stopped, with what they have"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        query = (
            sa.select(Passage.story_id, sa.func.count())
            .where(Passage.state.in_(LIVE))
            .group_by(Passage.story_id)
            .having(sa.func.count() > 1)
            .where(of_these(Passage.story_id, among))
            .order_by(Passage.story_id)
        )
        for story, count in session.execute(query):
            said = f"story {story}: {count} passages are queued or being written at once"
            yield Finding(story, story, said)

    def mend(self, session: Session, finding: Finding) -> int | None:
        head = session.scalar(sa.select(Story.head_id).where(Story.id == finding.row))
        live = [each.id for each in passages.of_story(session, finding.row) if each.state in LIVE]
        goes_on = head if head in live else max(live)
        for each in live:
            if each != goes_on:
                pieces.fold(session, each, None, STOPPED, None)
        return finding.row
