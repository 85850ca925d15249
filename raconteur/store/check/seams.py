"""Whether pieces continue their passage's text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import sqlalchemy as sa

from raconteur.store import pieces
from raconteur.store.base import Json, Session
from raconteur.store.check import rescue
from raconteur.store.check.finding import Among, Finding, of_these
from raconteur.store.check.spans import cut, fitted
from raconteur.store.passages import FINAL, LIVE, QUEUED, Passage
from raconteur.store.pieces import PassagePiece


@dataclass(frozen=True, slots=True)
class Part:
    """A piece, or what is left of it."""

    id: int
    offset: int
    text: str


@dataclass(slots=True)
class Joined:
    """parts   what continues the text, in order and without gaps
    strays  what does not
    """

    text: str
    parts: list[Part] = field(default_factory=list)
    strays: list[Part] = field(default_factory=list)


def join(text: str, found: Sequence[Part], *, close_gaps: bool) -> Joined:
    """Put pieces, in order of their offsets, after a text.

    A piece that repeats what is there counts for the rest of it. One that contradicts it is a
    stray, and so is one that begins later unless `close_gaps`.
    """
    joined = Joined(text)
    for part in found:
        end = len(joined.text)
        there = joined.text[max(0, part.offset) :][: len(part.text)]
        gap = part.offset > end and not close_gaps
        if part.offset < 0 or gap or not part.text.startswith(there):
            joined.strays.append(part)
        elif rest := part.text[len(there) :]:
            joined.parts.append(Part(part.id, end, rest))
            joined.text += rest
    return joined


class Seams:
    """A database was copied as a file while it was written, or mended by hand; two writers wrote
    the same passage with a fence that somebody had set back. The next ending would join what does
    not belong together, or the next piece would find its place taken and fail for ever.

    A gap is closed: readers were shown the pieces one after the other, and the writer went on so.
    """

    cure = "joined; what contradicts is among the revisions; whoever writes begins anew"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        for row_id, story, text, parts in _with_pieces(session, LIVE, among):
            right = join(text, parts, close_gaps=True).parts
            if right != parts:
                ids = ", ".join(str(part.id) for part in parts if part not in right)
                said = f"pieces {ids} do not continue what is before them"
                yield Finding(row_id, story, f"passage {row_id} of story {story}: {said}")

    def mend(self, session: Session, finding: Finding) -> int | None:
        passage = session.get_one(Passage, finding.row)
        taken = _take(session, passage, close_gaps=True)
        session.add_all(taken.kept)
        _keep_strays_aside(session, passage, taken)
        passage.state, passage.fence = QUEUED, passage.fence + 1
        session.flush()
        return finding.story


class Strays:
    """An ending folds its pieces in the same transaction, so nothing of ours leaves any; a state
    that was set by hand does, and so do tables put together from two copies.

    What continues the text is its end. What does not is kept as a revision: the text is the one
    that somebody has read as finished.
    """

    cure = "folded in where they continue its text, else kept as revisions"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        for row_id, story, _, parts in _with_pieces(session, FINAL, among):
            ids = ", ".join(str(part.id) for part in parts)
            said = f"it has ended, but pieces {ids} are not folded in"
            yield Finding(row_id, story, f"passage {row_id} of story {story}: {said}")

    def mend(self, session: Session, finding: Finding) -> int | None:
        passage = session.get_one(Passage, finding.row)
        taken = _take(session, passage, close_gaps=False)
        _keep_strays_aside(session, passage, taken)
        passage.text = taken.joined.text
        passage.spans = taken.spans
        passage.craft_state = pieces.last_state(passage, taken.kept)
        # The last revision is the text, also when strays came before it.
        if taken.kept or taken.joined.strays:
            rescue.keep(session, passage, author=passage.model)
        session.flush()
        return finding.story


@dataclass(frozen=True, slots=True)
class _Taken:
    """A passage's pieces, taken out of the table.

    found  as they were, by id; kept  rows for what continues the text; spans  of the joined text
    """

    joined: Joined
    found: dict[int, PassagePiece]
    kept: list[PassagePiece]
    spans: list[Json]


def _take(session: Session, passage: Passage, *, close_gaps: bool) -> _Taken:
    rows = pieces.of(session, passage.id)
    parts = [Part(row.id, row.offset, row.text) for row in rows]
    joined = join(passage.text, parts, close_gaps=close_gaps)
    found = {row.id: row for row in rows}
    kept = [_row(found[part.id], part) for part in joined.parts]
    spans = fitted(passage.spans, len(passage.text))
    spans += [span for row in kept for span in row.spans]
    session.execute(sa.delete(PassagePiece).where(PassagePiece.passage_id == passage.id))
    return _Taken(joined, found, kept, spans)


def _row(piece: PassagePiece, part: Part) -> PassagePiece:
    whole = len(piece.text)
    return PassagePiece(
        passage_id=piece.passage_id,
        offset=part.offset,
        text=part.text,
        spans=cut(fitted(piece.spans, whole), whole - len(part.text), whole),
        craft_state=piece.craft_state,
    )


def _keep_strays_aside(session: Session, passage: Passage, taken: _Taken) -> None:
    """Each with what it was to follow, so that it can be read."""
    for stray in taken.joined.strays:
        before = taken.joined.text[: max(0, stray.offset)]
        spans = cut(taken.spans, 0, len(before))
        spans += fitted(taken.found[stray.id].spans, len(stray.text))
        rescue.keep_aside(session, passage, before + stray.text, spans)


def _with_pieces(
    session: Session, states: Sequence[str], among: Among
) -> Iterator[tuple[int, int, str, list[Part]]]:
    """Passages in one of these states that have pieces: id, story, text, pieces."""
    columns = PassagePiece.id, PassagePiece.offset, PassagePiece.text
    query = (
        sa.select(Passage.id, Passage.story_id, Passage.text, *columns)
        .join(PassagePiece, PassagePiece.passage_id == Passage.id)
        .where(Passage.state.in_(states))
        .where(of_these(Passage.story_id, among))
        .order_by(Passage.id, PassagePiece.offset, PassagePiece.id)
    )
    rows = session.execute(query)
    for (row_id, story, text), group in groupby(rows, key=lambda row: tuple(row[:3])):
        yield row_id, story, text, [Part(*row[3:]) for row in group]
