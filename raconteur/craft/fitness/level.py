"""How hard a text is to read, in English and in French, and whether that is within a band.

English: the reading ease of Rudolf Flesch, “A new readability yardstick”, Journal of Applied
Psychology 32 (1948), 206.835 - 1.015 words a sentence - 84.6 syllables a word. French: the same
scale as L. Kandel and A. Moles fitted it, « Application de l’indice de Flesch à la langue
française », Cahiers d’études de radio-télévision 19 (1958), 207 - 1.015 and - 73.6. About 100 is
for a beginner and 30 for a scholar. Syllables are counted by rule, not looked up.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from raconteur.craft.fitness.bands import BANDS, Band
from raconteur.craft.fitness.folding import fold

MEASURED = ("en", "fr")
LEAST_WORDS = 30
"""A shorter text says too little."""

_FORMULA = {"en": (206.835, 1.015, 84.6), "fr": (207.0, 1.015, 73.6)}
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?…]+[\s»”\"')]*(?=\s|$)|\n\s*\n")
_VOWELS = re.compile(r"[aeiouy]+")
_ENGLISH_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouysxzcg]es)$")
_FRENCH_SILENT = re.compile(r"(?:[^aeiouy](?:e|es|ent))$")


@dataclass(frozen=True, slots=True)
class Level:
    """`ease` by the language's formula; words a sentence; syllables a word."""

    language: str
    ease: float
    words: float
    syllables: float

    def within(self, band: Band) -> bool:
        """Whether it is easy enough. Nothing is too easy."""
        return self.ease >= band.ease.get(self.language, float("-inf"))

    @property
    def band(self) -> Band:
        """The youngest band that it is easy enough for."""
        return next(band for band in BANDS if self.within(band))


def measure(text: str, language: str) -> Level | None:
    """None for a language without a formula, and for a text of a few words."""
    if language not in MEASURED:
        return None
    found = _WORD.findall(text.replace("’", "'"))
    if len(found) < LEAST_WORDS:
        return None
    spoken = [fold(word) for word in found]
    sentences = max(1, sum(1 for part in _SENTENCE.split(text) if _WORD.search(part)))
    words = len(spoken) / sentences
    syllables = sum(count(word, language) for word in spoken) / len(spoken)
    base, per_word, per_syllable = _FORMULA[language]
    return Level(language, base - per_word * words - per_syllable * syllables, words, syllables)


@lru_cache(maxsize=8192)
def count(word: str, language: str) -> int:
    """The syllables of a folded word: one at least."""
    groups = len(_VOWELS.findall(word))
    if language == "fr":
        groups -= bool(groups > 1 and _FRENCH_SILENT.search(word))
    elif groups > 1 and _ENGLISH_SILENT.search(word):
        groups -= 1
    return max(1, groups)
