"""One writer's hold on one passage, and what it has written that is not committed yet."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from raconteur.craft.piece import Piece
from raconteur.services.acting import Event
from raconteur.store.base import Json, Session
from raconteur.store.passages import Passage
from raconteur.store.pieces import Growth


class Refused(Exception):
    """Somebody else holds this passage now, or a person stopped it: write no more."""


class NotKept(Exception):
    """The database would not take the text: a full disk, a lock that lasts."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a passage is to end. `then` is done with it in the same transaction, and says what else
    is to be told."""

    state: str
    error: Mapping[str, object] | None = None
    provenance: Json | None = None
    then: Callable[[Session, Passage], Sequence[Event]] | None = None


@dataclass(slots=True)
class Hand:
    """`offset` is where the text that waits begins, in code points from the passage's start."""

    passage_id: int
    story_id: int
    fence: int
    offset: int
    text: str = ""
    spans: list[Json] = field(default_factory=list)
    craft_state: Json | None = None
    plan: Json | None = None
    title: str | None = None
    ending: Ending | None = None
    # A commit of what waits was tried before, and may have come through.
    again: bool = False
    shown: bool = False
    failure: Exception | None = None
    # Somebody waits for `settled`, which is set after every commit that was tried.
    awaited: bool = False
    settled: threading.Event = field(default_factory=threading.Event)

    @property
    def first(self) -> bool:
        """Its passage has shown nothing yet, and somebody waits for what is here."""
        return bool(self.text) and not self.shown

    def take(self, piece: Piece) -> None:
        self.text += piece.text
        for span in piece.spans:
            self._span(span.length, span.author, span.chooser)
        if piece.state is not None:
            self.craft_state = dict(piece.state)
        if piece.plan is not None:
            self.plan = dict(piece.plan)
        self.title = piece.title or self.title

    def growth(self) -> Growth:
        """What is to be committed, and the hand empty; `give_back` undoes it."""
        growth = Growth(
            self.passage_id,
            self.fence,
            self.offset,
            self.text,
            self.spans,
            self.craft_state,
            self.plan,
            self.again,
        )
        self.again = False
        self.offset += len(self.text)
        self.text, self.spans, self.craft_state, self.plan = "", [], None, None
        return growth

    def give_back(self, growth: Growth) -> None:
        """The commit failed: what it carried waits again, before what came since."""
        self.offset, self.again = growth.offset, True
        self.text = growth.text + self.text
        self.spans = [*growth.spans, *self.spans]
        self.craft_state = self.craft_state or growth.craft_state
        self.plan = self.plan or growth.plan

    def _span(self, length: int, author: str, chooser: str) -> None:
        last = self.spans[-1] if self.spans else None
        if last and last["author"] == author and last["chooser"] == chooser:
            last["length"] = int(str(last["length"])) + length
        elif length:
            self.spans.append({"length": length, "author": author, "chooser": chooser})
