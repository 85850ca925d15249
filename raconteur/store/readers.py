"""Readers: the people stories are for or about."""

import datetime as dt
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now

_SHARED = sa.text("family_id IS NOT NULL")


class Reader(Base):
    """family_id: of those it is shared with. band: of craft.fitness, where it is not that of the
    age. preview: a guardian looks at a story before a child sees it."""

    __tablename__ = "reader"
    __table_args__ = (
        sa.Index("ix_reader_shelf", "user_id", "id"),
        sa.Index(
            "ix_reader_family", "family_id", "id", sqlite_where=_SHARED, postgresql_where=_SHARED
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    name: Mapped[str]
    age: Mapped[int | None]
    language: Mapped[str | None]
    likes: Mapped[list[str]] = mapped_column(default=list)
    avoid: Mapped[list[str]] = mapped_column(default=list)
    family_id: Mapped[int | None]
    band: Mapped[str | None]
    preview: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now, onupdate=now)


def _known_to(user_id: int, family_id: int | None) -> sa.ColumnElement[bool]:
    """Their own, and those shared with the family they belong to, if any."""
    own = Reader.user_id == user_id
    return own if family_id is None else own | (Reader.family_id == family_id)


def get(session: Session, user_id: int, family_id: int | None, reader_id: int) -> Reader | None:
    return session.scalar(
        sa.select(Reader).where(Reader.id == reader_id, _known_to(user_id, family_id))
    )


def some(
    session: Session, user_id: int, family_id: int | None, ids: Iterable[int]
) -> Sequence[Reader]:
    """Those of `ids` that exist, in no particular order."""
    return session.scalars(
        sa.select(Reader).where(Reader.id.in_(list(ids)), _known_to(user_id, family_id))
    ).all()


def known(
    session: Session, user_id: int, family_id: int | None, ids: Sequence[int]
) -> Sequence[Reader]:
    """Those of `ids` that are this user's, or shared with their family."""
    whose = Reader.user_id == user_id
    if family_id is not None:
        whose |= Reader.family_id == family_id
    return session.scalars(sa.select(Reader).where(Reader.id.in_(ids), whose)).all()


def newest(
    session: Session,
    user_id: int,
    limit: int | None,
    before: int | None,
    family_id: int | None = None,
) -> Sequence[Reader]:
    """Newest first, with those shared with a family; `before` is the last id of the page before."""
    kinds = [Reader.user_id == user_id]
    if family_id is not None:
        kinds.append(Reader.family_id == family_id)
    # One query each: either index ends at the limit, both together would be read whole.
    found = {each.id: each for kind in kinds for each in _newest(session, kind, limit, before)}
    return sorted(found.values(), key=lambda each: each.id, reverse=True)[:limit]


def _newest(
    session: Session, whose: sa.ColumnElement[bool], limit: int | None, before: int | None
) -> Sequence[Reader]:
    query = sa.select(Reader).where(whose).order_by(Reader.id.desc())
    if before is not None:
        query = query.where(Reader.id < before)
    return session.scalars(query.limit(limit)).all()
