"""A telling fitted to its length: a random choice among each beat's possibilities, mended.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi, 1983) over a few dozen small numbers. It stands
between a person and the first word of a story, so each beat keeps its own sums and a change costs
only what it changes.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

ROUNDS = 600
"""Measured over 320 tales: half as many leave more undone, twice as many gain little."""
SWEEPS = 4
WARMTH = 2.0
UNNAMED = 0.25
"""So much of the text, at its end, may pass without naming the hero."""
_WORDS_A_SLOT = 75
_NAMELESS, _UNSLOTTED = 8.0, 1.5
Choice = tuple[tuple[int, ...], tuple[int, ...]]
"""The openers and the textures of one part, by index."""
_FREE_PERCENT = 1.5
"""So near to the length, other things matter more."""


@dataclass(frozen=True, slots=True)
class Option:
    """One opener as the fitting sees it.

    dislike  what speaks against it (below nothing: for it)
    unnamed  words after its last naming of the hero; None when it does not name them
    """

    words: int
    dislike: float = 0.0
    slotted: bool = False
    unnamed: int | None = None


@dataclass(slots=True)
class Part:
    """One beat's possibilities, and the choice among them with its sums.

    textures  words of each texture
    least     openers it takes at least, most: at most
    toll      what each chosen opener costs; without: what it costs to choose none
    """

    options: Sequence[Option]
    textures: Sequence[int] = ()
    least: int = 1
    most: int = 1
    toll: float = 0.0
    without: float = 0.0
    chosen: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    told: int = 0
    extra: int = 0
    slots: int = 0
    dislike: float = field(default=0.0)

    def choose(self, chosen: tuple[int, ...], added: tuple[int, ...]) -> None:
        """Take these openers and textures (by index)."""
        self.chosen, self.added = chosen, added
        told = slots = 0
        dislike = self.toll * len(chosen) if chosen else self.without
        for at in chosen:
            option = self.options[at]
            told += option.words
            slots += option.slotted
            dislike += option.dislike
        self.told, self.slots, self.dislike = told, slots, dislike
        self.extra = sum([self.textures[at] for at in added]) if chosen and added else 0


def fit(parts: Sequence[Part], target: int, chance: random.Random) -> None:
    """Choose in every part, so that all together comes near `target` words."""
    for part in parts:
        begin = part.least or chance.random() < 0.5
        part.choose((_any(len(part.options), chance),) if begin else (), ())
    if parts:
        _anneal(parts, target, chance)
        for _ in range(SWEEPS):
            if not _sweep(parts, target):
                break


def _anneal(parts: Sequence[Part], target: int, chance: random.Random) -> None:
    now = best = cost(parts, target)
    kept = [(part.chosen, part.added) for part in parts]
    for turn in range(ROUNDS):
        undo = []
        for _ in range((1, 1, 2, 3)[_any(4, chance)]):
            part = parts[_any(len(parts), chance)]
            undo.append((part, part.chosen, part.added))
            part.choose(*_changed(part, chance))
        then = cost(parts, target)
        warmth = max(WARMTH * (1 - turn / ROUNDS), 0.01)
        if then <= now or chance.random() < math.exp((now - then) / warmth):
            now = then
        else:
            for part, chosen, added in reversed(undo):
                part.choose(chosen, added)
        if now < best:
            best, kept = now, [(part.chosen, part.added) for part in parts]
    for part, (chosen, added) in zip(parts, kept, strict=True):
        part.choose(chosen, added)


def _sweep(parts: Sequence[Part], target: int) -> bool:
    """Each part's best single change, if it helps. False when none of them did."""
    helped = False
    best = cost(parts, target)
    for part in parts:
        kept = before = part.chosen, part.added
        for change in _changes(part):
            part.choose(*change)
            if (then := cost(parts, target)) < best - 1e-9:
                best, kept = then, change
        part.choose(*kept)
        helped = helped or kept != before
    return helped


def _changes(part: Part) -> Iterator[Choice]:
    """Every choice that differs from the part's present one in one thing."""
    chosen, added = part.chosen, part.added
    others = [at for at in range(len(part.options)) if at not in chosen]
    if len(chosen) > part.least:
        yield chosen[:-1], added
    if len(chosen) < part.most:
        yield from (((*chosen, at), added) for at in others)
    if chosen:
        yield from (((*chosen[:-1], at), added) for at in others)
        yield from ((chosen, _turned(added, at)) for at in range(len(part.textures)))


def _turned(added: tuple[int, ...], at: int) -> tuple[int, ...]:
    return tuple(a for a in added if a != at) if at in added else (*added, at)


def _any(count: int, chance: random.Random) -> int:
    """An index; three times as quick as `randrange`, which must be exact for huge ranges."""
    return int(chance.random() * count)


def _changed(part: Part, chance: random.Random) -> Choice:
    """The part's choice with one thing about it otherwise."""
    chosen, added, turn = part.chosen, part.added, chance.random()
    if turn < 0.3 and part.textures and chosen:
        at = _any(len(part.textures), chance)
        added = _turned(added, at)
    elif turn < 0.5 and len(chosen) > part.least:
        chosen = chosen[:-1]
    elif turn < 0.7 and len(chosen) < part.most:
        other = _any(len(part.options), chance)
        if other not in chosen:
            chosen = (*chosen, other)
    elif chosen:
        other = _any(len(part.options), chance)
        if other not in chosen:
            chosen = (*chosen[:-1], other)
    return chosen, added


def cost(parts: Sequence[Part], target: int) -> float:
    """Distance from the length in hundredths, and what one would rather not."""
    told = extra = slots = 0
    dislike = 0.0
    for part in parts:
        told += part.told
        extra += part.extra
        slots += part.slots
        dislike += part.dislike
    words = told + extra
    if not _named_late(parts, words * UNNAMED):
        dislike += _NAMELESS
    dislike += _UNSLOTTED * max(0, round(target / _WORDS_A_SLOT) - slots)
    return max(0.0, abs(words - target) / target * 100 - _FREE_PERCENT) + dislike


def _named_late(parts: Sequence[Part], most: float) -> bool:
    """Whether at most so many words follow the last naming of the hero."""
    after = 0
    for part in reversed(parts):
        after += part.extra
        for at in reversed(part.chosen):
            option = part.options[at]
            if option.unnamed is not None:
                return after + option.unnamed <= most
            after += option.words
            if after > most:
                return False
    return False
