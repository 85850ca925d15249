"""Text whose passage is gone, and passages whose story is gone."""

from collections.abc import Iterator

import sqlalchemy as sa

from raconteur.store import passages, pieces
from raconteur.store.base import Json, Session, now
from raconteur.store.check import rescue
from raconteur.store.check.finding import Among, Finding, of_these
from raconteur.store.check.spans import fitted
from raconteur.store.passages import Passage, Revision
from raconteur.store.pieces import PassagePiece
from raconteur.store.stories import Story


class NoPassage:
    """A passage was removed by a program that does not ask SQLite to check; or a damaged database
    was put together again from what could be read of it."""

    cure = "put on the shelf as a story of its own"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:  # noqa: ARG002 (of none)
        gone = sa.union(*(_of_no_passage(table) for table in (PassagePiece, Revision))).subquery()
        for passage_id in session.scalars(sa.select(gone.c.passage_id).order_by(gone.c.passage_id)):
            said = f"passage {passage_id} is not there, but some of its text is"
            yield Finding(passage_id, None, said)

    def mend(self, session: Session, finding: Finding) -> int | None:
        """Its last text becomes its text again; pieces after it follow by the rule for them."""
        last = next(iter(passages.revisions(session, finding.row)), None)
        if last is None:
            text, spans = _out_of_pieces(session, finding.row)
        else:
            text, spans = last.text, last.spans
        author = last.author if last and last.author != "person" else ""
        story = rescue.story(session, text, author)
        passage = Passage(
            id=finding.row,
            story_id=story.id,
            kind="opening",
            position=0,
            state=passages.STOPPED,
            text=text,
            spans=spans,
            revision=last.n if last else 0,
            fence=1,
            model=author,
            craft=story.craft,
            words=story.length_words,
            seed=0,
            finished_at=now(),
        )
        session.add(passage)
        session.flush()
        story.head_id = passage.id
        session.flush()
        return story.id


def _out_of_pieces(session: Session, passage_id: int) -> tuple[str, list[Json]]:
    """What never had an end is its pieces, one after the other as readers were shown them."""
    rows = pieces.of(session, passage_id)
    session.execute(sa.delete(PassagePiece).where(PassagePiece.passage_id == passage_id))
    spans = [span for row in rows for span in fitted(row.spans, len(row.text))]
    return "".join(row.text for row in rows), spans


def _of_no_passage(table: type[PassagePiece] | type[Revision]) -> sa.Select[int]:
    there = sa.select(Passage.id).where(Passage.id == table.passage_id).exists()
    return sa.select(table.passage_id).where(~there).distinct()


class NoStory:
    """A story was removed by a program that does not ask SQLite to check. Whoever took up one of
    its passages, queued or being written, would fail each time."""

    cure = "its story is there again, with what was written"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        query = (
            sa.select(Passage.story_id, sa.func.count())
            .outerjoin(Story, Story.id == Passage.story_id)
            .where(Story.id.is_(None))
            .group_by(Passage.story_id)
            .where(of_these(Passage.story_id, among))
            .order_by(Passage.story_id)
        )
        for story_id, count in session.execute(query):
            ids = session.scalars(sa.select(Passage.id).where(Passage.story_id == story_id))
            named = ", ".join(str(each) for each in sorted(ids))
            said = f"story {story_id} is not there, but {count} of its passages are: {named}"
            yield Finding(story_id, story_id, said)

    def mend(self, session: Session, finding: Finding) -> int | None:
        every = passages.of_story(session, finding.row)
        text = "\n\n".join(each.text for each in every)
        story = rescue.story(session, text, every[-1].model, finding.row)
        story.head_id = rescue.newest_leaf(session, story.id)
        for each in every:
            # What was asked for went with the story, so nobody can write on by themselves.
            pieces.fold(session, each.id, None, passages.STOPPED, None)
        return finding.row
