"""The defaults a new story starts from, and the models that can write."""

from typing import Literal

from pydantic import Field

from raconteur.web.schemas.common import Craft, In, Language, Out, ShortLine


class Config(In):
    """`null` means: no default; the language is then the reader's or the page's."""

    language: Language | None = None
    length_words: int = Field(default=300, ge=100, le=2000)
    genre: ShortLine | None = None
    tone: ShortLine | None = None
    model: ShortLine | None = None
    craft: Craft | None = None


class ModelOut(Out):
    """One that can write. `crafts` maps a way of writing to the languages it can be asked for."""

    id: str
    name: str
    kind: Literal["bundled", "file", "url", "ollama"]
    default: bool
    available: bool
    local: bool
    crafts: dict[str, list[str]]
    default_craft: Craft
    description: dict[str, str]
    why_not: dict[str, str] | None
    context_tokens: int | None


class TestIn(In):
    language: Language = "en"


class TestOut(Out):
    """One sentence the model has just written, and how long it took."""

    sentence: str
    seconds: float
