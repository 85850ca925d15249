"""What stands behind a placeholder: people, things, phrases and the place."""

from dataclasses import dataclass, field
from typing import Literal

Gender = Literal["m", "f", "n"]
"""English: he, she, they. French: m or f; n never occurs."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing or a kind of creature, without its article.

    plural  it is spoken of in the plural ("boots")
    mass    it takes "some" ("honey")
    given   it comes from the prompt or a reader
    """

    text: str
    gender: Gender = "n"
    plural: bool = False
    mass: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story: a name, a kind, or both.

    adjectives  stand in the introduction only ("small", "grumpy")
    after       follows the kind in the introduction ("of the north tower")
    """

    name: str | None
    kind: Noun | None
    gender: Gender
    hands: str
    adjectives: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """Two people spoken of together."""

    one: Person
    other: Person


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are put in as they stand."""

    text: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens: "in" + "an old lighthouse", later "the old lighthouse"."""

    preposition: str
    first: str
    later: str
    given: bool = False


Value = Noun | Person | Both | Phrase | Place


@dataclass(slots=True)
class Scene:
    """Everything a sentence may speak of, and who has been introduced already."""

    values: dict[str, Value] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
