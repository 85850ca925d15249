"""How a tale is told this time: which openers, optional beats, textures and encounters.

All of it is chosen before the first word, so that the length is known: a random telling is
mended step by step until its count of words comes near the target.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from raconteur.craft.book import Beat, Book, Opener

ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Needs:
    """What decides which openers may be used, and which are liked better."""

    age: int
    suits: frozenset[str]
    recent: Sequence[str]
    has: frozenset[str]
    allows: Callable[[str], bool]
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
    best = _cost(parts, counts, needs, target)
    for _ in range(ROUNDS):
        part = chance.choice(parts)
        before = (list(part.chosen), list(part.added))
        _mutate(part, chance)
        cost = _cost(parts, counts, needs, target)
        if cost <= best:
            best = cost
        else:
            part.chosen, part.added = before
    return [_step(part, needs) for part in parts if part.chosen]


def _part(beat: Beat, book: Book, needs: Needs, chance: random.Random) -> _Part | None:
    source = book.pool(beat.pool) if beat.pool else beat.openers
    options = [o for o in source if _fits(o, needs)]
    fallback = [o for o in source if not o.needs and needs.allows(_said(o))]
    if not options and not beat.optional and not beat.pool:
        options = fallback or list(source[:1])
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
    return (not opener.needs or opener.needs in needs.has) and needs.allows(_said(opener))


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
    words = 0
    dislike = 0.0
    rank = {id: at for at, id in reversed(list(enumerate(needs.recent)))}
    for part in parts:
        words += sum(counts[part.options[at].id] for at in part.chosen)
        if part.chosen:
            words += sum(len(part.textures[at].split()) for at in part.added)
        for at in part.chosen:
            opener = part.options[at]
            if opener.id in rank:
                dislike += 1.5 / (1 + rank[opener.id] / 40)
            if opener.suits:
                dislike += -0.6 if needs.suits & set(opener.suits) else 1.2 if needs.suits else 0.0
        if part.beat.pool == "road" and part.chosen:
            dislike += 0.8 * len(part.chosen)
        if part.beat.pool in ("liked", "guest", "closing") and not part.chosen:
            dislike += 2.0
    return abs(words - target) / target * 100 + dislike


def _step(part: _Part, needs: Needs) -> Step:
    openers = tuple(part.options[at] for at in part.chosen)
    needs.used.update(opener.id for opener in openers)
    added = tuple(part.textures[at] for at in sorted(part.added))
    spare = tuple(text for at, text in enumerate(part.textures) if at not in part.added)
    return Step(part.beat, openers, added, spare)
