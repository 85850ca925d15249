"""Families: people who share readers and a shelf, and those among them who look after children."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now
from raconteur.store.users import User


class Family(Base):
    """Or a class, or a club. Who belongs to it is said by `user.family_id`."""

    __tablename__ = "family"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


def forget_empty(session: Session) -> None:
    """Those that nobody belongs to any more."""
    left = sa.select(User.id).where(User.family_id == Family.id).exists()
    session.execute(sa.delete(Family).where(~left))
