"""Which tale is told: one of the prompt's kind that the readers may hear, the longest rested."""

import random
import re
from collections.abc import Collection, Sequence

from raconteur.craft.book import Book, BookError, Tale
from raconteur.craft.brief import Brief
from raconteur.craft.chance import rested
from raconteur.craft.vocabulary import Vocabulary

_ONLY_ASKED_FOR = ("event", "astray")
"""Kinds that are told for a prompt only, never drawn."""


def choose(
    book: Book,
    brief: Brief,
    words: Vocabulary,
    kind: str | None,
    told: Collection[Tale],
    chance: random.Random,
) -> Tale:
    """A tale of `kind`, or where there is none, of a kind not told yet in this story.

    Raises BookError when what the readers avoid leaves no tale at all.
    """
    wish = brief.instruction or brief.prompt
    allowed = [tale for tale in book.tales if _may(tale, wish, words)]
    tales = [tale for tale in allowed if tale.kind == kind]
    tales = [tale for tale in tales if not _mentions(wish, tale.unless)] or tales
    if not tales:
        kinds = {*_ONLY_ASKED_FOR, *(tale.kind for tale in told)}
        tales = [tale for tale in allowed if tale.kind not in kinds] or allowed
    if not tales:
        raise BookError(f"{brief.language}: no tale is left by what the readers avoid")
    tales = [tale for tale in tales if tale not in told] or tales
    tales = rested(tales, brief.recent, [tale.id for tale in tales])
    return chance.choices(tales, [_weight(tale, brief) for tale in tales])[0]


def _weight(tale: Tale, brief: Brief) -> float:
    """Tales for this genre or tone come more often, those made for such a prompt still more."""
    suits = {brief.genre, brief.tone} & set(tale.suits)
    return (3.0 if suits else 1.0) * (4.0 if tale.only else 1.0)


def _may(tale: Tale, wish: str, words: Vocabulary) -> bool:
    """Whether every beat it needs has an opener that the readers may hear."""
    if tale.only and not _mentions(wish, tale.only):
        return False
    needed = [beat for beat in tale.beats if not beat.optional and beat.openers]
    return all(
        any(words.allows(f"{o.text} {o.half} {o.after}") for o in beat.openers) for beat in needed
    )


def _mentions(text: str, words: Sequence[str]) -> bool:
    text = text.lower().replace("'", "’")
    return any(re.search(rf"\b{re.escape(word.lower())}", text) for word in words)
