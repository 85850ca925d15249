"""What the craft hands over: text that will not change, and what is needed to go on after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Origin = Literal["talebook", "model", "person"]


@dataclass(frozen=True, slots=True)
class Span:
    """`length` code points whose words `author` wrote and `chooser` chose to put there."""

    length: int
    author: Origin
    chooser: Origin


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of finished text, committed as one with what it belongs to.

    spans  cover `text` exactly
    state  JSON; with the plan and the text so far, enough to write the next piece
    plan   JSON; given once, when it is made
    title  given once, when the craft has found one
    loose  it may be committed sentence by sentence: its state is true after each of them
    """

    text: str = ""
    spans: tuple[Span, ...] = ()
    state: Mapping[str, object] | None = None
    plan: Mapping[str, object] | None = None
    title: str | None = None
    loose: bool = False
