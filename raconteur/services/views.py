"""Stories and passages as they are shown: rows and the text committed so far, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from raconteur.services.branches import Branches
from raconteur.store import passages, pieces
from raconteur.store.base import Session
from raconteur.store.passages import Passage
from raconteur.store.stories import Story

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Queue:
    """How many stand before it, and a guess at the seconds until its turn (None: nothing to go
    by)."""

    ahead: int
    seconds: int | None


@dataclass(frozen=True, slots=True)
class PassageView:
    """`text` is everything committed, nothing where it is veiled; `queue` only while it waits for
    its turn.

    take_heads  for each of its takes, the head that shows it with what was last written after it
    """

    row: Passage
    text: str
    takes: Sequence[int]
    take_heads: Sequence[int]
    queue: Queue | None


@dataclass(frozen=True, slots=True)
class StoryView:
    row: Story
    state: str
    words: int
    excerpt: str
    passages: Sequence[PassageView]


def count_words(text: str) -> int:
    return len(text.split())


def full_text(session: Session, row: Passage) -> str:
    """What is folded and, until it ends, the pieces after it."""
    if row.state not in passages.LIVE or row.started_at is None:
        return row.text
    return row.text + pieces.texts(session, [row.id]).get(row.id, "")


def passage(
    session: Session, row: Passage, branches: Branches, *, veiled: bool = False
) -> PassageView:
    takes = branches.takes[row.parent_id]
    queue = queued(session, row) if row.state == passages.QUEUED else None
    text = "" if veiled and row.held else full_text(session, row)
    return PassageView(row, text, takes, branches.heads(takes), queue)


def queued(session: Session, row: Passage) -> Queue:
    """Each passage before it, and one that is being written, takes what the last ones took."""
    ahead, being_written = passages.before(session, row)
    if ahead == 0 and being_written == 0:
        return Queue(0, 0)
    took = passages.lately_took(session, row.craft)
    return Queue(ahead, round(median(took) * (ahead + 1)) if took else None)


def story(session: Session, row: Story, *, veiled: bool = False) -> StoryView:
    """A story with the passages of its current path; `veiled`: without the text of those that are
    held, as children and strangers see it."""
    return of(session, row, passages.of_story(session, row.id), veiled=veiled)


def of(
    session: Session, row: Story, every: Sequence[Passage], *, veiled: bool = False
) -> StoryView:
    """As `story`, of all its passages."""
    branches = Branches.of(every)
    path = passages.path(every, row.head_id)
    shown = [passage(session, each, branches, veiled=veiled) for each in path]
    text = "\n\n".join(each.text for each in shown if each.text)
    state = shown[-1].row.state if shown else passages.QUEUED
    return StoryView(row, state, count_words(text), text[:EXCERPT], shown)


def summary(
    session: Session, row: Story, head: Passage | None, *, veiled: bool = False
) -> StoryView:
    """A story as it stands on the shelf: the words and first lines of its head passage's path."""
    if head is None or head.parent_id is None:
        text = full_text(session, head) if head and not (veiled and head.held) else ""
        state = head.state if head is not None else passages.QUEUED
        return StoryView(row, state, count_words(text), text[:EXCERPT], [])
    whole = story(session, row, veiled=veiled)
    return StoryView(row, whole.state, whole.words, whole.excerpt, [])
