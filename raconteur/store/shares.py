"""Links by which somebody without an account may read one story."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base, now
from raconteur.store.stories import Story
from raconteur.store.users import User


class Share(Base):
    """digest: of the link's code, which nobody keeps."""

    __tablename__ = "share"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(sa.ForeignKey("story.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime]


def of_story(session: Session, story_id: int) -> Sequence[Share]:
    """Those that hold, newest first."""
    return session.scalars(
        sa.select(Share)
        .where(Share.story_id == story_id, Share.expires_at > now())
        .order_by(Share.id.desc())
    ).all()


def story_by(session: Session, digest: str) -> Story | None:
    """What a link opens; nothing when it does not hold, the story is in the trash, or its owner is
    disabled or leaves."""
    return session.scalar(
        sa.select(Story)
        .join(Share, Share.story_id == Story.id)
        .join(User, User.id == Story.user_id)
        .where(
            Share.digest == digest,
            Share.expires_at > now(),
            Story.deleted_at.is_(None),
            User.disabled_at.is_(None),
            User.leaves_at.is_(None),
        )
    )


def end(session: Session, story_id: int, share_id: int) -> bool:
    """False where the story has no such."""
    gone = sa.delete(Share).where(Share.id == share_id, Share.story_id == story_id)
    return session.scalar(gone.returning(Share.id)) is not None


def end_all(session: Session, story_id: int) -> None:
    """And those of any story that have expired."""
    session.execute(
        sa.delete(Share).where((Share.story_id == story_id) | (Share.expires_at <= now()))
    )
