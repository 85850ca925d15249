"""The kind sentences: what a reader is told when a gate trips, in the page's two languages."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from raconteur.craft.fitness.verdict import Where

_FILE = Path(__file__).parent / "sentences.toml"


def key(category: str, where: Where) -> str:
    """A request is told by what it asks for; a story only that it stops, whatever it was."""
    return f"request.{category}" if where == "request" else "story"


def sentence(key: str, language: str) -> str:
    """In the language where there is one, else in English. Raises KeyError for an unknown key."""
    every = _read()
    return every.get(language, every["en"])[key]


@lru_cache(maxsize=1)
def _read() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
