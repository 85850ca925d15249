"""All that is needed to write on: what was asked for, and what is committed so far."""

from dataclasses import dataclass

from raconteur.craft.brief import Brief, Reader
from raconteur.craft.fitness import BANDS
from raconteur.services import fit, redrawn
from raconteur.services.fit import Fit
from raconteur.store import passages, pieces
from raconteur.store.base import Json, Session, Sessions, reading
from raconteur.store.passages import Passage
from raconteur.store.stories import Story


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed passage. `text` is everything committed, also in earlier tries; `user_id` is
    whose story it is, `whom`: those it is for; `waited_s`: from being asked for to this claim, None
    where it is not the first one."""

    passage_id: int
    story_id: int
    user_id: int
    fence: int
    model: str
    trace_id: str
    brief: Brief
    text: str
    plan: Json | None
    state: Json | None
    whom: Fit
    waited_s: float | None = None


def load(sessions: Sessions, passage_id: int, fence: int) -> Job:
    """The passage as the database has it now."""
    with reading(sessions) as session:
        return read(session, passage_id, fence)


def read(session: Session, passage_id: int, fence: int, *, begun: bool = True) -> Job:
    """As `load`, within a transaction. `begun` False: nobody has written any of it yet."""
    passage = passages.to_write(session, passage_id)
    story = session.get_one(Story, passage.story_id)
    written = pieces.of(session, passage_id) if begun else ()
    return Job(
        passage_id=passage.id,
        story_id=story.id,
        user_id=story.user_id,
        fence=fence,
        model=passage.model,
        trace_id=passage.trace_id,
        brief=_brief(story, passage, _before(session, passage)),
        text=passage.text + "".join(piece.text for piece in written),
        plan=passage.plan,
        state=pieces.last_state(passage, written),
        whom=fit.kept(passage.brief, story),
        waited_s=None if begun else _waited(passage),
    )


def _waited(passage: Passage) -> float | None:
    """By the clocks of those who asked and who claimed it, which may differ a little."""
    began = passage.started_at
    return max(0.0, (began - passage.created_at).total_seconds()) if began else None


def _before(session: Session, passage: Passage) -> str:
    if passage.parent_id is None:
        return ""
    every = passages.sketches(session, passage.story_id)
    return "\n\n".join(each.text for each in passages.path(every, passage.parent_id))


def _brief(story: Story, passage: Passage, before: str) -> Brief:
    kept = passage.brief or {}
    return Brief(
        prompt=story.prompt,
        language=story.language,
        words=passage.words,
        seed=passage.seed,
        craft="guided" if passage.craft == "guided" else "free",
        genre=story.genre,
        tone=story.tone,
        readers=tuple(_reader(each) for each in story.readers),
        kind="opening" if passage.kind == "opening" else "continuation",
        instruction=passage.instruction,
        before=before,
        recent=_texts(kept.get("recent")),
        title=story.title if story.titled_by == "person" or passage.parent_id else None,
        draw=redrawn.draws(kept),
    )


def _reader(kept: Json) -> Reader:
    age, language = kept.get("age"), kept.get("language")
    return Reader(
        name=str(kept.get("name", "")),
        age=_age(age if isinstance(age, int) else None, kept.get("band")),
        language=language if isinstance(language, str) else None,
        likes=_texts(kept.get("likes")),
        avoid=_texts(kept.get("avoid")),
    )


def _age(age: int | None, band: object) -> int | None:
    """As whom the craft tells it: a guardian may have chosen another band than that of the age."""
    of_band = next((each.ages for each in BANDS if each.id == band), None)
    if of_band is None:
        return age
    return min(max(of_band[1] if age is None else age, of_band[0]), of_band[1])


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
