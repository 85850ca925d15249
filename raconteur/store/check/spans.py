"""Who made which words: spans that do not cover their text."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from raconteur.store.base import Json, Session
from raconteur.store.check.finding import Among, Finding, of_these
from raconteur.store.passages import Passage, Revision
from raconteur.store.pieces import PassagePiece

AT_ONCE = 500
NOBODY_KNOWS: Json = {"author": "model", "chooser": "model"}


class Spans:
    """A text was changed by somebody else's program, which knew nothing of spans; or a craft was
    wrong about the length of what it wrote."""

    cure = "cut or filled up; what nobody can tell any more counts as the model's"

    def __init__(self, table: type[Passage] | type[Revision] | type[PassagePiece]) -> None:
        self._table = table

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        table = self._table
        story_id = Passage.story_id
        query = sa.select(table.id, story_id, table.text, table.spans).select_from(table)
        if not issubclass(table, Passage):
            query = query.join(Passage, Passage.id == table.passage_id)
        query = query.where(of_these(story_id, among)).order_by(table.id)
        rows = session.execute(query.execution_options(yield_per=AT_ONCE))
        for row_id, story, text, spans in rows:
            if not covers(spans, text):
                name = table.__tablename__.replace("_", " ")
                covered = sum(length(span) for span in spans or ())
                said = f"its spans cover {covered} of {len(text)} characters"
                yield Finding(row_id, story, f"{name} {row_id} of story {story}: {said}")

    def mend(self, session: Session, finding: Finding) -> int | None:
        table = self._table
        here = table.id == finding.row
        text, spans = session.execute(sa.select(table.text, table.spans).where(here)).one()
        session.execute(sa.update(table).where(here).values(spans=fitted(spans, len(text))))
        return finding.story


def covers(spans: Sequence[Json] | None, text: str) -> bool:
    if spans is None or not all(is_sound(span) for span in spans):
        return False
    return sum(length(span) for span in spans) == len(text)


def is_sound(span: object) -> bool:
    if not isinstance(span, dict) or length(span) < 1:
        return False
    return isinstance(span.get("author"), str) and isinstance(span.get("chooser"), str)


def length(span: object) -> int:
    """In code points; 0 for what is no span."""
    found = span.get("length") if isinstance(span, dict) else None
    return found if isinstance(found, int) else 0


def cut(spans: Sequence[Json], begin: int, end: int) -> list[Json]:
    """The spans of a part of the text."""
    found: list[Json] = []
    at = 0
    for span in spans:
        first, last = max(at, begin), min(at + length(span), end)
        if last > first:
            found.append({**span, "length": last - first})
        at += length(span)
    return found


def fitted(spans: Sequence[Json] | None, size: int) -> list[Json]:
    """The same spans, made to cover a text of this many code points."""
    found = cut([span for span in spans or () if is_sound(span)], 0, size)
    missing = size - sum(length(span) for span in found)
    return [*found, {"length": missing, **NOBODY_KNOWS}] if missing else found
