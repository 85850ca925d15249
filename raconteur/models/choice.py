"""A model that can write here, as a person chooses between them."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["bundled", "file", "url", "ollama"]

# Every language a story can be asked for in; what a model can do of them is its own.
LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt")
# Languages the tale-book is written in: a guided tale needs no language of the model's.
GUIDED = ("en", "fr")


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """One line of `GET /api/models`.

    description, why_not   a sentence in each language of the page
    crafts                 way of writing -> the languages it can be asked for in
    local                  True when nothing leaves this machine
    """

    id: str
    name: str
    kind: Kind
    available: bool
    local: bool
    crafts: dict[str, list[str]]
    default_craft: Literal["guided", "free"]
    description: dict[str, str]
    why_not: dict[str, str] | None = None
    context_tokens: int | None = None
    default: bool = field(default=False)
