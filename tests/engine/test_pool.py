"""All hands of one process: turns are fair, and what is laid down goes on to the letter."""

import re
import threading
import time
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
from raconteur.services.acting import Acting, Event
from raconteur.services.wishes import Wish
from raconteur.store import pieces
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.passages import Passage
from raconteur.store.users import User
from tests.conftest import Told
from tests.engine.conftest import piece

# How long anything here may take at most; nothing waits for it to pass.
DEADLINE_S = 20.0
# What a pool is given to stop, and what it must need of it.
PATIENCE_S, PROMPT_S = 8.0, 4.0
SAID = 12

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
        self._states: dict[int, str] = {}

    def hear(self, _story_id: int, event: Event) -> None:
        with self.changed:
            if event.kind == "text":
                self._text[event.passage] = self.text(event.passage) + event.text
            elif event.kind == "state":
                self._states[event.passage] = event.state
            self.changed.notify_all()

    def text(self, passage_id: int) -> str:
        return self._text.get(passage_id, "")

    def state(self, passage_id: int) -> str:
        return self._states.get(passage_id, "")

    def until_done(self, *passage_ids: int) -> None:
        self.until(lambda: all(self.state(each) == "done" for each in passage_ids))


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
            acting = Acting(session, who, told.rung.append, told.publish, by)
            story = asking.begin(acting, Wish(prompt=prompt, **wish))  # type: ignore[arg-type]
            return story.passages[0].row.id

    return ask


@pytest.fixture
def other_user(sessions: Sessions) -> int:
    with writing(sessions) as session:
        user = User(name="other")
        session.add(user)
        session.flush()
        return user.id


def kept(sessions: Sessions, passage_id: int) -> tuple[str, str]:
    """Its state and its text, as a reader who comes now would have them."""
    with reading(sessions) as session:
        row = session.get_one(Passage, passage_id)
        return row.state, row.text + pieces.texts(session, [passage_id]).get(passage_id, "")


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\bw(\d+)\b", text)]


def claim(sessions: Sessions, passage_id: int, rung: int | None = None) -> int:
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id, None, rung)
    assert fence is not None
    return fence


def grow(sessions: Sessions, passage_id: int, fence: int, text: str) -> bool:
    with writing(sessions) as session:
        return pieces.grow(session, pieces.Growth(passage_id, fence, 0, text, [], None, None))


def test_turns_alternate_and_the_next_begins_by_itself(
    pool: MakePool, begin: Begin, gates: Gates, readers: Readers, other_user: int
) -> None:
    """Only the first of each is rung for: with a share of one, another ring would be in vain."""
    first, *others = [begin(f"A{n}") for n in (1, 2, 3)]
    theirs, *more = [begin(f"B{n}", other_user) for n in (1, 2)]
    ours = pool(hands=3, share=1)
    ours.start(alone=False)
    ours.ring(first)
    ours.ring(theirs)
    gates.until_begun(2)
    assert sorted(gates.begun) == ["A1", "B1"]
    for count, (ended, due) in enumerate((("A1", "A2"), ("B1", "B2"), ("A2", "A3")), 3):
        gates.let(ended)
        gates.until_begun(count)
        assert gates.begun[-1] == due
    gates.let("A3", "B2")
    readers.until_done(first, *others, theirs, *more)
    assert gates.begun == [*gates.begun[:2], "A2", "B2", "A3"]
    assert gates.most_of_one_user == 1


def test_a_ring_too_many_is_harmless(
    pool: MakePool, begin: Begin, gates: Gates, readers: Readers, sessions: Sessions
) -> None:
    every = [begin(f"{letter}1") for letter in "ABC"]
    ours = pool(hands=4, share=4)
    ours.start(alone=False)
    for _ in range(5):
        for each in (*every, 987654):
            ours.ring(each)
    gates.let("A1", "B1", "C1")
    readers.until_done(*every)
    for each in every:
        ours.ring(each)
    ours.stop(PATIENCE_S)
    assert sorted(gates.begun) == ["A1", "B1", "C1"]
    assert [kept(sessions, each) for each in every] == [
        ("done", f"{letter}1 was here.") for letter in "ABC"
    ]


@pytest.mark.parametrize(
    ("silence", "shown"),
    [({"first_token": 600}, 0), ({"fault": "stall", "after": SAID}, SAID - 1)],
    ids=["before the first token", "between tokens"],
)
def test_a_pool_that_stops_lays_down_what_a_silent_model_was_to_write(
    pool: MakePool,
    begin: Begin,
    scripted: Models,
    fake: ScriptedServer,
    readers: Readers,
    sessions: Sessions,
    silence: dict[str, object],
    shown: int,
) -> None:
    """The craft keeps the last word back, which might go on; whoever writes on says it again."""
    two = [begin(by=scripted, craft="free", language="en", seed=seed) for seed in (1, 2)]
    fake.control(**silence)
    ours = pool(by=scripted)
    ours.start(alone=False)
    for each in two:
        ours.ring(each)
    told = time.monotonic()
    while fake.seen()["active"] != 2:
        assert time.monotonic() < told + DEADLINE_S
    readers.until(lambda: all(len(numbers(readers.text(each))) == shown for each in two))
    began = time.monotonic()
    ours.stop(PATIENCE_S)
    assert time.monotonic() - began < PROMPT_S
    before = [kept(sessions, each) for each in two]
    for each, (state, text) in zip(two, before, strict=True):
        assert (state, text) == ("queued", readers.text(each))
        assert numbers(text) == list(range(shown))
        assert readers.state(each) == "queued"
    fake.control()
    another = pool(by=scripted)
    another.start(alone=True)
    readers.until_done(*two)
    for each, (_, text) in zip(two, before, strict=True):
        state, whole = kept(sessions, each)
        assert (state, whole) == ("done", readers.text(each))
        assert whole.startswith(text)
        assert numbers(whole) == list(range(len(numbers(whole))))
        assert len(numbers(whole)) > SAID


def test_whoever_is_alone_takes_up_what_a_dead_process_left(
    pool: MakePool, begin: Begin, gates: Gates, readers: Readers, sessions: Sessions
) -> None:
    left, waiting = begin("A1"), begin("B1")
    fence = claim(sessions, left)
    assert grow(sessions, left, fence, "Once. ")
    gates.let("A1", "B1")
    pool().start(alone=True)
    readers.until_done(left, waiting)
    assert kept(sessions, left) == ("done", "Once. A1 was here.")
    assert kept(sessions, waiting) == ("done", "B1 was here.")
    assert not grow(sessions, left, fence, "zombie")


def test_a_ring_that_comes_again_goes_on_with_what_its_first_writer_held(
    pool: MakePool, begin: Begin, gates: Gates, sessions: Sessions
) -> None:
    """It rang for one passage and another's turn was due: that one is what was left behind."""
    older, rung, held = begin("A1"), begin("B1"), begin("C1")
    fence = claim(sessions, held, rung)
    assert grow(sessions, held, fence, "Once. ")
    gates.let("A1", "B1", "C1")
    elsewhere: list[int] = []
    ours = pool(call=elsewhere.append)
    ours.start(alone=False)
    ours.answer_again(rung)
    assert gates.begun == ["C1"]
    assert kept(sessions, held) == ("done", "Once. C1 was here.")
    assert not grow(sessions, held, fence, "zombie")
    assert kept(sessions, older) == kept(sessions, rung) == ("queued", "")
    assert elsewhere == [older]


def test_a_ring_that_comes_again_after_its_passage_ended_is_a_ring_like_any_other(
    pool: MakePool, begin: Begin, gates: Gates, sessions: Sessions
) -> None:
    first, second = begin("A1"), begin("B1")
    gates.let("A1", "B1")
    elsewhere: list[int] = []
    ours = pool(call=elsewhere.append)
    ours.start(alone=False)
    ours.answer(first)
    ours.answer_again(first)
    assert gates.begun == ["A1", "B1"]
    assert kept(sessions, second)[0] == "done"
