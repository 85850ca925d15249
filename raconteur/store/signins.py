"""Sign-ins: each is a secret that a browser holds, kept here as a digest, until it is ended."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now
from raconteur.store.users import User


class SignIn(Base):
    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    # The browser, in its own words, for whoever asks which of theirs this is.
    agent: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    seen_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime]


_FIND = (
    sa.select(SignIn, User)
    .join(User, User.id == SignIn.user_id)
    .where(SignIn.digest == sa.bindparam("digest"), User.disabled_at.is_(None))
)


def find(session: Session, digest: str) -> tuple[SignIn, User] | None:
    """With its user, who is not disabled; also one that has expired."""
    found = session.execute(_FIND, {"digest": digest}).first()
    return (found[0], found[1]) if found else None


def of_user(session: Session, user_id: int) -> Sequence[SignIn]:
    """Those that still hold, the last used first."""
    return session.scalars(
        sa.select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.expires_at > now())
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    ).all()


def seen(session: Session, sign_in_id: int, expires_at: dt.datetime) -> None:
    session.execute(
        sa.update(SignIn)
        .where(SignIn.id == sign_in_id)
        .values(seen_at=now(), expires_at=expires_at)
    )


def end(session: Session, user_id: int, but: int | None = None) -> list[int]:
    """All of a user's but one; the ids of those that were ended."""
    ended = sa.delete(SignIn).where(SignIn.user_id == user_id)
    if but is not None:
        ended = ended.where(SignIn.id != but)
    return list(session.scalars(ended.returning(SignIn.id)))


def end_one(session: Session, user_id: int, sign_in_id: int) -> bool:
    """False where this user has no such."""
    ended = sa.delete(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user_id)
    return session.scalar(ended.returning(SignIn.id)) is not None


def forget_expired(session: Session) -> None:
    session.execute(sa.delete(SignIn).where(SignIn.expires_at <= now()))
