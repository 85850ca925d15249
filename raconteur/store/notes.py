"""What a gate held back, and why: for whoever answers for the reader."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.craft.fitness import Verdict
from raconteur.store.base import Base, Json, now
from raconteur.store.users import User

# Characters that are kept of what was held back.
LONGEST = 2_000


class GateNote(Base):
    """user_id: whose story or wish it was. place: request, piece or whole. reasons: category,
    words and by whom. text: what was held back."""

    __tablename__ = "gate_note"
    __table_args__ = (
        sa.Index("ix_gate_note_user_id", "user_id", "id"),
        sa.Index("ix_gate_note_story_id", "story_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=now)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    # A request that was refused has neither.
    story_id: Mapped[int | None] = mapped_column(sa.ForeignKey("story.id"))
    passage_id: Mapped[int | None]
    place: Mapped[str]
    band: Mapped[str]
    reasons: Mapped[list[Json]]
    text: Mapped[str]


def keep(
    session: Session,
    user_id: int,
    verdict: Verdict,
    text: str,
    story_id: int | None = None,
    passage_id: int | None = None,
) -> None:
    """Within a transaction for writing."""
    session.add(
        GateNote(
            user_id=user_id,
            story_id=story_id,
            passage_id=passage_id,
            place=verdict.where,
            band=verdict.band,
            reasons=[
                {"category": reason.category, "words": reason.words, "by": reason.by}
                for reason in verdict.reasons
            ],
            text=text[:LONGEST],
        )
    )
    session.flush()


def newest(
    session: Session, user_id: int, family_id: int | None, limit: int, before: int | None
) -> Sequence[tuple[GateNote, User]]:
    """A user's own, and with a family those of its children; newest first, with whose each is."""
    whose = User.id == user_id
    if family_id is not None:
        whose |= (User.family_id == family_id) & (User.role == "reader")
    query = (
        sa.select(GateNote, User)
        .join(User, User.id == GateNote.user_id)
        .where(whose)
        .order_by(GateNote.id.desc())
    )
    if before is not None:
        query = query.where(GateNote.id < before)
    return [(row[0], row[1]) for row in session.execute(query.limit(limit))]


def forget_story(session: Session, story_id: int) -> None:
    """What was said of a story that is removed for good."""
    session.execute(sa.delete(GateNote).where(GateNote.story_id == story_id))
