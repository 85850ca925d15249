"""Invitations: a link that somebody may use once, to get an account or a new password."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now


class Invitation(Base):
    """user_id: whose new password it is for, or whose account is taken over; None for a new one.
    family_id, guardian, reader_id: what a new one has from the beginning."""

    __tablename__ = "invitation"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    family_id: Mapped[int | None]
    guardian: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    reader_id: Mapped[int | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime]


def take(session: Session, digest: str) -> Invitation | None:
    """One that holds, to be used in this transaction for writing: nobody else has it then."""
    gone = sa.delete(Invitation).where(Invitation.digest == digest).returning(Invitation)
    found = session.scalars(gone).first()
    return found if found is not None and found.expires_at > now() else None


def find(session: Session, digest: str) -> Invitation | None:
    return session.scalar(
        sa.select(Invitation).where(Invitation.digest == digest, Invitation.expires_at > now())
    )


def open_ones(session: Session, family_id: int | None = None) -> Sequence[Invitation]:
    """Newest first; all, or those into one family."""
    found = sa.select(Invitation).where(Invitation.expires_at > now())
    if family_id is not None:
        found = found.where(Invitation.family_id == family_id)
    return session.scalars(found.order_by(Invitation.id.desc())).all()


def withdraw(session: Session, invitation_id: int, family_id: int | None = None) -> bool:
    """False where there is none (into this family)."""
    gone = sa.delete(Invitation).where(Invitation.id == invitation_id)
    if family_id is not None:
        gone = gone.where(Invitation.family_id == family_id)
    return session.scalar(gone.returning(Invitation.id)) is not None


def forget(session: Session, user_id: int) -> None:
    """All that are for this user, and those that have expired."""
    old = (Invitation.user_id == user_id) | (Invitation.expires_at <= now())
    session.execute(sa.delete(Invitation).where(old))
