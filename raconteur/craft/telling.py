"""How a tale is told this time: which openers, optional beats, textures and encounters.

All of it is chosen before the first word, so that the length is known: a random telling is
mended step by step until its count of words comes near the target.
"""

import math
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from raconteur.craft.book import Beat, Book, Opener
from raconteur.craft.vocabulary import has_word

ROUNDS = 1500
_WORDS_A_SLOT = 75
_WELCOME = {"liked": 3.0, "guest": 3.0, "closing": 3.0, "detail": 1.5}
"""Pools that a telling had better take something from."""
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
    used: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Step:
    """One beat as it will be told, with its length in words."""

    beat: Beat
    openers: tuple[Opener, ...]
    textures: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()


@dataclass(slots=True)
class _Part:
    """A beat's possibilities and the present choice among them."""

    beat: Beat
    options: list[Opener]
    textures: list[str]
    chosen: list[int]
    added: list[int]
    most: int
    least: int


def tell(
    beats: Sequence[Beat], book: Book, needs: Needs, target: int, chance: random.Random
) -> list[Step]:
    """The steps of one telling of about `target` words."""
    parts = [part for beat in beats if (part := _part(beat, book, needs, chance))]
    counts = {o.id: needs.words(o) for part in parts for o in part.options}
    now = best = _cost(parts, counts, needs, target)
    kept = _present(parts)
    for turn in range(ROUNDS):
        before = _present(parts)
        for _ in range(chance.choice((1, 1, 2, 3))):
            _mutate(chance.choice(parts), chance)
        cost = _cost(parts, counts, needs, target)
        warmth = 4.0 * (1 - turn / ROUNDS)
        if cost <= now or chance.random() < math.exp((now - cost) / max(warmth, 0.01)):
            now = cost
        else:
            _restore(parts, before)
        if now < best:
            best, kept = now, _present(parts)
    _restore(parts, kept)
    return [_step(part, needs) for part in parts if part.chosen]


_Choice = list[tuple[list[int], list[int]]]


def _present(parts: Sequence[_Part]) -> _Choice:
    return [(part.chosen, part.added) for part in parts]


def _restore(parts: Sequence[_Part], choice: _Choice) -> None:
    for part, (chosen, added) in zip(parts, choice, strict=True):
        part.chosen, part.added = chosen, added


def _part(beat: Beat, book: Book, needs: Needs, chance: random.Random) -> _Part | None:
    source = book.pool(beat.pool) if beat.pool else beat.openers
    options = [o for o in source if _fits(o, needs)]
    if beat.pool:
        options = [o for o in options if not has_word(o.text, needs.taken)]
    if not options and not beat.optional and not beat.pool:
        options = [o for o in source if not o.needs and _allowed(o, needs)]
    if not options:
        return None
    most = min(beat.take, len(options)) if beat.pool else 1
    least = 0 if beat.optional else 1
    textures = [text for text in beat.textures if needs.allows(text)]
    start = [chance.randrange(len(options))] if least or chance.random() < 0.5 else []
    return _Part(beat, options, textures, start, [], most, least)


def _said(opener: Opener) -> str:
    return f"{opener.text} {opener.half} {opener.after}"


def _fits(opener: Opener, needs: Needs) -> bool:
    if not opener.min_age <= needs.age <= opener.max_age or opener.id in needs.used:
        return False
    return (not opener.needs or opener.needs in needs.has) and _allowed(opener, needs)


def _allowed(opener: Opener, needs: Needs) -> bool:
    """Nothing to avoid in it, nor in every item that could fill it."""
    return needs.allows(_said(opener)) and (not opener.slot or needs.fills(opener.slot))


def _mutate(part: _Part, chance: random.Random) -> None:
    turn = chance.random()
    if turn < 0.3 and part.textures and part.chosen:
        at = chance.randrange(len(part.textures))
        part.added = [a for a in part.added if a != at] if at in part.added else [*part.added, at]
    elif turn < 0.5 and len(part.chosen) > part.least:
        part.chosen = part.chosen[:-1]
    elif turn < 0.7 and len(part.chosen) < part.most:
        left = [at for at in range(len(part.options)) if at not in part.chosen]
        if left:
            part.chosen = [*part.chosen, chance.choice(left)]
    elif part.chosen:
        other = chance.randrange(len(part.options))
        if other not in part.chosen:
            part.chosen = [*part.chosen[:-1], other]


def _cost(parts: Sequence[_Part], counts: dict[str, int], needs: Needs, target: int) -> float:
    """Distance from the length in hundredths, and what one would rather not."""
    words = slots = 0
    dislike = 0.0
    for part in parts:
        words += sum(counts[part.options[at].id] for at in part.chosen)
        if part.chosen:
            words += sum(len(part.textures[at].split()) for at in part.added)
        for at in part.chosen:
            opener = part.options[at]
            slots += bool(opener.slot)
            dislike += _dislike(opener, needs)
        if part.beat.pool == "road":
            dislike += 0.8 * len(part.chosen)
        elif part.beat.pool in _WELCOME and not part.chosen:
            dislike += _WELCOME[part.beat.pool]
    if not _named_late(parts, counts, words):
        dislike += 8.0
    dislike += 1.5 * max(0, round(target / _WORDS_A_SLOT) - slots)
    return max(0.0, abs(words - target) / target * 100 - 1.5) + dislike


def _named_late(parts: Sequence[_Part], counts: dict[str, int], words: int) -> bool:
    """Whether the hero is named in the last quarter."""
    told = 0
    for part in parts:
        for at in part.chosen:
            opener = part.options[at]
            told += counts[opener.id]
            if told > words * 0.8 and _NAMED.search(_said(opener)):
                return True
    return False


def _dislike(opener: Opener, needs: Needs) -> float:
    """What speaks against an opener (below nothing: for it)."""
    lately = 1.5 / (1 + needs.rank[opener.id] / 40) if opener.id in needs.rank else 0.0
    if not opener.suits or not needs.suits:
        return lately
    return lately + (-0.6 if needs.suits & set(opener.suits) else 1.2)


def _step(part: _Part, needs: Needs) -> Step:
    openers = tuple(part.options[at] for at in part.chosen)
    needs.used.update(opener.id for opener in openers)
    added = tuple(part.textures[at] for at in sorted(part.added))
    spare = tuple(text for at, text in enumerate(part.textures) if at not in part.added)
    return Step(part.beat, openers, added, spare)
