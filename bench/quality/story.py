"""A story written for measuring, with what the figures need to know of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from bench.quality.prompts import Prompt
from raconteur import craft
from raconteur.craft.brief import Brief
from raconteur.craft.pen import Pen


@dataclass(frozen=True, slots=True)
class Story:
    """The text, its people's names, the seconds it took and who wrote how many code points."""

    prompt: Prompt
    wanted: int
    text: str
    title: str | None
    names: tuple[str, ...]
    seconds: float
    authors: Mapping[str, int]
    choices: int
    """Slots that the model filled or chose."""


def write(prompt: Prompt, brief: Brief, pen: Pen) -> Story:
    """One story from beginning to end. What the pen raises passes."""
    started = time.monotonic()
    text, title = "", None
    plan: Mapping[str, object] = {}
    authors: dict[str, int] = {}
    choices = 0
    for piece in craft.write(brief, "", None, None, pen):
        text += piece.text
        title = piece.title or title
        plan = piece.plan or plan
        for span in piece.spans:
            authors[span.author] = authors.get(span.author, 0) + span.length
            choices += span.chooser == "model"
    seconds = time.monotonic() - started
    return Story(prompt, brief.words, text, title, _names(plan), seconds, authors, choices)


def _names(plan: Mapping[str, object]) -> tuple[str, ...]:
    cast = plan.get("cast")
    if not isinstance(cast, Mapping):
        return (str(plan["hero"]),) if plan.get("hero") else ()
    people = (cast.get("hero"), cast.get("companion"))
    return tuple(str(p["name"]) for p in people if isinstance(p, Mapping) and p.get("name"))
