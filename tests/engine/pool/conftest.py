"""Pools of hands over a real database, what they tell, and a craft that ends when it is let."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

import pytest

from raconteur.craft.brief import Brief
from raconteur.craft.pen import Pen
from raconteur.craft.piece import Piece
from raconteur.engine import sweep
from raconteur.engine.pool import Room, WriterPool
from raconteur.models.probe import probe
from raconteur.models.registry import Endpoint, Models
from raconteur.models.scripted.server import ScriptedServer
from raconteur.services import writing as asking
from raconteur.services.acting import Acting, Event, Visitor
from raconteur.services.wishes import Wish
from raconteur.store import pieces
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.passages import Passage
from tests.conftest import Told
from tests.engine.conftest import piece

# How long anything here may take at most; nothing waits for it to pass.
DEADLINE_S = 20.0
# What a pool is given to stop.
PATIENCE_S = 8.0

MakePool = Callable[..., WriterPool]
Begin = Callable[..., int]


class Changes:
    """What several threads do, and a way to wait for it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()

    def until(self, true: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(true, DEADLINE_S), "it never came to that"


class Readers(Changes):
    """Hear everything."""

    def __init__(self) -> None:
        super().__init__()
        self._text: dict[int, str] = {}
        self._states: dict[int, list[str]] = {}

    def hear(self, _story_id: int, event: Event) -> None:
        with self.changed:
            if event.kind == "text":
                self._text[event.passage] = self.text(event.passage) + event.text
            elif event.kind == "state":
                self._states.setdefault(event.passage, []).append(event.state)
            self.changed.notify_all()

    def text(self, passage_id: int) -> str:
        return self._text.get(passage_id, "")

    def states(self, passage_id: int) -> list[str]:
        return self._states.get(passage_id, [])

    def until_done(self, *passage_ids: int) -> None:
        self.until(lambda: all("done" in self.states(each) for each in passage_ids))


class Gates(Changes):
    """A craft that ends a passage only when it is let, by its prompt: a user's letter, a number."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[str] = []
        self.most_of_one_user = 0
        self._let: set[str] = set()
        self._inside: list[str] = []

    def let(self, *prompts: str) -> None:
        with self.changed:
            self._let.update(prompts)
            self.changed.notify_all()

    def until_begun(self, count: int) -> None:
        self.until(lambda: len(self.begun) >= count)

    def write(
        self,
        brief: Brief,
        text: str,
        plan: Mapping[str, object] | None,
        state: Mapping[str, object] | None,
        pen: Pen,
    ) -> Iterator[Piece]:
        name = brief.prompt
        with self.changed:
            self.begun.append(name)
            self._inside.append(name[0])
            most = max(map(self._inside.count, self._inside))
            self.most_of_one_user = max(most, self.most_of_one_user)
            self.changed.notify_all()
            assert self.changed.wait_for(lambda: name in self._let, DEADLINE_S)
            self._inside.remove(name[0])
        yield piece(f"{name} was here.")


@pytest.fixture(scope="module")
def fake() -> Iterator[ScriptedServer]:
    with ScriptedServer(numbered=True) as server:
        yield server


@pytest.fixture
def scripted(fake: ScriptedServer) -> Iterator[Models]:
    fake.control()
    with closing(Models([Endpoint("url", "Scripted", "url", fake.url, "scripted")], probe)) as all_:
        yield all_


@pytest.fixture
def readers() -> Readers:
    return Readers()


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> Gates:
    found = Gates()
    monkeypatch.setattr("raconteur.craft.write", found.write)
    # No sweep helps: what is written was rung for.
    monkeypatch.setattr(sweep, "RING_AGAIN_S", 600.0)
    return found


@pytest.fixture
def pool(sessions: Sessions, models: Models, readers: Readers) -> Iterator[MakePool]:
    """Makes pools as a process does."""
    made: list[WriterPool] = []

    def make(
        hands: int = 2,
        share: int = 2,
        by: Models = models,
        call: Callable[[int], None] | None = None,
    ) -> WriterPool:
        end, room = threading.Event(), Room(hands, share)
        made.append(WriterPool(sessions, by, readers.hear, lambda: None, end, room, call))
        return made[-1]

    yield make
    for each in made:
        each.stop(0.1)


@pytest.fixture
def begin(sessions: Sessions, user_id: int, models: Models, told: Told) -> Begin:
    """Asks for a story; whoever is named gets an account."""

    def ask(prompt: str = "A bear", who: int = user_id, by: Models = models, **wish: object) -> int:
        with sessions() as session:
            acting = Acting(session, Visitor(who), told.rung.append, told.publish, by)
            story = asking.begin(acting, Wish(prompt=prompt, **wish))  # type: ignore[arg-type]
            return story.passages[0].row.id

    return ask


def kept(sessions: Sessions, passage_id: int) -> tuple[str, str]:
    """Its state and its text, as a reader who comes now would have them."""
    with reading(sessions) as session:
        row = session.get_one(Passage, passage_id)
        return row.state, row.text + pieces.texts(session, [passage_id]).get(passage_id, "")


def grow(sessions: Sessions, passage_id: int, fence: int, text: str) -> bool:
    with writing(sessions) as session:
        return pieces.grow(session, pieces.Growth(passage_id, fence, 0, text, [], None, None))
