"""What is committed while a passage is being written, and how it is claimed, grown and folded.

Every change here is fenced: it takes effect only for the writer that holds the passage's present
fence number, so a writer that was presumed dead can change nothing when it wakes up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, Json, UtcDateTime, now
from raconteur.store.passages import LIVE, QUEUED, WRITING, Passage, keep_revision


class PassagePiece(Base):
    __tablename__ = "passage_piece"
    __table_args__ = (sa.UniqueConstraint("passage_id", "offset"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(sa.ForeignKey("passage.id"), index=True)
    # In Unicode code points from the passage's start.
    offset: Mapped[int]
    text: Mapped[str]
    spans: Mapped[list[Json]]
    craft_state: Mapped[Json | None]


# Built once: these are asked ten times a second for every passage that is being written.
_HOLD = (
    sa.update(Passage)
    .where(
        Passage.id == sa.bindparam("passage"),
        Passage.fence == sa.bindparam("holder"),
        Passage.state == WRITING,
    )
    .values(state=WRITING)
    .execution_options(synchronize_session=False)
)
_CLAIM = (
    sa.update(Passage)
    .where(Passage.id == sa.bindparam("passage"), Passage.state.in_(LIVE))
    .values(
        fence=Passage.fence + 1,
        state=WRITING,
        started_at=sa.func.coalesce(Passage.started_at, sa.bindparam("now", type_=UtcDateTime())),
    )
    .returning(Passage.fence)
    .execution_options(synchronize_session=False)
)
_HOLD_AND_PLAN = _HOLD.values(plan=sa.bindparam("new_plan", type_=Passage.plan.type))
_ADD = sa.insert(PassagePiece)
_OF = (
    sa.select(PassagePiece)
    .where(PassagePiece.passage_id == sa.bindparam("passage"))
    .order_by(PassagePiece.offset, PassagePiece.id)
)


@dataclass(frozen=True, slots=True)
class Growth:
    """What one passage gains in one commit. `plan` and `craft_state` replace when given."""

    passage_id: int
    fence: int
    offset: int
    text: str
    spans: Sequence[Json]
    craft_state: Json | None
    plan: Json | None


def claim(session: Session, passage_id: int) -> int | None:
    """Become the one who writes a queued or abandoned passage; its fence number, or None."""
    return session.scalar(_CLAIM, {"passage": passage_id, "now": now()})


def grow(session: Session, growth: Growth) -> bool:
    """Append to a passage. False, and nothing changed, when the fence has moved on."""
    held = {"passage": growth.passage_id, "holder": growth.fence}
    if growth.plan is None:
        result = session.execute(_HOLD, held)
    else:
        result = session.execute(_HOLD_AND_PLAN, {**held, "new_plan": growth.plan})
    if getattr(result, "rowcount", 0) != 1:
        return False
    if growth.text:
        piece = {
            "passage_id": growth.passage_id,
            "offset": growth.offset,
            "text": growth.text,
            "spans": list(growth.spans),
            "craft_state": growth.craft_state,
        }
        session.execute(_ADD, piece)
    elif growth.craft_state is not None:
        _note_state(session, growth.passage_id, growth.craft_state)
    return True


def fold(
    session: Session, passage_id: int, fence: int | None, state: str, error: Json | None
) -> Passage | None:
    """End a passage: its pieces become its text and its next revision.

    `fence` None is a person's right to end it whoever writes (stop). None when it was refused.
    """
    passage = session.get(Passage, passage_id, with_for_update=True, populate_existing=True)
    if passage is None or passage.state not in LIVE:
        return None
    if fence is not None and passage.fence != fence:
        return None
    pieces = of(session, passage_id)
    passage.text += "".join(piece.text for piece in pieces)
    passage.spans = passage.spans + [span for piece in pieces for span in piece.spans]
    passage.craft_state = last_state(passage, pieces)
    passage.state, passage.error = state, error
    passage.fence += 1
    passage.finished_at = now()
    session.execute(sa.delete(PassagePiece).where(PassagePiece.passage_id == passage_id))
    keep_revision(session, passage, author=passage.model)
    return passage


def requeue(session: Session, passage: Passage) -> None:
    """Let a finished passage go on from where its text ends."""
    passage.state, passage.error, passage.finished_at = QUEUED, None, None
    session.flush()


def of(session: Session, passage_id: int) -> Sequence[PassagePiece]:
    return session.scalars(_OF, {"passage": passage_id}).all()


def texts(session: Session, passage_ids: Iterable[int]) -> dict[int, str]:
    """The text of each passage's pieces, joined."""
    found: dict[int, str] = {}
    query = (
        sa.select(PassagePiece.passage_id, PassagePiece.text)
        .where(PassagePiece.passage_id.in_(list(passage_ids)))
        .order_by(PassagePiece.offset, PassagePiece.id)
    )
    for passage_id, text in session.execute(query):
        found[passage_id] = found.get(passage_id, "") + text
    return found


def last_state(passage: Passage, pieces: Sequence[PassagePiece]) -> Json | None:
    """The craft's state after the last piece that carries one."""
    states = [piece.craft_state for piece in pieces if piece.craft_state is not None]
    return states[-1] if states else passage.craft_state


def _note_state(session: Session, passage_id: int, state: Json) -> None:
    """A state without text belongs to the text that is already there."""
    pieces = of(session, passage_id)
    if pieces:
        pieces[-1].craft_state = state
    else:
        passage = session.get(Passage, passage_id)
        if passage is not None:
            passage.craft_state = state
    session.flush()
