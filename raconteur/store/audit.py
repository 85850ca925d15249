"""The audit log: who did what to accounts, shares and settings. Rows are only added."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, Json, now

# What is written down; the page has a sentence for each.
What = Literal[
    "signed-in",
    "signed-out",
    "signed-out-elsewhere",
    "sign-in-failed",
    "joined",
    "invited",
    "invitation-withdrawn",
    "role-changed",
    "disabled",
    "enabled",
    "leaves",
    "stays",
    "left",
    "password-changed",
    "password-reset-offered",
    "password-reset-mailed",
    "mail-changed",
    "token-made",
    "token-revoked",
    "settings-changed",
    "cap-changed",
    "limits-changed",
    "connection-added",
    "connection-changed",
    "connection-removed",
    "shared",
    "share-ended",
    "trash-emptied",
    "family-made",
    "family-renamed",
    "family-dissolved",
    "joined-family",
    "member-changed",
    "member-removed",
    "member-left",
    "shelved",
    "unshelved",
    "approved",
]


class Entry(Base):
    """user_id  who did it, None for nobody who was known. No foreign key: it outlives its user.
    about    what it was done to, without anything that somebody wrote
    """

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    at: Mapped[dt.datetime] = mapped_column(default=now, index=True)
    user_id: Mapped[int | None]
    what: Mapped[str]
    about: Mapped[Json] = mapped_column(default=dict)
    address: Mapped[str]


def write(
    session: Session, user_id: int | None, what: What, address: str = "", **about: object
) -> None:
    session.add(Entry(user_id=user_id, what=what, about=about, address=address))


def newest(session: Session, limit: int, before: int | None) -> Sequence[Entry]:
    query = sa.select(Entry).order_by(Entry.id.desc()).limit(limit)
    return session.scalars(query if before is None else query.where(Entry.id < before)).all()
