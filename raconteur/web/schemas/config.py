"""The defaults a new story starts from, and the models that can write."""

from typing import Literal

from raconteur.web.schemas.common import Craft, In, Language, Line, Out, ShortLine
from raconteur.web.schemas.stories import Length


class Config(In):
    """The whole of it. `null` means: no default; the language is then the reader's."""

    language: Language | None
    length_words: Length
    genre: ShortLine | None
    tone: ShortLine | None
    model: Line | None
    craft: Craft | None


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
