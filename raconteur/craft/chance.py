"""Randomness that needs no memory: every draw is made from the seed and a label.

So a story resumed from any piece draws what it would have drawn without the pause.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def draw(seed: int, *labels: object) -> random.Random:
    """A generator of its own for one place in one story."""
    return random.Random("/".join(map(str, (seed, *labels))))  # noqa: S311


def sub_seed(seed: int, *labels: object) -> int:
    """A seed for a model's sampler, 31 bits."""
    return draw(seed, *labels).getrandbits(31)


def rested(items: Sequence[T], recent: Sequence[str], ids: Sequence[str]) -> list[T]:
    """The items that were not used lately; when all were, the least recently used half."""
    rank = {id: at for at, id in reversed(list(enumerate(recent)))}
    fresh = [item for item, id in zip(items, ids, strict=True) if id not in rank]
    if fresh:
        return fresh
    order = sorted(range(len(items)), key=lambda at: -rank[ids[at]])
    return [items[at] for at in order[: max(1, len(items) // 2)]]
