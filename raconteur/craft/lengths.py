"""How many words a sentence of the tale-book will have in one scene, without writing it.

A plan asks this of every opener that it may choose, before the first word is shown: what a template
has of its own is counted once, and each value's form once in a scene.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from raconteur.craft.grammar import FormError, Grammar
from raconteur.craft.template import Agree, Node, OneOf, parse
from raconteur.craft.values import Noun, Scene
from raconteur.craft.vocabulary import count_words

_HOLE = "\x00"
_UNKNOWN = Noun("thing")
"""Stands for what the model has yet to fill in."""


@dataclass(frozen=True, slots=True)
class _Outline:
    """Words without a hole, and the holes of each of the others."""

    plain: int
    holed: tuple[tuple[bool, tuple[Node, ...]], ...]


class Lengths:
    """Counts in one scene. `known`: who has been introduced where a sentence begins."""

    def __init__(self, rules: Grammar, scene: Scene, known: AbstractSet[str]) -> None:
        self._rules, self._values, self._known = rules, scene.values, known
        self._counted: dict[Node, int] = {}

    def __call__(self, template: str) -> int:
        """About how many words; an introduction counts in full each time. Raises TemplateError."""
        outline = _outline(template)
        words = outline.plain
        for lettered, holes in outline.holed:
            counts = [self._words(hole) for hole in holes]
            words += (lettered or any(counts)) + sum([max(0, count - 1) for count in counts])
        return words

    def _words(self, hole: Node) -> int:
        if hole not in self._counted:
            self._counted[hole] = self._count(hole)
        return self._counted[hole]

    def _count(self, hole: Node) -> int:
        if isinstance(hole, OneOf):
            return round(sum(map(count_words, hole.options)) / len(hole.options))
        if isinstance(hole, str):
            return count_words(hole)
        value = self._values.get(hole.who, _UNKNOWN)
        try:
            if isinstance(hole, Agree):
                return count_words(self._rules.agree(value, hole.by, hole.options))
            return count_words(self._rules.form(value, hole.form, hole.who in self._known))
        except FormError:
            return 1


@lru_cache(maxsize=8192)
def _outline(template: str) -> _Outline:
    """The template cut at its spaces, holes in one piece."""
    nodes = parse(template)
    holes = iter([node for node in nodes if not isinstance(node, str)])
    marked = "".join(node if isinstance(node, str) else _HOLE for node in nodes)
    plain, holed = 0, []
    for word in marked.split():
        lettered = any(map(str.isalnum, word))
        here = tuple(next(holes) for _ in range(word.count(_HOLE)))
        if here:
            holed.append((lettered, here))
        else:
            plain += lettered
    return _Outline(plain, tuple(holed))
