"""Telling it again where a gate took it back: a sentence drawn anew, another take of a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from raconteur.craft.chance import sub_seed
from raconteur.craft.fitness import Verdict
from raconteur.services.acting import Event
from raconteur.store import notes, passages, stories
from raconteur.store.base import Json, Session
from raconteur.store.passages import Passage

UNFIT = "unfit"
MAX_SEED = 2**31 - 1
# How often what a gate takes back is drawn again: at one place, and in one passage by one writer.
DRAWS, ALL_DRAWS = 2, 6
# How many takes follow by themselves on one that was not fit as a whole.
TAKES = 2


def another_seed(seeds: Iterable[int]) -> int:
    """That of none of these takes."""
    return (max(seeds) + 7919) % MAX_SEED


def draws(brief: Mapping[str, object] | None) -> int:
    """How often what comes next was taken back for good."""
    return _number(brief, "draw")


def seed_of_draw(seed: int, draw: int) -> int:
    return sub_seed(seed, "draw", draw)


def next_time(passage: Passage) -> None:
    """A passage that a gate stopped is to go on: in none of the ways that were tried."""
    tried = draws(passage.brief) + ALL_DRAWS + 1
    if passage.text:
        passage.brief = {**(passage.brief or {}), "draw": tried}
    else:
        passage.seed = seed_of_draw(passage.seed, tried)
        passage.plan = passage.craft_state = None


def note_of(session: Session, passage: Passage, verdict: Verdict, text: str) -> None:
    """For whoever answers for its reader."""
    story = stories.of_passage(session, passage)
    notes.keep(session, story.user_id, verdict, text, story.id, passage.id)


@dataclass(slots=True)
class Withheld:
    """What becomes of a passage whose text is not fit as a whole: called as it ends, within that
    transaction, so that it is never shown and never forgotten.

    error  what its readers are told when no other take follows
    next   the take that follows, once it was called
    """

    verdict: Verdict
    error: Json
    next: int | None = field(default=None)

    def __call__(self, session: Session, passage: Passage) -> list[Event]:
        """What is to be told besides its end."""
        self.next = None
        passage.held = True
        note_of(session, passage, self.verdict, passage.text)
        take = self._another_take(session, passage)
        if take is None:
            passage.error = self.error
            return []
        self.next = take.id
        story = stories.of_passage(session, passage)
        return [
            Event("revised", take.id, revision=story.revision),
            Event("state", take.id, state=passages.QUEUED),
        ]

    def _another_take(self, session: Session, passage: Passage) -> Passage | None:
        """None where enough were tried, or somebody has turned to something else meanwhile."""
        tried = _number(passage.brief, "takes")
        story = stories.held_for_change(session, passage.story_id)
        every = passages.of_story(session, story.id)
        if tried >= TAKES or story.head_id != passage.id or story.deleted_at is not None:
            return None
        if any(each.state in passages.LIVE for each in every):
            return None
        seed = another_seed(each.seed for each in every if each.parent_id == passage.parent_id)
        take = Passage(
            **{name: getattr(passage, name) for name in _SAME},
            state=passages.QUEUED,
            seed=seed,
            held=(passage.brief or {}).get("preview") is True,
            brief={**(passage.brief or {}), "takes": tried + 1, "draw": 0},
            error=None,
            started_at=None,
            finished_at=None,
        )
        session.add(take)
        session.flush()
        story.head_id = take.id
        story.revision += 1
        session.flush()
        return take


_SAME = (
    *("story_id", "parent_id", "kind", "position", "unattended", "instruction"),
    *("model", "craft", "words", "trace_id"),
)


def _number(brief: Mapping[str, object] | None, name: str) -> int:
    found = (brief or {}).get(name)
    return found if isinstance(found, int) and found >= 0 else 0
