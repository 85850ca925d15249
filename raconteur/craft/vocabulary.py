"""Which words may stand in a story: the reader's age, what to avoid, what is worn out."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from raconteur.craft.book import Book
from raconteur.craft.brief import Brief

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# From the first letter to the end of its stretch; looking for its beginning would take the square
# of the length of a line of underscores.
_COUNTED = re.compile(r"[^\W_]\S*")

MOST_VERDICTS = 8192
"""Sentences and list items whose verdict one vocabulary remembers: a tale-book has about 3,000."""


def count_words(text: str) -> int:
    """Words as a person counts them: stretches with a letter or digit in them."""
    return len(_COUNTED.findall(text))


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    every = {*words, *(f"{word[:-1]}ies" for word in words if re.search(r"[^aeiou]y$", word))}
    forms = "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{forms})(?:s|es|x|’s)?(?![^\W_])", re.IGNORECASE)


def has_word(text: str, words: Sequence[str]) -> bool:
    """Whether any of the words, or its plain plural, stands in the text."""
    found = _pattern(tuple(words))
    return bool(found and found.search(text.replace("'", "’")))


def _singular(word: str, language: str) -> Iterable[str]:
    yield word
    if language == "en":
        if word.endswith("ies") and len(word) > 4:
            yield word[:-3] + "y"
        if word.endswith("ves"):
            yield word[:-3] + "f"
        if word.endswith(("ches", "shes", "xes", "sses")):
            yield word[:-2]
    if word.endswith("aux"):
        yield word[:-1]
        yield word[:-3] + "al"
    if len(word) > 3 and word.endswith(("s", "x")) and not word.endswith("ss"):
        yield word[:-1]


_SMALL = {
    "en": {
        "the",
        "a",
        "an",
        "of",
        "some",
        "any",
        "being",
        "my",
        "her",
        "his",
        "big",
        "and",
        "to",
        "in",
        "no",
    },
    "fr": {
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "de",
        "du",
        "d",
        "l",
        "et",
        "à",
        "au",
        "mon",
        "ma",
        "mes",
        "pas",
    },
}


@dataclass(frozen=True)
class Vocabulary:
    """What may be said in one story. `age` is the youngest reader's, in years."""

    age: int
    avoid: tuple[str, ...]
    unfit: tuple[str, ...]
    worn: tuple[str, ...]
    not_open: tuple[str, ...] = ()
    """What the model had better leave alone where it fills in by itself."""

    def allows(self, text: str) -> bool:
        """Nothing to avoid and nothing unfit for the age."""
        return self._verdict(text)

    @cached_property
    def _verdict(self) -> Callable[[str], bool]:
        """Remembered: a plan asks about every sentence of the tale-book that it may tell."""
        refused = (*self.avoid, *self.unfit)
        return lru_cache(maxsize=MOST_VERDICTS)(lambda text: not has_word(text, refused))


def vocabulary(brief: Brief, book: Book) -> Vocabulary:
    """What this brief's readers allow. Without an age, a reader counts as seven."""
    ages = [reader.age for reader in brief.readers if reader.age is not None]
    wishes = tuple(word for reader in brief.readers for word in reader.avoid)
    return _vocabulary(book, min(ages) if ages else 7, wishes)


@lru_cache(maxsize=32)
def _vocabulary(book: Book, age: int, wishes: tuple[str, ...]) -> Vocabulary:
    table = book.table("words") if (book.folder / "words.toml").exists() else {}
    return Vocabulary(
        age=age,
        avoid=avoided_words(wishes, table, book.language),
        unfit=unfit_words(table, age),
        worn=tuple(_strings(table.get("worn"))),
        not_open=tuple(_strings(table.get("not_open"))),
    )


def unfit_words(table: object, age: int) -> tuple[str, ...]:
    """The words that a child of this age should not meet."""
    bands = table.get("unfit") if isinstance(table, dict) else None
    found: list[str] = []
    for name, words in (bands or {}).items() if isinstance(bands, dict) else ():
        if age < int(name.removeprefix("under_")):
            found += _strings(words)
    return tuple(dict.fromkeys(found))


def avoided_words(wishes: Sequence[str], table: object, language: str) -> tuple[str, ...]:
    """What readers wish to avoid as words to look for, with the kin that the table has for them."""
    groups = table.get("avoid") if isinstance(table, dict) else None
    groups = groups if isinstance(groups, dict) else {}
    found: list[str] = []
    small = _SMALL.get(language, set())
    for wish in wishes:
        wish = wish.strip().lower().replace("'", "’")
        if not wish:
            continue
        parts = [part for part in _WORD.findall(wish.replace("’", " ")) if part not in small]
        if not parts:
            continue
        found.append(wish)
        for part in [wish, *parts]:
            for form in _singular(part, language):
                if len(form) > 2 or part == wish:
                    found.append(form)
                for name in (form, form + "s"):
                    found += [w.replace("'", "’") for w in _strings(groups.get(name))]
    return tuple(dict.fromkeys(found))


def _strings(value: object) -> list[str]:
    return [str(item).replace("'", "’") for item in value] if isinstance(value, list) else []
