"""Five hundred stories for a child of five, without a model, looked through for unfit words.

No model takes part: every slot is filled from its list by the seed, so that five hundred stories
go through the lists. What the model writes by itself is refused by the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.quality.prompts import Prompt
from raconteur import craft
from raconteur.craft.book import open_book
from raconteur.craft.sample import NoPen
from raconteur.craft.vocabulary import has_word, unfit_words

COUNT = 500
LENGTHS = (150, 300, 400, 700)
AGE = 5


@dataclass(frozen=True, slots=True)
class Fitness:
    """How many stories, the unfit words in them, and the share of the book they went through."""

    stories: int
    unfit: tuple[str, ...]
    openers: float


def measure(prompts: tuple[Prompt, ...]) -> Fitness:
    """Words of the prompt itself are the parent's own and not counted."""
    unfit: list[str] = []
    seen: set[str] = set()
    for number in range(COUNT):
        prompt = prompts[number % len(prompts)]
        words = LENGTHS[number // len(prompts) % len(LENGTHS)]
        brief = prompt.brief("guided", words, seed=1000 + number)
        text = ""
        for piece in craft.write(brief, "", None, None, NoPen()):
            text += piece.text
            used = (piece.plan or {}).get("used")
            seen.update(map(str, used) if isinstance(used, list) else ())
        refused = unfit_words(open_book(prompt.language).table("words"), AGE)
        unfit += [word for word in refused if has_word(text, (word,))]
    known = [id for language in ("en", "fr") for id in _openers(language)]
    return Fitness(COUNT, tuple(unfit), len(seen & set(known)) / len(known))


def _openers(language: str) -> Iterator[str]:
    book = open_book(language)
    for tale in book.tales:
        for beat in tale.beats:
            yield from (opener.id for opener in beat.openers)
    for path in (book.folder / "pools").glob("*.toml"):
        yield from (opener.id for opener in book.pool(path.stem))
