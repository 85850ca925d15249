"""Who an account's owner is elsewhere: an OpenID Connect provider's word for somebody."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now
from raconteur.store.users import User


class KnownAs(Base):
    __tablename__ = "identity"
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


def user_of(session: Session, issuer: str, subject: str) -> User | None:
    return session.scalar(
        sa.select(User)
        .join(KnownAs, KnownAs.user_id == User.id)
        .where(KnownAs.issuer == issuer, KnownAs.subject == subject)
    )
