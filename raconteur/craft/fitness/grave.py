"""What is for nobody, looked for first by single words: adults read what is written as it comes.

A text without any of these words breaks no rule that adults have, as it is plainly read; with one
it is for `judge` to say. It takes a tenth of the time.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from raconteur.craft.fitness.bands import NOBODY
from raconteur.craft.fitness.folding import fold
from raconteur.craft.fitness.lexicon import EVERY, LANGUAGES, Lexicon, Rule, lexicon
from raconteur.craft.fitness.pattern import Words
from raconteur.craft.fitness.tongues import COMMON

Needed = tuple[Words, ...]
_WORD = re.compile(r"[^\W_]+")


def may_be_grave(text: str) -> bool:
    """Whether any of it may be for nobody."""
    phrases, words = _phrases(), frozenset(_WORD.findall(fold(text)))
    return any(
        all(not words.isdisjoint(needed) for needed in phrase)
        for word in words
        if word in phrases
        for phrase in phrases[word]
    )


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, Sequence[Needed]]:
    """By the least usual of their words: that must stand there, and one of each of the others."""
    found: dict[str, list[Needed]] = {}
    for name in (EVERY, *LANGUAGES):
        rules = lexicon(name)
        for rule in {id(rule): rule for each in rules.by_word.values() for rule in each}.values():
            if _is_grave(rule, rules):
                needed = tuple(
                    each.words for each in rule.phrase if each.words and not each.optional
                )
                for word in min(
                    needed, key=lambda words: (len(COMMON.intersection(words)), len(words))
                ):
                    found.setdefault(word, []).append(needed)
    return found


def _is_grave(rule: Rule, rules: Lexicon) -> bool:
    """By itself or in company."""
    return rule.severity >= NOBODY or any(
        each.severity >= NOBODY and each.category == rule.category and each.least <= rule.severity
        for each in rules.together
    )
