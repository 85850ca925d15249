"""API tokens: for programs, with what each may do and until when; kept as digests."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now
from raconteur.store.users import User


class ApiToken(Base):
    __tablename__ = "api_token"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


_FIND = (
    sa.select(ApiToken, User)
    .join(User, User.id == ApiToken.user_id)
    .where(
        ApiToken.digest == sa.bindparam("digest"),
        ApiToken.expires_at > sa.bindparam("now"),
        User.disabled_at.is_(None),
    )
)


def find(session: Session, digest: str) -> tuple[ApiToken, User] | None:
    """One that holds, with its user."""
    found = session.execute(_FIND, {"digest": digest, "now": now()}).first()
    return (found[0], found[1]) if found else None


def of_user(session: Session, user_id: int) -> Sequence[ApiToken]:
    """Newest first, also those that have expired."""
    return session.scalars(
        sa.select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())
    ).all()


def used(session: Session, token_id: int) -> None:
    session.execute(sa.update(ApiToken).where(ApiToken.id == token_id).values(used_at=now()))


def revoke_all(session: Session, user_id: int) -> None:
    session.execute(sa.delete(ApiToken).where(ApiToken.user_id == user_id))


def revoke(session: Session, user_id: int, token_id: int) -> bool:
    """False where this user has no such."""
    gone = sa.delete(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == user_id)
    return session.scalar(gone.returning(ApiToken.id)) is not None
