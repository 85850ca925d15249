"""The tale-book as data: read lazily, one language at a time, from `talebook/<language>/`.

The format is described for writers in `talebook/README.md`; `check.py` finds their slips.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parent / "talebook"
LANGUAGES = ("en", "fr")
KINDS = ("fear", "lost", "stolen", "broken", "cannot_yet", "lonely", "quest", "event")
SPECIAL = ("astray",)
"""Kinds a book may do without: a quest is told instead."""
OWN = {
    "lost": "thing",
    "stolen": "thing",
    "broken": "thing",
    "fear": "fear",
    "cannot_yet": "deed",
    "quest": "quest",
    "astray": "quest",
    "event": "event",
}
"""What a tale of each kind is about, by the name its sentences have for it."""

Table = Mapping[str, object]
When = Literal["first", "again", "always"]


class BookError(ValueError):
    """A file of the tale-book that cannot be understood; the message names it."""


@dataclass(frozen=True, slots=True)
class Opener:
    """One way to tell a beat. `id` is "tale/beat/n" or "pool/n"."""

    id: str
    text: str
    half: str = ""
    slot: str = ""
    after: str = "."
    open: bool = False
    keep: str = ""
    suits: tuple[str, ...] = ()
    min_age: int = 0
    max_age: int = 200
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """A step of a tale: its openers, or a pool to take some from."""

    id: str
    openers: tuple[Opener, ...] = ()
    textures: tuple[str, ...] = ()
    optional: bool = False
    when: When = "always"
    joins: bool = False
    pool: str = ""
    take: int = 0


@dataclass(frozen=True, slots=True)
class Extra:
    """A person of the tale's own, drawn from a list of nouns."""

    source: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Tale:
    """A skeleton: one plot in ordered beats."""

    id: str
    kind: str
    about: str
    titles: tuple[str, ...]
    beats: tuple[Beat, ...]
    slots: Mapping[str, str]
    cast: Mapping[str, Extra]
    suits: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordList:
    """Words or phrases that may stand in one place."""

    id: str
    of: Literal["phrases", "nouns"]
    items: tuple[str, ...]


class Book:
    """One language's tale-book. Files are read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.language = folder.name
        self._lists: dict[str, WordList] = {}
        self._pools: dict[str, tuple[Opener, ...]] = {}

    @cached_property
    def tales(self) -> tuple[Tale, ...]:
        """Every tale, by file name."""
        return tuple(read_tale(path) for path in sorted((self.folder / "tales").glob("*.toml")))

    def tales_of(self, kind: str) -> tuple[Tale, ...]:
        return tuple(tale for tale in self.tales if tale.kind == kind)

    def tale(self, id: str) -> Tale:
        """Raises BookError for an unknown id."""
        for tale in self.tales:
            if tale.id == id:
                return tale
        raise BookError(f"{self.folder.name}: no tale {id!r}")

    def words(self, name: str) -> WordList:
        """A list by name. Raises BookError when there is none."""
        if name not in self._lists:
            self._lists[name] = read_list(self.folder / "lists" / f"{name}.toml")
        return self._lists[name]

    def pool(self, name: str) -> tuple[Opener, ...]:
        """A pool's stretches by name. Raises BookError when there is none."""
        if name not in self._pools:
            self._pools[name] = read_pool(self.folder / "pools" / f"{name}.toml")
        return self._pools[name]

    def table(self, name: str) -> Table:
        """A loose table such as names or phrases. Raises BookError when there is none."""
        return load(self.folder / f"{name}.toml")


@lru_cache(maxsize=8)
def open_book(language: str) -> Book:
    """The tale-book of a language. Raises BookError when there is none."""
    folder = ROOT / language
    if not folder.is_dir():
        raise BookError(f"there is no tale-book in {language!r}")
    return Book(folder)


@lru_cache(maxsize=256)
def load(path: Path) -> Table:
    """One TOML file, read once. Raises BookError naming the file."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise BookError(f"{path.name}: no such file in the tale-book") from error
    except tomllib.TOMLDecodeError as error:
        raise BookError(f"{path.name}: {error}") from error


def read_tale(path: Path) -> Tale:
    """One tale from its file. Raises BookError."""
    raw = load(path)
    id = _text(raw, "id", path)
    cast = {
        name: Extra(_text(row, "from", path), bool(row.get("named", False)))
        for name, row in _tables(raw, "cast").items()
    }
    beats = tuple(_beat(row, id, path) for row in _rows(raw, "beat", path))
    return Tale(
        id=id,
        kind=_text(raw, "kind", path),
        about=_text(raw, "about", path),
        titles=_texts(raw, "titles"),
        beats=beats,
        slots={name: str(source) for name, source in _tables(raw, "slots").items()},
        cast=cast,
        suits=_texts(raw, "suits"),
        only=tuple(word.replace("'", "’") for word in _texts(raw, "only")),
        unless=tuple(word.replace("'", "’") for word in _texts(raw, "unless")),
    )


def read_list(path: Path) -> WordList:
    """One word list from its file. Raises BookError."""
    raw = load(path)
    of = _text(raw, "of", path)
    if of not in ("phrases", "nouns"):
        raise BookError(f'{path.name}: of is "phrases" or "nouns", not {of!r}')
    items = tuple(item.replace("'", "’") for item in _texts(raw, "items"))
    return WordList(_text(raw, "id", path), "nouns" if of == "nouns" else "phrases", items)


def read_pool(path: Path) -> tuple[Opener, ...]:
    """A pool's stretches from its file. Raises BookError."""
    raw = load(path)
    id = _text(raw, "id", path)
    rows = _rows(raw, "opener", path)
    return tuple(_opener(row, f"{id}/{n}", path) for n, row in enumerate(rows, 1))


def tidy(text: str) -> str:
    """Lines joined, blank lines kept as paragraphs, apostrophes made real."""
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "\n\n".join(part for part in paragraphs if part).replace("'", "’")


def _beat(row: Table, tale: str, path: Path) -> Beat:
    id = _text(row, "id", path)
    when = row.get("when", "always")
    if when not in ("first", "again", "always"):
        raise BookError(f'{path.name}: beat {id}: when is "first" or "again", not {when!r}')
    openers = _rows(row, "opener", path)
    known = {"id", "opener", "textures", "optional", "when", "joins", "pool", "take"}
    _no_others(row, known, f"beat {id}", path)
    return Beat(
        id=id,
        openers=tuple(_opener(o, f"{tale}/{id}/{n}", path) for n, o in enumerate(openers, 1)),
        textures=tuple(tidy(text) for text in _texts(row, "textures")),
        optional=bool(row.get("optional", False)),
        when="first" if when == "first" else "again" if when == "again" else "always",
        joins=bool(row.get("joins", False)),
        pool=str(row.get("pool", "")),
        take=_number(row, "take", 1, path),
    )


def _opener(row: Table, id: str, path: Path) -> Opener:
    known = {"text", "half", "slot", "after", "open", "keep", "suits"}
    _no_others(row, known | {"min_age", "max_age", "needs"}, id, path)
    return Opener(
        id=id,
        text=tidy(str(row.get("text", ""))),
        half=tidy(str(row.get("half", ""))),
        slot=str(row.get("slot", "")),
        after=_after(str(row.get("after", "."))),
        open=bool(row.get("open", False)),
        keep=str(row.get("keep", "")),
        suits=_texts(row, "suits"),
        min_age=_number(row, "min_age", 0, path),
        max_age=_number(row, "max_age", 200, path),
        needs=str(row.get("needs", "")),
    )


def _after(text: str) -> str:
    """What follows a slot keeps its leading space or comma."""
    return (" " if text[:1].isspace() else "") + tidy(text)


def _no_others(row: Table, known: set[str], where: str, path: Path) -> None:
    if strange := sorted(set(row) - known):
        raise BookError(f"{path.name}: {where}: unknown key {', '.join(strange)}")


def _text(row: Table, key: str, path: Path) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise BookError(f"{path.name}: {key} is missing")
    return value


def _texts(row: Table, key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _number(row: Table, key: str, default: int, path: Path) -> int:
    value = row.get(key, default)
    if not isinstance(value, int):
        raise BookError(f"{path.name}: {key} is a whole number, not {value!r}")
    return value


def _rows(row: Table, key: str, path: Path) -> list[Table]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BookError(f"{path.name}: [[{key}]] is a list of tables")
    return value


def _tables(row: Table, key: str) -> Mapping[str, Table]:
    value = row.get(key, {})
    return value if isinstance(value, dict) else {}
