"""Passages: a story's text, as a tree, and every text a finished passage ever had."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer_group

from raconteur.store.base import Base, Json, now

QUEUED, WRITING, DONE, STOPPED, FAILED = "queued", "writing", "done", "stopped", "failed"
# A cap was reached: it is nobody's turn until there is room again.
PAUSED = "paused"
# What goes on by itself, and whose text is still in pieces.
LIVE = (QUEUED, WRITING, PAUSED)
FINAL = (DONE, STOPPED, FAILED)
FOR_WRITERS = "for writers"


def _partial(name: str, columns: tuple[str, ...], *states: str) -> sa.Index:
    """An index of the passages in these states alone."""
    where = sa.text(" OR ".join(f"state = '{state}'" for state in states))
    return sa.Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Passage(Base):
    __tablename__ = "passage"
    # Nearly all of a library is done: who looks for something else does not pass it on the way.
    __table_args__ = (
        _partial("ix_passage_unfinished", ("state", "story_id"), QUEUED, WRITING),
        _partial("ix_passage_paused", ("state", "story_id"), PAUSED),
        _partial("ix_passage_broken_off", ("state", "story_id"), STOPPED, FAILED),
        _partial("ix_passage_done", ("craft", "id"), DONE),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(sa.ForeignKey("story.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("passage.id"), index=True)
    kind: Mapped[str]
    position: Mapped[int]
    state: Mapped[str]
    # While writing: what is folded so far; the pieces follow it.
    text: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    # Whoever writes holds the fence's number; a higher one makes every older writer's commits fail.
    fence: Mapped[int] = mapped_column(default=0)
    # Counts up while the holder lives. Who looks twice and sees the same number knows that it does
    # not, by their own clock alone.
    beat: Mapped[int] = mapped_column(default=0, server_default="0")
    # Whose ring its writer answers, which need not be this passage's: it was its turn.
    rung: Mapped[int | None]
    # Nobody waits for it: those that somebody waits for go first.
    unattended: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    # A child is not shown it until a guardian has looked.
    held: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    instruction: Mapped[str | None]
    error: Mapped[Json | None]

    model: Mapped[str]
    craft: Mapped[str]
    words: Mapped[int]
    seed: Mapped[int] = mapped_column(sa.BigInteger())
    # Longer than the text, and only writers read them.
    brief: Mapped[Json | None] = mapped_column(deferred=True, deferred_group=FOR_WRITERS)
    plan: Mapped[Json | None] = mapped_column(deferred=True, deferred_group=FOR_WRITERS)
    craft_state: Mapped[Json | None] = mapped_column(deferred=True, deferred_group=FOR_WRITERS)
    spans: Mapped[list[Json]] = mapped_column(default=list)
    provenance: Mapped[Json | None]
    trace_id: Mapped[str] = mapped_column(default="")

    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    started_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]


_WRITTEN_OUT = {state: sa.literal_column(f"'{state}'", sa.Text()) for state in (*LIVE, *FINAL)}


def is_in(row: type[Passage], *states: str) -> sa.ColumnElement[bool]:
    """Whether a passage is in one of these states, for any query that looks for such passages.

    Written out as the indexes have it: to a bound value no database can promise a partial index.
    """
    return sa.or_(*(row.state == _WRITTEN_OUT[state] for state in states))


class Revision(Base):
    __tablename__ = "passage_revision"
    __table_args__ = (sa.UniqueConstraint("passage_id", "n"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(sa.ForeignKey("passage.id"), index=True)
    n: Mapped[int]
    text: Mapped[str]
    spans: Mapped[list[Json]]
    author: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)


# Built once: building a short query takes as long as asking it, and these stand before every
# first word.
_OF_STORY = (
    sa.select(Passage)
    .where(Passage.story_id == sa.bindparam("story"))
    .order_by(Passage.id)
    # What was read before a lock was waited for may have changed meanwhile.
    .execution_options(populate_existing=True)
)
_SKETCHES = (
    sa.select(
        Passage.id,
        Passage.parent_id,
        Passage.state,
        Passage.text,
        Passage.revision,
        Passage.error,
        Passage.held,
    )
    .where(Passage.story_id == sa.bindparam("story"))
    .order_by(Passage.id)
)
_UNFINISHED = (
    sa.select(Passage.id, Passage.state, Passage.fence, Passage.beat)
    .where(is_in(Passage, QUEUED, WRITING))
    .order_by(Passage.id)
)
_TO_WRITE = (
    sa.select(Passage)
    .where(Passage.id == sa.bindparam("passage"))
    .options(undefer_group(FOR_WRITERS))
)
_BEFORE = sa.select(
    sa.select(sa.func.count())
    .where(
        is_in(Passage, QUEUED),
        sa.case(
            (
                Passage.unattended == sa.bindparam("unattended"),
                Passage.id < sa.bindparam("passage"),
            ),
            else_=sa.not_(Passage.unattended),
        ),
    )
    .scalar_subquery(),
    sa.select(sa.func.count()).where(is_in(Passage, WRITING)).scalar_subquery(),
)


def of_story(session: Session, story_id: int) -> Sequence[Passage]:
    """All passages of a story, on every branch, in order of creation."""
    return session.scalars(_OF_STORY, {"story": story_id}).all()


class Unfinished(NamedTuple):
    """A passage that somebody is writing, or should. `fence` and `beat` change while they do."""

    id: int
    state: str
    fence: int
    beat: int


def to_write(session: Session, passage_id: int) -> Passage:
    """A passage with all that its writer needs. Raises DatabaseError when it is not there."""
    return session.scalars(_TO_WRITE, {"passage": passage_id}).one()


class Sketch(NamedTuple):
    """A passage without its plan, spans and brief, which are longer than its text."""

    id: int
    parent_id: int | None
    state: str
    text: str
    revision: int
    error: Json | None
    held: bool


def sketches(session: Session, story_id: int) -> list[Sketch]:
    """All passages of a story, on every branch, in order of creation."""
    return [Sketch(*row) for row in session.execute(_SKETCHES, {"story": story_id})]


class _Linked(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...


P = TypeVar("P", bound=_Linked)


def path(passages: Iterable[P], head_id: int | None) -> list[P]:
    """The passages from the root to the head; none twice, also where a parent's is a circle."""
    left = {passage.id: passage for passage in passages}
    found: list[P] = []
    here = left.pop(head_id, None) if head_id is not None else None
    while here is not None:
        found.append(here)
        here = left.pop(here.parent_id, None) if here.parent_id is not None else None
    return found[::-1]


def is_all_held(session: Session, story_id: int, head_id: int | None) -> bool:
    """Whether there is nothing on the path to the head that a child may be shown."""
    columns = (Passage.id, Passage.parent_id, Passage.held)
    every = session.execute(sa.select(*columns).where(Passage.story_id == story_id)).all()
    return all(each.held for each in path(every, head_id))


def revisions(session: Session, passage_id: int) -> Sequence[Revision]:
    """Newest first."""
    return session.scalars(
        sa.select(Revision).where(Revision.passage_id == passage_id).order_by(Revision.n.desc())
    ).all()


def edited(session: Session, passage_ids: Sequence[int]) -> set[int]:
    """Those of them whose text a person has changed."""
    if not passage_ids:
        return set()
    by_hand = (Revision.author == "person") & Revision.passage_id.in_(passage_ids)
    return set(session.scalars(sa.select(Revision.passage_id).where(by_hand)))


def keep_revision(session: Session, passage: Passage, author: str) -> None:
    """Record the passage's present text as its next revision; nothing is overwritten."""
    passage.revision += 1
    session.add(
        Revision(
            passage_id=passage.id,
            n=passage.revision,
            text=passage.text,
            spans=passage.spans,
            author=author,
        )
    )
    session.flush()


def before(session: Session, passage: Passage) -> tuple[int, int]:
    """How many queued passages come before this one, and how many are being written."""
    asked = {"passage": passage.id, "unattended": passage.unattended}
    queued, being_written = session.execute(_BEFORE, asked).one()
    return int(queued), int(being_written)


def unfinished(session: Session) -> list[Unfinished]:
    """All passages that are queued or being written, oldest first."""
    return [Unfinished(*row) for row in session.execute(_UNFINISHED)]


class Took(NamedTuple):
    """What one passage took: words asked for, tokens read and written, seconds."""

    words: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float


def lately_used(session: Session, craft: str, model: str, among: int = 100) -> list[Took]:
    """Of the last passages that were written to their end this way, `among` so many, those by this
    model."""
    last = (
        sa.select(Passage.id)
        .where(is_in(Passage, DONE), Passage.craft == craft)
        .order_by(Passage.id.desc())
        .limit(among)
        .subquery()
    )
    query = sa.select(
        Passage.words, Passage.provenance, Passage.started_at, Passage.finished_at
    ).where(Passage.id.in_(sa.select(last.c.id)), Passage.model == model)
    found = []
    for words, provenance, began, ended in session.execute(query):
        kept = provenance or {}
        prompt, completion = kept.get("prompt_tokens"), kept.get("completion_tokens")
        if isinstance(prompt, int) and isinstance(completion, int) and began and ended:
            seconds = max(0.0, (ended - began).total_seconds())
            found.append(Took(words, prompt, completion, seconds))
    return found


def lately_took(session: Session, craft: str, limit: int = 10) -> list[float]:
    """Seconds from start to end of the last passages that were written to their end this way.

    None is below 0, though the clock may have been set back meanwhile.
    """
    query = (
        sa.select(Passage.started_at, Passage.finished_at)
        .where(is_in(Passage, DONE), Passage.craft == craft)
        .order_by(Passage.id.desc())
        .limit(limit)
    )
    return [
        max(0.0, (ended - began).total_seconds())
        for began, ended in session.execute(query)
        if began and ended
    ]
