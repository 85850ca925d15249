"""The first gate: what is asked for is judged before anything is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from raconteur.craft.fitness import Reason, Verdict, sentence
from raconteur.observe import metrics
from raconteur.services import fit
from raconteur.services.acting import Acting
from raconteur.services.errors import Unfit
from raconteur.services.fit import Fit
from raconteur.store import notes
from raconteur.store.base import Json, for_writing
from raconteur.store.readers import Reader
from raconteur.store.stories import Story

# What stands between two texts that have nothing to do with each other.
_APART = ".\n\n"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was asked, and what is said of it."""

    verdict: Verdict
    language: str
    text: str
    story_id: int | None = None

    @property
    def fit(self) -> bool:
        return self.verdict.fit


def of_wish(
    acting: Acting, whom: Fit, language: str, wished: Iterable[str | None], named: Iterable[str]
) -> Judged:
    """Slow where a classifier is asked: not within a transaction for writing.

    wished  what it is to be about, each text apart
    named   readers' names and likes: not held against what another reader avoids
    """
    about = _APART.join(text for text in wished if text)
    others = _APART.join(text for text in named if text)
    verdict = acting.judge(about, language, whom.band, whom.avoid, "request")
    if verdict.fit and others:
        verdict = acting.judge(others, language, whom.band, (), "request")
        about = _APART.join((about, others)) if not verdict.fit else about
    return Judged(verdict, language, about)


def of_story(acting: Acting, story: Story, whom: Fit, *more: str | None) -> Judged:
    """What a story was asked for, and what is asked of it now, for those who read it now."""
    titled = story.title if story.titled_by == "person" else None
    wished = (story.prompt, titled, story.genre, story.tone, *more)
    said = of_wish(acting, whom, story.language, wished, named_in(story.readers))
    return Judged(said.verdict, said.language, said.text, story.id)


def of_a_childs(
    acting: Acting, language: str | None, *texts: str | None, story_id: int | None = None
) -> Judged | None:
    """Something that a child keeps, writes or names; None of anybody else's: it is theirs."""
    if not acting.visitor.is_child:
        return None
    said = of_wish(acting, fit.of(acting, ()), language or "en", texts, ())
    return Judged(said.verdict, said.language, said.text, story_id)


def of_reader(acting: Acting, row: Reader) -> Judged:
    """A reader's name and likes, for that reader: later they are part of every wish."""
    named = (row.name, *(row.likes or ()))
    return of_wish(acting, fit.of(acting, [row]), row.language or "en", (), named)


def named_in(remembered: Iterable[Json]) -> list[str]:
    """Names and likes as a story keeps them."""
    found: list[str] = []
    for each in remembered:
        likes = each.get("likes")
        found += [
            str(each.get("name") or ""),
            *(map(str, likes) if isinstance(likes, list) else ()),
        ]
    return found


def insist(acting: Acting, judged: Judged | None) -> None:
    """Raises Unfit, with a note kept for whoever answers for the reader; the transaction is over
    then, and nothing of it was done."""
    if judged is None or judged.fit:
        return
    for_writing(acting.session)
    notes.keep(
        acting.session,
        acting.user_id,
        judged.verdict,
        judged.text,
        story_id=judged.story_id,
    )
    acting.session.commit()
    reasons = judged.verdict.reasons
    metrics.refused("request", reasons[0].category)
    raise Unfit(categories(reasons), sentence(reasons[0].sentence, judged.language))


def categories(reasons: Iterable[Reason]) -> list[str]:
    """Each once, the gravest first."""
    return list(dict.fromkeys(reason.category for reason in reasons))
