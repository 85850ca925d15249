"""The rules of a language as data: `words/<language>.toml`, read once.

Every table but the few named below is a category, its keys the youngest band that may meet the
phrases: `[violence]`, `"9-12" = ["kill~", ...]`. See pattern.py for how a phrase is written.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from raconteur.craft.fitness.bands import BANDS, CATEGORIES, NOBODY
from raconteur.craft.fitness.folding import fold
from raconteur.craft.fitness.pattern import Forms, Phrase, forms, phrase
from raconteur.craft.reading.lexicon import lexicon as reading_lexicon

T = TypeVar("T")
Table = Mapping[str, object]
ROOT = Path(__file__).parent / "words"
LANGUAGES = ("en", "fr")
EVERY = "every"
"""The rules of all languages."""

_SEVERITY = {**{band.id: band.number for band in BANDS}, "nobody": NOBODY}


@dataclass(frozen=True, slots=True)
class Rule:
    category: str
    severity: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Together:
    """Something found of `category`, at least `least` severe and said with one of `among` (None:
    with anything), is graver near one of `company`."""

    category: str
    least: int
    among: frozenset[str] | None
    near: int
    company: tuple[Phrase, ...]
    severity: int


@dataclass(frozen=True)
class Lexicon:
    """`by_word`: the rules by each word that they may begin with; `safe` likewise."""

    by_word: Mapping[str, tuple[Rule, ...]]
    safe: Mapping[str, tuple[Phrase, ...]]
    single: Mapping[str, Rule]
    together: tuple[Together, ...]
    negators: frozenset[str]
    after: frozenset[str]
    hesitations: frozenset[str]
    passed_over: frozenset[str]


@lru_cache(maxsize=4)
def lexicon(name: str) -> Lexicon:
    """The rules of one of LANGUAGES, or of EVERY. Raises OSError, ValueError: a broken file."""
    table = tomllib.loads((ROOT / f"{name}.toml").read_text(encoding="utf-8"))
    irregular = {fold(word): fold(others) for word, others in table.pop("forms", {}).items()}
    sets = _beings(name)
    for key, written in table.pop("sets", {}).items():
        # Each may speak of those before it.
        of = forms(name, irregular, sets)
        sets[key] = frozenset(
            {*sets.get(key, ()), *(each for word in written for each in of(word))}
        )
    of = forms(name, irregular, sets)
    safe = [phrase(written, of) for written in table.pop("safe", {}).get("phrases", [])]
    negation = table.pop("negation", {})
    together = tuple(_together(row, sets, of) for row in table.pop("together", []))
    rules = list(_rules(table, of))
    return Lexicon(
        by_word=_by_word((rule, rule.phrase) for rule in rules),
        safe=_by_word((each, each) for each in safe),
        single=_single(rules),
        together=together,
        negators=_words(negation.get("before")),
        after=_words(negation.get("after")),
        hesitations=_words(negation.get("hesitation")),
        passed_over=_words(negation.get("over")),
    )


def _beings(name: str) -> dict[str, frozenset[str]]:
    """Whom the tale-book's prompts may be about: animals and people, by one word."""
    if name not in LANGUAGES:
        return {}
    return {
        "being": frozenset(fold(word) for word in reading_lexicon(name).entities if word.isalpha())
    }


def _rules(table: Mapping[str, Mapping[str, list[str]]], of: Forms) -> Iterator[Rule]:
    for category, bands in table.items():
        if category not in CATEGORIES:
            raise ValueError(f"There is no category {category!r}.")
        for band, phrases in bands.items():
            for written in phrases:
                yield Rule(category, _SEVERITY[band], phrase(written, of))


def _together(row: Table, sets: Mapping[str, frozenset[str]], of: Forms) -> Together:
    company = row["with"]
    return Together(
        category=str(row["category"]),
        least=_SEVERITY[str(row["least"])],
        among=sets[str(row["among"])] if "among" in row else None,
        near=int(str(row["near"])),
        company=tuple(phrase(str(each), of) for each in company)
        if isinstance(company, list)
        else (),
        severity=_SEVERITY[str(row["becomes"])],
    )


def _by_word(entries: Iterable[tuple[T, Phrase]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for entry, elements in entries:
        for word in elements[0].words or ():
            found.setdefault(word, []).append(entry)
    # All the forms of a verb begin the same rules.
    same: dict[tuple[int, ...], tuple[T, ...]] = {}
    return {
        word: same.setdefault(tuple(map(id, each)), tuple(each)) for word, each in found.items()
    }


def _single(rules: Iterable[Rule]) -> dict[str, Rule]:
    """The rules that are one word, by it: what spelled and starred words are compared with."""
    return {
        word: rule for rule in rules if len(rule.phrase) == 1 for word in rule.phrase[0].words or ()
    }


def _words(written: object) -> frozenset[str]:
    return (
        frozenset(fold(str(word)) for word in written) if isinstance(written, list) else frozenset()
    )
