"""A capable model's outline: a title and what happens in each scene, asked for before the story."""

import re
from dataclasses import dataclass

from raconteur.craft.brief import Brief
from raconteur.craft.chance import sub_seed
from raconteur.craft.context import fitted
from raconteur.craft.languages import name_of
from raconteur.craft.pen import Message, Pen, Request, Sampler

WORDS_A_SCENE = 210
_LINE = re.compile(
    r"^\W{0,4}(?:(?:scene|scène|szene|escena|scena|cena)\s*)?\d{1,2}\W{1,4}(?P<text>\S.+)$", re.I
)
_TITLE = re.compile(r"^\W{0,4}(?:title|titre|titel|título|titolo)\W{1,5}(?P<text>\S.*)$", re.I)
FALLBACK = (
    "Who the story is about, where they are, and what they want or fear.",
    "The trouble begins.",
    "A first try goes wrong, in a way nobody expected.",
    "Somebody helps, or something is understood.",
    "It is tried again, in a new way.",
    "How it all turns out.",
)
SAMPLER = Sampler(temperature=0.8, top_p=0.95)


@dataclass(frozen=True, slots=True)
class Outline:
    """A title, if the model gave one, and one line a scene."""

    title: str | None
    scenes: tuple[str, ...]


def scene_count(words: int) -> int:
    """How many scenes a length has."""
    return max(2, min(12, round(words / WORDS_A_SCENE)))


def ask(brief: Brief, pen: Pen) -> Outline:
    """The model's outline; one of our own where its answer cannot be used."""
    count = scene_count(brief.words)
    request = Request(
        messages=(Message("user", _question(brief, count)),),
        max_tokens=120 + 70 * count,
        sampler=SAMPLER,
        seed=sub_seed(brief.seed, "outline"),
    )
    return parse(pen.complete(request), count)


def _question(brief: Brief, count: int) -> str:
    before = ""
    if brief.before:
        before = f"\nThe story so far:\n{fitted(brief.before, 3000)}\n"
    wish = f"\nWhat should happen next: {brief.instruction}\n" if brief.instruction else ""
    return (
        f"Plan a {describe(brief)} of about {brief.words} words, in {name_of(brief.language)}.\n"
        f"What it is about: {brief.prompt.strip()[:4000]}\n{before}{wish}{for_whom(brief)}\n"
        f"Answer with a line “Title: …” and then exactly {count} numbered lines, one a scene: what "
        "happens, in one concrete sentence with names. The trouble comes early, the people of the "
        "story solve it themselves by doing something, and the last scene brings it to a real end. "
        "Nothing else."
    )


def describe(brief: Brief) -> str:
    """ "calm bedtime story"."""
    genre = (brief.genre or "").replace("_", " ")
    tone = brief.tone or ""
    part = "next part of a " if brief.kind == "continuation" else ""
    return f"{part}{tone} {genre} story".strip().replace("  ", " ")


def for_whom(brief: Brief) -> str:
    """The readers, as an instruction: ages, likes, what to avoid."""
    lines: list[str] = []
    for reader in brief.readers:
        age = f", {reader.age} years old" if reader.age is not None else ""
        likes = f", who likes {', '.join(reader.likes)}" if reader.likes else ""
        lines.append(f"It is for {reader.name}{age}{likes}.")
    avoid = list(dict.fromkeys(word for reader in brief.readers for word in reader.avoid))
    if avoid:
        lines.append(f"These must not occur in any form: {', '.join(avoid)}.")
    ages = [reader.age for reader in brief.readers if reader.age is not None]
    if ages and min(ages) < 9:
        lines.append(f"Words and events must suit a child of {min(ages)}.")
    return " ".join(lines)


def parse(answer: str, count: int) -> Outline:
    """Title and scenes from an answer in nearly any shape."""
    title: str | None = None
    scenes: list[str] = []
    for raw in answer.splitlines():
        line = raw.replace("*", "").strip("# ").strip()
        if found := _TITLE.match(line):
            title = title or _clean(found["text"])
        elif found := _LINE.match(line):
            scenes.append(_clean(found["text"]))
    if len(scenes) < 2:
        scenes = _own(count)
    while len(scenes) > count:
        scenes[-2:] = [f"{scenes[-2]} {scenes[-1]}"]
    return Outline(title[:120] if title else None, tuple(scene[:400] for scene in scenes))


def _own(count: int) -> list[str]:
    last = len(FALLBACK) - 1
    picks = sorted({round(at * last / (count - 1)) for at in range(count)})
    return [FALLBACK[at] for at in picks]


def _clean(text: str) -> str:
    return " ".join(text.strip(' *#"“”«»').split())
