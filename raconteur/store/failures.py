"""Sign-ins that failed, by the name that was tried, whether anybody has it or not: who guesses
names learns nothing from being asked to wait."""

import datetime as dt
import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now

FORGOTTEN = dt.timedelta(days=1)


class Failure(Base):
    __tablename__ = "sign_in_failure"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    # People type passwords where names belong.
    name_digest: Mapped[str] = mapped_column(unique=True)
    count: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(default=now)


def of(session: Session, name: str) -> Failure | None:
    """Those since the last sign-in that did not fail, if there are any."""
    return session.scalar(sa.select(Failure).where(Failure.name_digest == digest(name)))


def count(session: Session, name: str) -> None:
    """One more, within a transaction for writing."""
    found = of(session, name)
    if found is None:
        session.execute(sa.delete(Failure).where(Failure.at < now() - FORGOTTEN))
        session.add(Failure(name_digest=digest(name), count=1))
    else:
        found.count, found.at = found.count + 1, now()


def forget(session: Session, name: str) -> None:
    session.execute(sa.delete(Failure).where(Failure.name_digest == digest(name)))


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
