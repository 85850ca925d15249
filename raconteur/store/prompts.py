"""The library of prompts."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now


class Prompt(Base):
    __tablename__ = "prompt"
    __table_args__ = (
        sa.Index("ix_prompt_shelf", "user_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    content: Mapped[str]
    title: Mapped[str | None]
    language: Mapped[str | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now, onupdate=now)


def get(session: Session, user_id: int, prompt_id: int) -> Prompt | None:
    return session.scalar(
        sa.select(Prompt).where(Prompt.id == prompt_id, Prompt.user_id == user_id)
    )


def newest(
    session: Session, user_id: int, limit: int | None, before: int | None
) -> Sequence[Prompt]:
    """Newest first; `before` is the last id of the page before; no limit gives the whole list."""
    query = sa.select(Prompt).where(Prompt.user_id == user_id).order_by(Prompt.id.desc())
    if before is not None:
        query = query.where(Prompt.id < before)
    return session.scalars(query.limit(limit)).all()
