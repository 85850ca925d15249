"""What a prompt says, once it is read: who, where, and what goes wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from raconteur.craft.values import Person, Phrase, Place, Value


@dataclass(frozen=True, slots=True)
class Premise:
    """The reading of one prompt.

    kind    a kind of trouble, or None when the prompt tells of none
    values  what the prompt itself gives: thing, fear, deed, quest, event, rogue
    time    "on a stormy night"
    """

    hero: Person | None
    companion: Person | None
    place: Place | None = None
    kind: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    time: Phrase | None = None
