"""Families: people who share readers and a shelf, and those among them who look after children."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now
from raconteur.store.users import User

CHILD = "reader"


class Family(Base):
    """Or a class, or a club. Who belongs to it is said by `user.family_id`."""

    __tablename__ = "family"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


def get(session: Session, family_id: int) -> Family | None:
    return session.get(Family, family_id)


def lock(session: Session, family_id: int) -> Family | None:
    """As `get`; until this transaction ends nobody else changes who belongs to it. Within a
    transaction for writing."""
    return session.scalar(sa.select(Family).where(Family.id == family_id).with_for_update())


def every(session: Session) -> Sequence[Family]:
    """In the order in which they were made."""
    return session.scalars(sa.select(Family).order_by(Family.id)).all()


def members(session: Session, family_ids: Sequence[int]) -> Sequence[User]:
    """Of all of these, in the order in which they came to the server."""
    return session.scalars(
        sa.select(User).where(User.family_id.in_(family_ids)).order_by(User.id)
    ).all()


def guardians(session: Session, family_id: int) -> Sequence[User]:
    """Those who can be asked: neither disabled nor about to leave the server."""
    return session.scalars(
        sa.select(User)
        .where(
            User.family_id == family_id,
            User.guardian,
            User.disabled_at.is_(None),
            User.leaves_at.is_(None),
        )
        .order_by(User.id)
    ).all()


def children(family_id: int) -> sa.Select[int]:
    """Their ids, for a query that asks whose something is."""
    return sa.select(User.id).where(User.family_id == family_id, User.role == CHILD)


def is_child_of(session: Session, family_id: int, user_id: int) -> bool:
    return session.scalar(children(family_id).where(User.id == user_id)) is not None


def child_who_is(session: Session, family_id: int, reader_id: int) -> User | None:
    """The child of the family that stories for this reader are told to."""
    return session.scalar(
        sa.select(User).where(User.family_id == family_id, User.reader_id == reader_id)
    )


def reader_ids(session: Session, family_id: int) -> set[int]:
    """Of the readers that its children are."""
    found = sa.select(User.reader_id).where(User.family_id == family_id, User.role == CHILD)
    return {each for each in session.scalars(found) if each is not None}
