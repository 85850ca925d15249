"""Stories: what was asked for, and which passage is the head of the path that is shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store import families, notes
from raconteur.store.base import Base, Json, changes_a_row, now
from raconteur.store.passages import DONE, Passage, Revision, is_in, of_story
from raconteur.store.pieces import PassagePiece


def _partial(name: str, whose: str, condition: str) -> sa.Index:
    where = sa.text(condition)
    return sa.Index(name, whose, "id", sqlite_where=where, postgresql_where=where)


class Story(Base):
    __tablename__ = "story"
    # A shelf is read newest first, however many others' stories lie between, and how many of its
    # own in the trash.
    __table_args__ = (
        _partial("ix_story_shelf", "user_id", "deleted_at IS NULL"),
        _partial("ix_story_trash", "user_id", "deleted_at IS NOT NULL"),
        _partial("ix_story_family", "family_id", "family_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    title: Mapped[str]
    # A title given by a person is never replaced by one the craft finds.
    titled_by: Mapped[str] = mapped_column(default="talebook")
    prompt: Mapped[str]
    language: Mapped[str]
    genre: Mapped[str | None]
    tone: Mapped[str | None]
    length_words: Mapped[int]
    craft: Mapped[str]
    model: Mapped[str]
    seed: Mapped[int] = mapped_column(sa.BigInteger())
    # As they were when the story was asked for: a reader may change or go later.
    readers: Mapped[list[Json]] = mapped_column(default=list)
    # Whom it is fit for (craft.fitness), and the family on whose shelf it stands.
    band: Mapped[str] = mapped_column(default="adult", server_default="adult")
    family_id: Mapped[int | None]
    # No foreign key: passage and story would each wait for the other to be made.
    head_id: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now, onupdate=now)
    deleted_at: Mapped[dt.datetime | None]


_GET = sa.select(Story).where(
    Story.id == sa.bindparam("story"), Story.user_id == sa.bindparam("user")
)
_LOCK = _GET.with_for_update().execution_options(populate_existing=True)


def get(session: Session, user_id: int, story_id: int) -> Story | None:
    """The story whether in the trash or not."""
    return session.scalar(_GET, {"story": story_id, "user": user_id})


_HEAD = sa.select(Story.head_id).where(
    Story.id == sa.bindparam("story"), Story.user_id == sa.bindparam("user")
)


def head(session: Session, user_id: int, story_id: int) -> int | None:
    """The head passage of the story; None when there is no such story."""
    return session.scalar(_HEAD, {"story": story_id, "user": user_id})


def newest(
    session: Session,
    user_id: int,
    *,
    state: str | None,
    limit: int,
    before: int | None,
) -> Sequence[tuple[Story, Passage | None]]:
    """An owner's stories with their head passage, newest first. `state` is a passage's, or
    "trash"."""
    return _shelf(session, Story.user_id == user_id, state, limit, before)


def _shelf(
    session: Session,
    whose: sa.ColumnElement[bool],
    state: str | None,
    limit: int,
    before: int | None,
) -> Sequence[tuple[Story, Passage | None]]:
    if state in (None, "trash", DONE):
        query = _down_the_shelf(trash=state == "trash", before=before)
        if state == DONE:
            query = query.where(is_in(Passage, DONE))
    else:
        query = _among_the_few(state, before)
    rows = session.execute(query.where(whose).limit(limit))
    return [(row[0], row[1]) for row in rows]


def _down_the_shelf(*, trash: bool, before: int | None) -> sa.Select[Story, Passage]:
    query = (
        sa.select(Story, Passage)
        .outerjoin(Passage, Passage.id == Story.head_id)
        .where(Story.deleted_at.is_not(None) if trash else Story.deleted_at.is_(None))
        .order_by(Story.id.desc())
    )
    return query if before is None else query.where(Story.id < before)


def _among_the_few(state: str, before: int | None) -> sa.Select[Story, Passage]:
    """Begins at the passages: on the shelf there may be thousands between one such and the next."""
    query = (
        sa.select(Story, Passage)
        .select_from(Passage)
        .join(Story, (Story.id == Passage.story_id) & (Story.head_id == Passage.id))
        .where(is_in(Passage, state), Story.deleted_at.is_(None))
        .order_by(Passage.story_id.desc())
    )
    return query if before is None else query.where(Passage.story_id < before)


_RENAME = (
    sa.update(Story)
    .where(Story.id == sa.bindparam("story"), Story.titled_by != "person")
    .values(title=sa.bindparam("found"), titled_by="talebook", updated_at=sa.bindparam("now"))
    .execution_options(synchronize_session=False)
)


def lock(session: Session, user_id: int, story_id: int) -> Story | None:
    """As `get`, and until this transaction ends nobody else locks it. In SQLite a writer is alone
    anyway."""
    return session.scalar(_LOCK, {"story": story_id, "user": user_id})


def with_passage(session: Session, passage_id: int) -> tuple[Story, Passage] | None:
    """A passage and its story, whoever's they are; nobody else locks the story until this
    transaction ends."""
    row = session.get(Passage, passage_id)
    return (held_for_change(session, row.story_id), row) if row is not None else None


def of_passage(session: Session, row: Passage) -> Story:
    return session.get_one(Story, row.story_id)


def held_for_change(session: Session, story_id: int) -> Story:
    """Whoever's it is, read anew and locked as by `lock`."""
    return session.get_one(Story, story_id, with_for_update=True, populate_existing=True)


def rename(session: Session, story_id: int, title: str) -> bool:
    """Give the craft's title to a story that no person has named. True when it was taken."""
    return changes_a_row(session, _RENAME, {"story": story_id, "found": title, "now": now()})


@dataclass(frozen=True, slots=True)
class Eyes:
    """Of a member of a family, who looks at what is another's.

    guardian  sees all that its children have
    bands     of the stories that a child may see on the shelf; None: any
    """

    family_id: int
    guardian: bool
    bands: Sequence[str] | None

    def on_the_shelf(self) -> sa.ColumnElement[bool]:
        here = Story.family_id == self.family_id
        return here if self.bands is None else here & Story.band.in_(self.bands)

    def see(self) -> sa.ColumnElement[bool]:
        shelf = self.on_the_shelf() & Story.deleted_at.is_(None)
        if not self.guardian:
            return shelf
        return shelf | Story.user_id.in_(families.children(self.family_id))


def of_family(
    session: Session, eyes: Eyes, *, state: str | None, limit: int, before: int | None
) -> Sequence[tuple[Story, Passage | None]]:
    """As `newest`, what these eyes see on the family's shelf."""
    return _shelf(session, eyes.on_the_shelf(), state, limit, before)


def seen(session: Session, eyes: Eyes, story_id: int) -> Story | None:
    """Anybody's story, as far as these eyes see it."""
    return session.scalar(sa.select(Story).where(Story.id == story_id, eyes.see()))


def seen_passage(session: Session, eyes: Eyes, passage_id: int) -> Passage | None:
    """A passage of such a story."""
    return session.scalar(
        sa.select(Passage)
        .join(Story, Story.id == Passage.story_id)
        .where(Passage.id == passage_id, eyes.see())
    )


def shelve(session: Session, story: Story, family_id: int | None) -> None:
    """On a family's shelf, or off it: nothing of the story itself changes."""
    session.execute(
        sa.update(Story)
        .where(Story.id == story.id)
        .values(family_id=family_id, updated_at=Story.updated_at)
    )
    session.refresh(story)


def passage(session: Session, user_id: int, passage_id: int) -> Passage | None:
    """A passage of one of this owner's stories."""
    return session.scalar(
        sa.select(Passage)
        .join(Story, Story.id == Passage.story_id)
        .where(Passage.id == passage_id, Story.user_id == user_id)
    )


def recent_plans(session: Session, user_id: int, limit: int) -> Sequence[Json | None]:
    """The plans of the last passages of an owner's last stories, newest first.

    limit  of stories (as many again from the trash, since what was thrown away should not come
           back), and of plans
    """
    last = [
        sa.select(Story.id)
        .where(Story.user_id == user_id, condition)
        .order_by(Story.id.desc())
        .limit(limit)
        .subquery()
        for condition in (Story.deleted_at.is_(None), Story.deleted_at.is_not(None))
    ]
    return session.scalars(
        sa.select(Passage.plan)
        .where(
            Passage.story_id.in_(sa.union_all(*(sa.select(each.c.id) for each in last))),
            Passage.plan.is_not(None),
        )
        .order_by(Passage.id.desc())
        .limit(limit)
    ).all()


def every_id(session: Session, user_id: int) -> Sequence[int]:
    """Of all stories of an owner, in the trash or not, oldest first."""
    return session.scalars(
        sa.select(Story.id).where(Story.user_id == user_id).order_by(Story.id)
    ).all()


def delete(session: Session, story: Story) -> None:
    """Remove a story and all that belongs to it, for good."""
    notes.forget_story(session, story.id)
    ids = sa.select(Passage.id).where(Passage.story_id == story.id)
    session.execute(sa.delete(PassagePiece).where(PassagePiece.passage_id.in_(ids)))
    session.execute(sa.delete(Revision).where(Revision.passage_id.in_(ids)))
    # Children before parents, for databases that check each row as it goes.
    for each in reversed(of_story(session, story.id)):
        session.delete(each)
        session.flush()
    session.delete(story)
    session.flush()
