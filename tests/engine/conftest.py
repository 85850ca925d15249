"""A writer whose craft is a few lines of Python, over a real database."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from raconteur.craft.brief import Brief
from raconteur.craft.pen import Pen
from raconteur.craft.piece import Piece, Span
from raconteur.engine.committer import Committer
from raconteur.engine.hand import NotKept, Refused
from raconteur.engine.heart import Heart
from raconteur.engine.patience import Patience
from raconteur.engine.tally import Tally
from raconteur.engine.writer import Writer
from raconteur.models.errors import ModelError
from raconteur.models.registry import Models
from raconteur.services import writing as asking
from raconteur.services.acting import Acting, Event
from raconteur.services.views import StoryView
from raconteur.services.wishes import Wish
from raconteur.store import pieces
from raconteur.store.base import Sessions, writing

Craft = Callable[[str], Iterator[Piece]]


def piece(text: str, **more: Any) -> Piece:
    return Piece(text, (Span(len(text), "talebook", "model"),), **more)


def claim(sessions: Sessions, passage_id: int, rung: int | None = None) -> int:
    """Hold a passage; the fence."""
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id, rung=rung)
    assert fence is not None
    return fence


@dataclass
class Desk:
    """Begin a story, then `write` it with the craft that the test gives."""

    acting: Acting
    sessions: Sessions
    committer: Committer
    heart: Heart
    tally: Tally
    writer: Writer
    monkeypatch: pytest.MonkeyPatch
    events: list[tuple[int, Event]]
    waits: list[int] = field(default_factory=list)
    rung: list[int] = field(default_factory=list)

    def begin(self, **wish: Any) -> StoryView:
        return asking.begin(self.acting, Wish(**{"prompt": "A bear", **wish}))

    def craft(self, tell: Craft) -> None:
        def write(
            brief: Brief,
            text: str,
            plan: Mapping[str, object] | None,
            state: Mapping[str, object] | None,
            pen: Pen,
        ) -> Iterator[Piece]:
            yield from tell(text)

        self.monkeypatch.setattr("raconteur.craft.write", write, raising=False)
        self.monkeypatch.setattr("raconteur.craft.VERSION", "test", raising=False)

    def flush(self) -> None:
        """Return when everything that waits now was tried to be committed."""
        for hand in list(self.committer._waiting.values()):
            with contextlib.suppress(Refused, NotKept):
                self.committer.flush(hand)

    def read_anew(self) -> None:
        """What was read before is read again when it is used."""
        self.acting.session.rollback()
        self.acting.session.expire_all()

    def published(self, kind: str) -> list[Event]:
        return [event for _, event in self.events if event.kind == kind]


@pytest.fixture
def desk(
    acting: Acting, sessions: Sessions, models: Models, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    events: list[tuple[int, Event]] = []
    waits: list[int] = []

    def publish(story_id: int, event: Event) -> None:
        events.append((story_id, event))

    def wait_ready() -> None:
        waits.append(1)
        if len(waits) > 10:
            raise ModelError("unreachable", "never came back")

    committer, heart = Committer(sessions, publish), Heart(sessions)
    tally = Tally(sessions, models.is_local)
    committer.start()
    heart.start()
    closing = threading.Event()
    rung: list[int] = []
    writer = Writer(
        sessions,
        committer,
        models,
        publish,
        rung.append,
        heart,
        tally,
        wait_ready,
        closing,
        share=2,
        patience=lambda: Patience(0),
    )
    yield Desk(acting, sessions, committer, heart, tally, writer, monkeypatch, events, waits, rung)
    closing.set()
    heart.stop()
    committer.stop()
