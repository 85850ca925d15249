"""A rule's phrase and where it stands in a text.

Written as words: `a/b` one or the other, `<set>` any of a named set, `kill~` every form of a verb,
`knife+` and its plural, `cruel%` and its feminine and plurals, `word?` there or not, `_` any one
word, `..` up to three words between and no comma, `...` up to seven and any mark but the end of a
sentence.
"""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from raconteur.craft.fitness import inflection
from raconteur.craft.fitness.folding import fold
from raconteur.craft.fitness.tokens import CLAUSE, SENTENCE, Tokens

NEAR = 3
_GAPS = {"..": NEAR, "...": 7}
Words = Collection[str]
Forms = Callable[[str], Words]
# As many are kept as a tuple: a third of a set's memory, and looked through as fast.
FEW = 8


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a phrase: None is any word; `gap` is how many more may stand before it."""

    words: Words | None
    gap: int = 0
    optional: bool = False


Phrase = tuple[Element, ...]


def forms(language: str, irregular: Mapping[str, str], sets: Mapping[str, frozenset[str]]) -> Forms:
    """How an alternative of a phrase, or several, become the words that they stand for.

    The same ones give the same object: sets of a thousand words stand in a hundred phrases.
    """

    @cache
    def of(written: str) -> Words:
        if "/" in written:
            return _shared(chain.from_iterable(of(each) for each in written.split("/")))
        if written.startswith("<"):
            return sets[written.strip("<>")]
        word = fold(written.rstrip("~+%"))
        if written.endswith("~"):
            return _shared(inflection.verb(word, language, irregular))
        if written.endswith("+"):
            return _shared(inflection.plural(word, language))
        if written.endswith("%"):
            return _shared(inflection.agreeing(word, language))
        return _shared((word,))

    return of


def phrase(written: str, of: Forms) -> Phrase:
    """Raises ValueError for one that begins with a gap, KeyError for an unknown set."""
    elements: list[Element] = []
    gap = 0
    for part in written.split():
        if part in _GAPS:
            gap = _GAPS[part]
            continue
        optional = part.endswith("?")
        part = part.removesuffix("?")
        words = None if part == "_" else _words(part, of)
        elements.append(Element(words, gap, optional))
        gap = 0
    first = elements[0] if elements else None
    if first is None or first.words is None or first.optional or first.gap or gap:
        raise ValueError(f"a phrase begins and ends with a word: {written!r}")
    return tuple(elements)


def _shared(words: Iterable[str]) -> Words:
    found = {sys.intern(word) for word in words}
    # A set made of a set is no larger than it has to be.
    return tuple(sorted(found)) if len(found) <= FEW else frozenset(found)


def _words(part: str, of: Forms) -> Words:
    found = of(part)
    if strange := [word for word in found if not word.isalnum()]:
        raise ValueError(f"no words of a text: {strange}")
    return found


def end_of(text: Tokens, start: int, elements: Sequence[Element]) -> int:
    """Where the phrase ends that begins at this word; 0 where it does not stand."""
    return _end(text, start, elements, 0)


def _end(text: Tokens, at: int, elements: Sequence[Element], number: int) -> int:
    if number == len(elements):
        return at
    element = elements[number]
    words = text.words
    for place in range(at, min(at + element.gap + 1, len(words))):
        if number and text.parted[place] >= (SENTENCE if element.gap > NEAR else CLAUSE):
            break
        if place > at and element.gap <= NEAR and text.parted[place]:
            break
        if (element.words is None or words[place] in element.words) and (
            end := _end(text, place + 1, elements, number + 1)
        ):
            return end
    return _end(text, at, elements, number + 1) if element.optional else 0
