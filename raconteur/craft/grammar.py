"""What a language must know to put values into sentences."""

from collections.abc import Mapping
from typing import Protocol

from raconteur.craft.book import Book, open_book
from raconteur.craft.values import Noun, Value


class FormError(ValueError):
    """A sentence asks a value for a form that it does not have."""


class Grammar(Protocol):
    """One language's forms, agreements, seams and typography."""

    language: str
    forms: Mapping[type, frozenset[str]]
    """The forms each sort of value has; "" is the plain one."""

    def noun(self, item: str) -> Noun:
        """A list's item with its article, as a noun."""
        ...

    def form(self, value: Value, form: str, known: bool) -> str:
        """One form of a value; `known`: introduced already. Raises FormError."""
        ...

    def agree(self, value: Value, by: str, options: tuple[str, ...]) -> str:
        """The option that agrees with the value by "gender" or "number"."""
        ...

    def before(self, left: str, value: str) -> tuple[str, str]:
        """The text so far and the value that follows it, mended where they meet."""
        ...

    def behind(self, value: str, right: str) -> tuple[str, str]:
        """A value and the text that follows it, mended where they meet."""
        ...

    def polish(self, text: str) -> str:
        """The language's typography: quotation marks, dashes, spaces."""
        ...


def grammar(language: str, book: Book | None = None) -> Grammar:
    """The grammar of a tale-book's language. Raises KeyError for another."""
    from raconteur.craft.english import English
    from raconteur.craft.french import French

    makers: Mapping[str, type[English] | type[French]] = {"en": English, "fr": French}
    return makers[language](book or open_book(language))


def intro(person_indef: str, name: str, gender: str, book: Book) -> str:
    """ "a hedgehog called Pip", as the book's phrases have it."""
    phrases = book.table("phrases")
    pattern = str(phrases[f"intro_{gender}"] if f"intro_{gender}" in phrases else phrases["intro"])
    return pattern.replace("{indef}", person_indef).replace("{name}", name)
