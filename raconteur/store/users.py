"""Who owns what is stored, and what each may do."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now

LOCAL = "local"
_IN_ONE = sa.text("family_id IS NOT NULL")


class User(Base):
    """family_id: of the one they belong to. guardian: looks after its children. reader_id: of a
    child: whom stories are told to. may_write: what a guardian allows a child."""

    __tablename__ = "user"
    __table_args__ = (
        sa.Index("ix_user_family_id", "family_id", sqlite_where=_IN_ONE, postgresql_where=_IN_ONE),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # What somebody signs in with, in small letters.
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str] = mapped_column(default="administrator")
    # An argon2 hash; nobody signs in by password where there is none.
    password: Mapped[str | None]
    # Where a link for a new one goes. A family may have one mailbox: not unique.
    mail: Mapped[str | None]
    disabled_at: Mapped[dt.datetime | None]
    # When everything of theirs will be removed, unless they sign in before.
    leaves_at: Mapped[dt.datetime | None]
    # No foreign keys: SQLite would have to copy a table for them.
    family_id: Mapped[int | None]
    guardian: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    reader_id: Mapped[int | None]
    may_write: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    # What they may use; None: what the server allows everybody.
    tokens_a_day: Mapped[int | None] = mapped_column(sa.BigInteger())
    cost_a_month: Mapped[int | None] = mapped_column(sa.BigInteger())
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


# The one who had the server alone stays the first when there are accounts.
_FIRST_ID = sa.select(User.id).order_by(User.id).limit(1)


def local_id(session: Session) -> int:
    """The id of the one local user, made when missing."""
    found = session.scalar(_FIRST_ID)
    if found is not None:
        return found
    user = User(name=LOCAL)
    session.add(user)
    session.flush()
    return user.id


def get(session: Session, user_id: int) -> User | None:
    return session.get(User, user_id)


_NAMED = sa.select(User).where(User.name == sa.bindparam("name"))


def named(session: Session, name: str) -> User | None:
    return session.scalar(_NAMED, {"name": name})


def every(session: Session) -> Sequence[User]:
    """In the order in which they came."""
    return session.scalars(sa.select(User).order_by(User.id)).all()


def free_name(session: Session, wanted: str) -> str:
    """`wanted`, or with a number behind it where somebody has it."""
    wanted, number = wanted.strip().casefold()[:60] or "somebody", 1
    found = wanted
    while named(session, found) is not None:
        number += 1
        found = f"{wanted} {number}"
    return found


def unclaimed(session: Session) -> User | None:
    """The local user, while nobody has taken its place."""
    first = session.get_one(User, local_id(session))
    return first if first.name == LOCAL and first.password is None else None


def administrators(session: Session) -> int:
    """How many can sign in."""
    stays = User.disabled_at.is_(None) & User.leaves_at.is_(None)
    able = (User.role == "administrator") & stays
    return session.scalar(sa.select(sa.func.count()).where(able)) or 0
