"""The fake's own prose: a few sentences of ours, dealt out by chance."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FRENCH = re.compile(
    r"\b(?:le|la|les|un|une|des|du|et|est|dans|qui|que|pour|avec|était|sur|son|sa|il|elle|raconte"
    r"|histoire|petit|petite)\b|[àâçéèêëîïôûùœ]",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|an?|and|is|was|in|who|that|for|with|on|his|her|he|she|it|of|to|tell|story|little)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-zà-ÿ,;:] )([A-ZÀ-Þ][a-zà-ÿ]{2,})\b")
_NOT_NAMES = frozenset({"English", "French", "The", "Write", "Raconte", "Story"})

Bank = dict[str, list[str]]


def language_of(text: str) -> str:
    """ "fr" or "en", by the little words near the end of the text, where it goes on."""
    tail = text[-1500:]
    return "fr" if len(_FRENCH.findall(tail)) > len(_ENGLISH.findall(tail)) else "en"


def hero_of(text: str) -> str | None:
    """The name met most often in the middle of a sentence."""
    names = Counter(name for name in _NAME.findall(text) if name not in _NOT_NAMES)
    return names.most_common(1)[0][0] if names else None


@cache
def bank(language: str) -> Bank:
    name = {"fr": "french.json", "en": "english.json"}[language]
    found: Bank = json.loads(files(__package__).joinpath(name).read_text("utf-8"))
    return found


@dataclass
class Teller:
    """Tells in one language about one hero, by chance."""

    rng: random.Random
    language: str
    hero: str | None = None

    def __post_init__(self) -> None:
        self._bank = bank(self.language)
        self._hero = self.hero or self.rng.choice(self._bank["names"])

    def phrase(self) -> str:
        """Half a sentence that names a thing."""
        return self.rng.choice(self._bank["phrases"])

    def title(self) -> str:
        return self.rng.choice(self._bank["titles"])

    def story(self, words: int, *, begin: bool = True) -> str:
        """Whole sentences, an ending last: about as many words as asked, and at least one."""
        ending = self._fill(self.rng.choice(self._bank["endings"]))
        told: list[str] = []
        count = len(ending.split())
        for sentence in self._sentences(begin):
            count += len(sentence.split())
            if count > words:
                break
            told.append(sentence)
        return _paragraphs([*told, ending], self.rng)

    def _sentences(self, begin: bool) -> Iterator[str]:
        if begin:
            yield self._fill(self.rng.choice(self._bank["openings"]))
        while True:
            round_of = list(self._bank["sentences"])
            self.rng.shuffle(round_of)
            yield from map(self._fill, round_of)

    def _fill(self, pattern: str) -> str:
        return re.sub(r"\{(\w+)\}", self._slot, pattern)

    def _slot(self, found: re.Match[str]) -> str:
        name = found[1]
        if name == "hero":
            return self._hero
        item = self.rng.choice(self._bank[name.removesuffix("_cap")])
        return item[0].upper() + item[1:] if name.endswith("_cap") else item


def _paragraphs(sentences: list[str], rng: random.Random) -> str:
    text = sentences[0]
    for sentence in sentences[1:]:
        text += ("\n\n" if rng.random() < 0.2 else " ") + sentence
    return text
