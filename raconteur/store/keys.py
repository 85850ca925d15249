"""Keys of requests that made something, so that one that is sent again makes nothing more."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now

KEPT = dt.timedelta(hours=24)
# Every so many keys, so many old ones are forgotten: more than have come.
_EVERY, _AT_ONCE = 100, 1000


class RequestKey(Base):
    __tablename__ = "request_key"
    __table_args__ = (sa.UniqueConstraint("user_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    key: Mapped[str]
    # What was asked for with it, as a digest.
    request: Mapped[str]
    # The id of what was made; a row that is committed has one.
    made: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(default=now, index=True)


def take(session: Session, user_id: int, key: str, request: str) -> RequestKey | None:
    """Have the key for this transaction, within one for writing; what has it already, if anything.

    Whoever asks for one that another transaction has waits until that one ends.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    this = {"request": request, "made": None, "at": now()}
    statement = (
        insert(RequestKey)
        .values(user_id=user_id, key=key, **this)
        .on_conflict_do_update(
            index_elements=["user_id", "key"], set_=this, where=RequestKey.at < now() - KEPT
        )
        .returning(RequestKey.id)
    )
    taken = session.scalar(statement)
    if taken is None:
        return session.scalars(sa.select(RequestKey).where(*_named(user_id, key))).one()
    if taken % _EVERY == 0:
        _forget_old(session)
    return None


def keep(session: Session, user_id: int, key: str, made: int) -> None:
    """What was made with a key that was taken."""
    session.execute(sa.update(RequestKey).where(*_named(user_id, key)).values(made=made))


def _named(user_id: int, key: str) -> tuple[sa.ColumnElement[bool], ...]:
    return RequestKey.user_id == user_id, RequestKey.key == key


def _forget_old(session: Session) -> None:
    old = (
        sa.select(RequestKey.id)
        .where(RequestKey.at < now() - KEPT)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    session.execute(sa.delete(RequestKey).where(RequestKey.id.in_(old)))
