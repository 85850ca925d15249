"""Everything that is known about a passage before its first word."""

from dataclasses import dataclass
from typing import Literal

from raconteur.craft.chance import sub_seed

Craft = Literal["guided", "free"]
Kind = Literal["opening", "continuation"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A person the story is for. `age` in years."""

    name: str
    age: int | None = None
    language: str | None = None
    likes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """One passage as it was asked for.

    words        how long the passage should be
    instruction  the wish given with a continuation
    before       the text of the passages that come before this one, in order
    recent       tale-book ids used lately by this owner, most recent first, to be chosen last
    title        the story's title when it has one already
    draw         how often what came next was taken back; the same plan is told another way
    """

    prompt: str
    language: str
    words: int
    seed: int
    craft: Craft
    genre: str | None = None
    tone: str | None = None
    readers: tuple[Reader, ...] = ()
    kind: Kind = "opening"
    instruction: str | None = None
    before: str = ""
    recent: tuple[str, ...] = ()
    title: str | None = None
    draw: int = 0

    @property
    def luck(self) -> int:
        """The seed of the words; that of the plan is `seed`, whatever was taken back."""
        return sub_seed(self.seed, "draw", self.draw) if self.draw else self.seed
