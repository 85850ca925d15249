"""How a tale is told this time: which openers, optional beats, textures and encounters.

All of it is chosen before the first word, so that the length is known.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from raconteur.craft.book import Beat, Book, Opener
from raconteur.craft.fitting import Option, Part, fit
from raconteur.craft.vocabulary import has_word

_WELCOME = {"liked": 3.0, "guest": 3.0, "closing": 3.0, "detail": 1.5}
"""Pools that a telling had better take something from."""
_ROAD = 0.8
"""What an encounter on the road costs: they fill where there is room, and no more."""
_NAMED = re.compile(r"\{[Hh]ero(?:['’]s)?\}|\{[Bb]oth(?:['’]s)?\}")


@dataclass(frozen=True, slots=True)
class Needs:
    """What decides which openers may be used, and which are liked better."""

    age: int
    suits: frozenset[str]
    rank: Mapping[str, int]
    has: frozenset[str]
    allows: Callable[[str], bool]
    fills: Callable[[str], bool]
    taken: Sequence[str]
    words: Callable[[Opener], int]
    length: Callable[[str], int]
    used: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Step:
    """One beat as it will be told, with its length in words."""

    beat: Beat
    openers: tuple[Opener, ...]
    textures: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Choices:
    """What may be told in one beat."""

    beat: Beat
    openers: list[Opener]
    textures: list[str]


def tell(
    beats: Sequence[Beat], book: Book, needs: Needs, target: int, chance: random.Random
) -> list[Step]:
    """The steps of one telling of about `target` words."""
    choices = [found for beat in beats if (found := _choices(beat, book, needs))]
    parts = [_part(each, needs) for each in choices]
    fit(parts, target, chance)
    return [
        _step(each, part, needs) for each, part in zip(choices, parts, strict=True) if part.chosen
    ]


def _choices(beat: Beat, book: Book, needs: Needs) -> _Choices | None:
    source = book.pool(beat.pool) if beat.pool else beat.openers
    options = [o for o in source if _fits(o, needs)]
    if beat.pool:
        options = [o for o in options if not has_word(o.text, needs.taken)]
    if not options and not beat.optional and not beat.pool:
        options = [o for o in source if not o.needs and _allowed(o, needs)]
    if not options:
        return None
    return _Choices(beat, options, [text for text in beat.textures if needs.allows(text)])


def _part(choices: _Choices, needs: Needs) -> Part:
    beat, openers = choices.beat, choices.openers
    return Part(
        options=[_option(opener, needs) for opener in openers],
        textures=[len(text.split()) for text in choices.textures],
        least=0 if beat.optional else 1,
        most=min(beat.take, len(openers)) if beat.pool else 1,
        toll=_ROAD if beat.pool == "road" else 0.0,
        without=_WELCOME.get(beat.pool, 0.0),
    )


def _option(opener: Opener, needs: Needs) -> Option:
    return Option(
        words=needs.words(opener),
        dislike=_dislike(opener, needs),
        slotted=bool(opener.slot),
        unnamed=_unnamed(opener, needs),
    )


def _unnamed(opener: Opener, needs: Needs) -> int | None:
    """Words after the last naming of the hero; None when they are not named."""
    said = _said(opener)
    namings = list(_NAMED.finditer(said))
    return needs.length(said[namings[-1].end() :]) if namings else None


def _said(opener: Opener) -> str:
    return f"{opener.text} {opener.half} {opener.after}"


def _fits(opener: Opener, needs: Needs) -> bool:
    if not opener.min_age <= needs.age <= opener.max_age or opener.id in needs.used:
        return False
    return (not opener.needs or opener.needs in needs.has) and _allowed(opener, needs)


def _allowed(opener: Opener, needs: Needs) -> bool:
    """Nothing to avoid in it, nor in every item that could fill it."""
    return needs.allows(_said(opener)) and (not opener.slot or needs.fills(opener.slot))


def _dislike(opener: Opener, needs: Needs) -> float:
    """What speaks against an opener (below nothing: for it)."""
    lately = 1.5 / (1 + needs.rank[opener.id] / 40) if opener.id in needs.rank else 0.0
    if not opener.suits or not needs.suits:
        return lately
    return lately + (-0.6 if needs.suits & set(opener.suits) else 1.2)


def _step(choices: _Choices, part: Part, needs: Needs) -> Step:
    openers = tuple(choices.openers[at] for at in part.chosen)
    needs.used.update(opener.id for opener in openers)
    textures = choices.textures
    added = tuple(textures[at] for at in sorted(part.added))
    spare = tuple(text for at, text in enumerate(textures) if at not in part.added)
    return Step(choices.beat, openers, added, spare)
