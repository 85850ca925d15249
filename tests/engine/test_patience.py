"""A model elsewhere that is away fails no story at once: its writer waits, and goes on."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from raconteur.craft.piece import Piece
from raconteur.engine.patience import PAUSES_S, Patience
from raconteur.engine.writer import Writer
from raconteur.models.errors import ModelError
from raconteur.services import stories, writing
from raconteur.services.views import PassageView
from raconteur.store import passages
from raconteur.store.base import reading
from raconteur.store.passages import Passage
from tests.engine.conftest import Desk, piece

AWAY = ModelError("unreachable", "for the log")


@dataclass
class Hours:
    """Time that passes only while somebody waits; `meanwhile` is what happens then."""

    now: float = 0.0
    waited: list[float] = field(default_factory=list)
    meanwhile: Callable[[threading.Event], object] = lambda _: None

    def clock(self) -> float:
        return self.now

    def wait(self, woken: threading.Event, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds
        self.meanwhile(woken)

    def patience(self, longest_s: float = 300.0) -> Patience:
        return Patience(longest_s, self.clock, self.wait, lambda: 0.5)


@pytest.fixture
def hours() -> Hours:
    return Hours()


def patient(desk: Desk, hours: Hours, longest_s: float = 300.0) -> Writer:
    return replace(desk.writer, patience=lambda: hours.patience(longest_s))


def written(desk: Desk, story_id: int) -> PassageView:
    desk.read_anew()
    return stories.get(desk.acting, story_id).passages[0]


def stored(desk: Desk, passage_id: int) -> Passage:
    with reading(desk.sessions) as session:
        return passages.to_write(session, passage_id)


def silent(times: int, code: str = "unreachable") -> Callable[[str], Iterator[Piece]]:
    """A craft whose model is away so many times, the first time in the middle of a sentence."""
    left = [times]

    def tell(text: str) -> Iterator[Piece]:
        if not text:
            yield piece("Once ")
        if left[0]:
            left[0] -= 1
            raise ModelError(code, "for the log")  # type: ignore[arg-type]
        yield piece("there was.")

    return tell


def test_the_pauses_grow_and_then_stay(hours: Hours) -> None:
    patience = hours.patience()
    assert [patience.pause(AWAY, 0) for _ in range(7)] == [*PAUSES_S, 5.0, 5.0, 5.0]


def test_by_chance_they_differ_by_a_fifth() -> None:
    assert Patience(300, chance=lambda: 0.0).pause(AWAY, 0) == pytest.approx(0.8)
    assert Patience(300, chance=lambda: 1.0).pause(AWAY, 0) == pytest.approx(1.2)


def test_it_ends_after_so_long_and_the_last_try_is_just_then(hours: Hours) -> None:
    patience = hours.patience(10)
    for _ in range(9):
        pause = patience.pause(AWAY, 0)
        if pause is None:
            break
        hours.now += pause
    assert (pause, hours.now) == (None, 10)


def test_what_the_server_asks_for_is_honoured(hours: Hours) -> None:
    patience = hours.patience(100)
    assert patience.pause(ModelError("overloaded", "", retry_after=30), 0) == 30
    assert patience.pause(ModelError("overloaded", "", retry_after=0), 0) == 2
    assert patience.pause(ModelError("overloaded", "", retry_after=3600), 0) == 100


def test_where_text_came_it_begins_anew(hours: Hours) -> None:
    patience = hours.patience(10)
    assert patience.pause(AWAY, 5) == 1
    hours.now += 9
    assert patience.pause(AWAY, 5) == 1
    hours.now += 9
    assert patience.pause(AWAY, 6) == 1
    assert patience.pause(AWAY, 6) == 2


@pytest.mark.parametrize("code", ["unauthorised", "bad_request", "not_found", "nonsense"])
def test_what_will_not_pass_is_not_waited_for(hours: Hours, code: str) -> None:
    assert hours.patience().pause(ModelError(code, ""), 0) is None  # type: ignore[arg-type]
    assert hours.patience().pause(ModelError("unreachable", "", permanent=True), 0) is None


@pytest.mark.parametrize("code", ["unreachable", "died", "overloaded", "timeout"])
def test_a_story_waits_for_its_model_and_goes_on_in_its_sentence(
    desk: Desk, hours: Hours, code: str
) -> None:
    desk.craft(silent(3, code))
    story = desk.begin(model="url", craft="free")
    patient(desk, hours).write(story.passages[0].row.id)
    passage = written(desk, story.row.id)
    assert (passage.row.state, passage.text, passage.row.error) == ("done", "Once there was.", None)
    assert hours.waited == [1, 2, 4]


def test_meanwhile_its_readers_know_also_those_who_come_later(desk: Desk, hours: Hours) -> None:
    story = desk.begin(model="url", craft="free")
    passage_id = story.passages[0].row.id
    noted = []
    hours.meanwhile = lambda _: noted.append(stored(desk, passage_id).error)

    def looks(text: str) -> Iterator[Piece]:
        yield from tell(text)
        desk.flush()
        noted.append(stored(desk, passage_id).error)

    tell = silent(1)
    desk.craft(looks)
    patient(desk, hours).write(passage_id)
    assert [each and each["code"] for each in noted] == ["waiting", None]
    told = [(event.state, event.error and event.error["code"]) for event in desk.published("state")]
    assert told == [("writing", None), ("writing", "waiting"), ("done", None)]


def test_one_that_never_comes_back_fails_the_story_and_keeps_its_text(
    desk: Desk, hours: Hours
) -> None:
    desk.craft(silent(1000, "died"))
    story = desk.begin(model="url", craft="free")
    patient(desk, hours).write(story.passages[0].row.id)
    passage = written(desk, story.row.id)
    assert (passage.row.state, passage.text) == ("failed", "Once ")
    assert passage.row.error is not None
    assert passage.row.error["code"] == "died"
    assert hours.now == 300


def test_without_patience_it_fails_at_once(desk: Desk, hours: Hours) -> None:
    desk.craft(silent(1))
    story = desk.begin(model="url", craft="free")
    patient(desk, hours, 0).write(story.passages[0].row.id)
    assert (written(desk, story.row.id).row.state, hours.waited) == ("failed", [])


def test_a_person_stops_one_that_waits(desk: Desk, hours: Hours) -> None:
    """The heart, which beats on, wakes its writer."""
    desk.craft(silent(1000))
    story = desk.begin(model="url", craft="free")
    passage_id = story.passages[0].row.id

    def stop(woken: threading.Event) -> None:
        writing.stop(desk.acting, passage_id)
        assert woken.wait(5)

    hours.meanwhile = stop
    patient(desk, hours).write(passage_id)
    passage = written(desk, story.row.id)
    assert (passage.row.state, passage.text, passage.row.error) == ("stopped", "Once ", None)
    assert hours.waited == [1]


def test_a_closing_process_lays_down_what_waits(desk: Desk, hours: Hours) -> None:
    desk.craft(silent(1000))
    story = desk.begin(model="url", craft="free")
    passage_id = story.passages[0].row.id

    def close(woken: threading.Event) -> None:
        desk.writer.closing.set()
        desk.heart.interrupt_all()
        assert woken.is_set()

    hours.meanwhile = close
    patient(desk, hours).write(passage_id)
    passage = written(desk, story.row.id)
    assert (passage.row.state, passage.text, passage.row.error) == ("queued", "Once ", None)
    assert desk.rung == [passage_id]


def test_who_closes_before_the_wait_began_does_not_wait(desk: Desk, hours: Hours) -> None:
    def fails_late(_text: str) -> Iterator[Piece]:
        yield piece("Once ")
        raise AWAY

    desk.craft(fails_late)
    story = desk.begin(model="url", craft="free")
    publish = desk.writer.publish

    def close_when_told(story_id: int, event: object) -> None:
        publish(story_id, event)  # type: ignore[arg-type]
        if getattr(event, "error", None):
            desk.writer.closing.set()

    writer = replace(patient(desk, hours), publish=close_when_told)
    writer.write(story.passages[0].row.id)
    assert (written(desk, story.row.id).row.state, hours.waited) == ("queued", [])


def test_one_that_was_taken_over_while_it_waited_is_let_go(desk: Desk, hours: Hours) -> None:
    tell = silent(1)
    desk.craft(tell)
    story = desk.begin(model="url", craft="free")
    passage_id = story.passages[0].row.id

    def taken_over(_woken: threading.Event) -> None:
        fence = stored(desk, passage_id).fence
        replace(desk.writer, heart=desk.heart).write(passage_id, over=fence)

    hours.meanwhile = taken_over
    patient(desk, hours).write(passage_id)
    passage = written(desk, story.row.id)
    assert (passage.row.state, passage.text) == ("done", "Once there was.")
