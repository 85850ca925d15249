"""Models that people added: an address, a model's name there, and a sealed key."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now
from raconteur.store.users import User


class Connection(Base):
    """sealed  the key, which only `services.sealing` opens
    shared  everybody's, as long as its owner is an administrator
    """

    __tablename__ = "connection"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    label: Mapped[str]
    url: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    sealed: Mapped[str | None]
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now, onupdate=now)


_SHARED = Connection.shared & (User.role == "administrator")


def usable(session: Session, user_id: int) -> Sequence[tuple[Connection, str]]:
    """What somebody may write with, each with its owner's role as it is now: what is everybody's
    first. Who became a child has none of their own."""
    mine = (Connection.user_id == user_id) & (User.role != "reader")
    found = session.execute(
        sa.select(Connection, User.role)
        .join(User, User.id == Connection.user_id)
        .where(mine | _SHARED)
        .order_by(Connection.shared.desc(), Connection.id)
    )
    return [(row[0], row[1]) for row in found]


def listed(session: Session, user_id: int) -> Sequence[Connection]:
    """One's own and everybody's, newest first."""
    return session.scalars(
        sa.select(Connection)
        .join(User, User.id == Connection.user_id)
        .where((Connection.user_id == user_id) | _SHARED)
        .order_by(Connection.id.desc())
    ).all()


def get(session: Session, user_id: int, connection_id: int, *, shared: bool) -> Connection | None:
    """One's own; `shared`: or one that is everybody's."""
    row = session.get(Connection, connection_id)
    if row is None or (row.user_id != user_id and not (shared and row.shared)):
        return None
    return row


def count(session: Session, user_id: int) -> int:
    mine = Connection.user_id == user_id
    return session.scalar(sa.select(sa.func.count()).select_from(Connection).where(mine)) or 0


def with_keys(session: Session) -> Sequence[Connection]:
    return session.scalars(
        sa.select(Connection).where(Connection.sealed.is_not(None)).order_by(Connection.id)
    ).all()
