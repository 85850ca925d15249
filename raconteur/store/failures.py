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


def pause(failed: Failure | None, forgiven: int, first_s: int, longest_s: int) -> int:
    """Seconds until the next try: after `forgiven` of them `first_s`, doubled by each further."""
    if failed is None or failed.count < forgiven:
        return 0
    whole = min(longest_s, first_s * 2 ** min(failed.count - forgiven, 20))
    left = (failed.at + dt.timedelta(seconds=whole) - now()).total_seconds()
    # A clock that was set back would make it longer than the longest.
    return int(left) + 1 if 0 < left <= longest_s else 0


def forget(session: Session, name: str) -> None:
    session.execute(sa.delete(Failure).where(Failure.name_digest == digest(name)))


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
