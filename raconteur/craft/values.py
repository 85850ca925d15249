"""What stands behind a placeholder: people, things, phrases and the place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

Gender = Literal["m", "f", "n"]
"""English: he, she, they. French: m or f; n never occurs."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing or a kind of creature, without its article.

    plural  it is spoken of in the plural ("boots")
    mass    it takes "some" ("honey")
    given   it comes from the prompt or a reader
    common  it is nobody's own ("the moon"), so that "her moon" is said as "the moon"
    """

    text: str
    gender: Gender = "n"
    plural: bool = False
    mass: bool = False
    given: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story: a name, a kind, or both.

    adjectives  stand in the introduction only ("small", "grumpy")
    after       follows the kind in the introduction ("of the north tower")
    intro       the whole introduction where it is a special one ("her sister Dora")
    """

    name: str | None
    kind: Noun | None
    gender: Gender
    hands: str
    adjectives: tuple[str, ...] = ()
    after: str = ""
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """Two people spoken of together."""

    one: Person
    other: Person


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are put in as they stand; `again` from the second time on, if it is another."""

    text: str
    given: bool = False
    again: str = ""


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


def to_json(value: Value) -> dict[str, object]:
    """A value as JSON, for a plan or a state."""
    made = asdict(value)
    made["is"] = type(value).__name__.lower()
    return made


def from_json(raw: object) -> Value:
    """The value back. Raises ValueError for what is none."""
    if not isinstance(raw, Mapping):
        raise ValueError(f"no value: {raw!r}")
    sort = raw.get("is")
    if sort == "noun":
        return _noun(raw)
    if sort == "person":
        return _person(raw)
    if sort == "phrase":
        return Phrase(str(raw["text"]), bool(raw.get("given")), str(raw.get("again", "")))
    if sort == "place":
        parts = (str(raw["preposition"]), str(raw["first"]), str(raw["later"]))
        return Place(*parts, bool(raw.get("given")))
    raise ValueError(f"no value: {raw!r}")


def _noun(raw: Mapping[str, object]) -> Noun:
    flags = {key: bool(raw.get(key)) for key in ("plural", "mass", "given", "common")}
    return Noun(str(raw["text"]), gender(raw["gender"]), **flags)


def _person(raw: Mapping[str, object]) -> Person:
    kind, name, adjectives = raw["kind"], raw["name"], raw["adjectives"]
    return Person(
        name=str(name) if name is not None else None,
        kind=_noun(kind) if isinstance(kind, Mapping) else None,
        gender=gender(raw["gender"]),
        hands=str(raw["hands"]),
        adjectives=tuple(map(str, adjectives)) if isinstance(adjectives, list | tuple) else (),
        after=str(raw["after"]),
        intro=str(raw.get("intro", "")),
    )


def gender(letter: object) -> Gender:
    """m, f or n."""
    return "m" if letter == "m" else "f" if letter == "f" else "n"
