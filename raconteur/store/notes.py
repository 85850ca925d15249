"""What a gate held back, and why: for whoever answers for the reader."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, Json, now


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


def forget_story(session: Session, story_id: int) -> None:
    """What was said of a story that is removed for good."""
    session.execute(sa.delete(GateNote).where(GateNote.story_id == story_id))
