"""The tree of a story's passages: the takes of each, and where each take was last carried on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from raconteur.store.passages import Passage


@dataclass(frozen=True, slots=True)
class Branches:
    """takes   by parent: its children, in order of creation
    newest  by passage: the newest passage under it, itself when nothing follows
    """

    takes: Mapping[int | None, Sequence[int]]
    newest: Mapping[int, int]

    @classmethod
    def of(cls, every: Iterable[Passage]) -> "Branches":
        """`every` passage of a story, in any order: a child is always younger than its parent."""
        takes: dict[int | None, list[int]] = {}
        newest: dict[int, int] = {}
        by_age = sorted(every, key=lambda passage: passage.id)
        for passage in by_age:
            takes.setdefault(passage.parent_id, []).append(passage.id)
        for passage in reversed(by_age):
            end = newest.setdefault(passage.id, passage.id)
            if passage.parent_id is not None:
                newest[passage.parent_id] = max(newest.get(passage.parent_id, 0), end)
        return cls(takes, newest)

    def heads(self, takes: Iterable[int]) -> list[int]:
        """For each take, the head to turn to so that it is shown with what followed it."""
        return [self.newest[take] for take in takes]
