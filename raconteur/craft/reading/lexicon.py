"""The words by which prompts of one language are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from raconteur.craft.book import Book, Table, open_book
from raconteur.craft.values import Gender, Noun


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of creature or person that may act in a story."""

    noun: Noun
    plural: str
    group: str
    hands: str
    small: bool
    fixed: bool
    """The word itself says he or she."""


_ITEM = re.compile(r"(?:an?|une?|some|des) (?P<rest>.+)$")


class Lexicon:
    """Entities, names, verbs and word classes, from the book's files."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.language = book.language
        self.raw: Table = book.table("reading")

    def words(self, key: str) -> frozenset[str]:
        return frozenset(self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        return _strings(self.raw.get(key))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Patterns, each with what stands for it."""
        rows = self.raw.get(key)
        found = [_strings(row) for row in rows] if isinstance(rows, list) else []
        return tuple((row[0], row[1]) for row in found if len(row) == 2)

    @cached_property
    def stop(self) -> frozenset[str]:
        return self.words("stop")

    @cached_property
    def not_names(self) -> frozenset[str]:
        return self.words("not_names")

    @cached_property
    def people(self) -> Mapping[str, Gender]:
        """Casefolded first names with their gender."""
        names = self.book.table("names")
        tables = [_table(names.get(key)) for key in ("people", "known")]
        girls = {name.casefold(): "f" for table in tables for name in _strings(table.get("f"))}
        boys = {name.casefold(): "m" for table in tables for name in _strings(table.get("m"))}
        both: dict[str, Gender] = {}
        for name in girls.keys() | boys.keys():
            both[name] = "n" if name in girls and name in boys else "f" if name in girls else "m"
        return both

    def names(self, sort: str, gender: str) -> tuple[str, ...]:
        """The bank of names for "people" or "creatures"."""
        return _strings(_table(self.book.table("names").get(sort)).get(gender))

    @cached_property
    def entities(self) -> Mapping[str, tuple[Entity, bool]]:
        """By singular, plural and feminine form; True where the form is a plural."""
        found: dict[str, tuple[Entity, bool]] = {}
        for group, table in self.book.table("entities").items():
            rows = _table(table)
            hands = str(rows.get("hands", rows.get("mains", "hands")))
            small = set(_strings(rows.get("small")))
            for item in _strings(rows.get("all")):
                for entity in self._entity(item.replace("'", "’"), group, hands, small):
                    found.setdefault(entity.noun.text, (entity, False))
                    found.setdefault(entity.plural, (entity, True))
        return found

    @cached_property
    def small(self) -> tuple[Entity, ...]:
        """Those that make good small companions."""
        return tuple(entity for entity, many in self.entities.values() if entity.small and not many)

    def parts(self, noun: Noun) -> tuple[Noun, tuple[str, ...], str]:
        """ "bald eagle with spectacles" as eagle, what stands before it and what follows."""
        words = noun.text.split()
        for size in range(min(self.longest, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                kind = " ".join(words[at : at + size])
                if kind in self.entities and not self.entities[kind][1]:
                    behind = " ".join(words[at + size :])
                    if " ".join(words[at + size :])[:3] in ("of ", "de ", "d’"):
                        continue
                    return replace(noun, text=kind), tuple(words[:at]), behind
        return noun, (), ""

    def _entity(self, item: str, group: str, hands: str, small: set[str]) -> list[Entity]:
        made = []
        for half in item.split(" / "):
            word, _, given = half.partition(", ")
            gender: Gender = "n"
            fixed = False
            if marked := re.search(r" \(([mf])\)$", word):
                gender, fixed = ("f" if marked[1] == "f" else "m"), True
                word = word[: marked.start()]
            match = _ITEM.match(word)
            noun = match["rest"] if match else word
            if self.language == "fr":
                gender, fixed = ("f" if word.startswith("une ") else "m"), True
            if given.startswith("des "):
                given = given[4:]
            plural = given.split(" (")[0] or _plural(noun)
            made.append(Entity(Noun(noun, gender), plural, group, hands, noun in small, fixed))
        return made

    @cached_property
    def longest(self) -> int:
        """Words in the longest entity."""
        return max((len(name.split()) for name in self.entities), default=1)


def _plural(noun: str) -> str:
    return noun if noun.endswith(("s", "x", "z")) else noun + "s"


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(str(item).replace("'", "’") for item in value)


def _table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language that has a tale-book. Raises BookError."""
    return Lexicon(open_book(language))
