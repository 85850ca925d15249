"""Who owns what is stored. Until accounts exist there is one local user."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now

LOCAL = "local"


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


_LOCAL_ID = sa.select(User.id).where(User.name == LOCAL)


def local_id(session: Session) -> int:
    """The id of the one local user, made when missing."""
    found = session.scalar(_LOCAL_ID)
    if found is not None:
        return found
    user = User(name=LOCAL)
    session.add(user)
    session.flush()
    return user.id
