"""A cap that is reached pauses what is being written: no word is lost, none is told twice."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from raconteur.craft.brief import Brief
from raconteur.craft.piece import Piece
from raconteur.engine.heart import Hold
from raconteur.engine.sweep import ROOM_S, Sweep
from raconteur.engine.tally import Tally
from raconteur.services import caps, editing, limits, pausing, stories, writing
from raconteur.services.caps import Limits, Price
from raconteur.services.errors import Conflict
from raconteur.store import leaving, pieces, usage
from raconteur.store.base import DatabaseError, reading
from raconteur.store.base import writing as changing
from raconteur.store.users import User
from tests.engine.conftest import Desk, claim, piece

WORDS = [f"w{n} " for n in range(10)]


@pytest.fixture(autouse=True)
def said_by_number(desk: Desk) -> None:
    """A craft that says ten words, each of which takes a hundred tokens; what was used is counted
    after each."""

    def write(
        brief: Brief,
        text: str,
        plan: Mapping[str, object] | None,
        state: Mapping[str, object] | None,
        pen: Any,
    ) -> Iterator[Piece]:
        for word in WORDS[len(text.split()) :]:
            pen.usage.add(60, 40)
            yield piece(word)
            desk.tally.count()

    desk.monkeypatch.setattr("raconteur.craft.write", write)


def allow(desk: Desk, **values: Any) -> None:
    limits.write(desk.acting, Limits(**values))


def used(desk: Desk) -> list[tuple[str, int, int, int | None]]:
    with reading(desk.sessions) as session:
        return [
            (row.model, row.prompt_tokens, row.completion_tokens, row.cost)
            for row, _ in usage.since(session, caps.today())
        ]


def shown(desk: Desk, story_id: int) -> tuple[str, str, str | None]:
    desk.read_anew()
    [passage] = stories.get(desk.acting, story_id).passages
    error = passage.row.error
    return passage.row.state, passage.text, str(error["code"]) if error else None


def heard(desk: Desk) -> str:
    """What a reader has, who was told everything; each offset where the last one ended."""
    text = ""
    for event in desk.published("text"):
        assert event.offset == len(text)
        text += event.text
    return text


def test_what_is_written_is_counted(desk: Desk) -> None:
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    assert used(desk) == [("bundled", 600, 400, 0)]


@pytest.mark.parametrize("cap", ["cap", "server_cap"])
def test_a_cap_that_is_reached_pauses_and_a_higher_one_goes_on(desk: Desk, cap: str) -> None:
    name = "each_tokens_a_day" if cap == "cap" else "tokens_a_day"
    allow(desk, **{name: 350})
    story = desk.begin()
    passage_id = story.passages[0].row.id
    desk.writer.write(passage_id)
    state, text, error = shown(desk, story.row.id)
    assert (state, error) == ("paused", cap)
    assert text == "".join(WORDS[: len(text.split())]) == heard(desk)
    assert 3 <= len(text.split()) < 10
    last = desk.published("state")[-1]
    assert (last.state, last.length) == ("paused", len(text))
    assert last.error is not None
    # A ring too many changes nothing.
    desk.writer.write(passage_id)
    assert shown(desk, story.row.id)[0] == "paused"

    allow(desk, **{name: 5000})
    assert desk.acting.ring.__self__[-1] == passage_id  # type: ignore[attr-defined]
    assert shown(desk, story.row.id) == ("queued", text, None)
    desk.writer.write(passage_id)
    assert shown(desk, story.row.id) == ("done", "".join(WORDS), None)
    assert heard(desk) == "".join(WORDS)
    [(_, prompt, completion, _)] = used(desk)
    # The word that was being written when it paused was thought of twice at most.
    assert 1000 <= prompt + completion <= 1100


def test_what_is_asked_for_beyond_a_cap_is_paused_not_refused(desk: Desk) -> None:
    allow(desk, tokens_a_day=0)
    story = desk.begin()
    assert story.state == "paused"
    with pytest.raises(Conflict) as refused:
        writing.resume(desk.acting, story.passages[0].row.id)
    assert refused.value.kind == "cap"
    assert "tomorrow" in str(refused.value)
    allow(desk)
    desk.writer.write(story.passages[0].row.id)
    assert shown(desk, story.row.id) == ("done", "".join(WORDS), None)


def test_what_waits_in_the_queue_is_paused_when_its_turn_comes(desk: Desk) -> None:
    story = desk.begin()
    with changing(desk.sessions) as session:
        limits.set_own_cap(session, session.get_one(User, desk.acting.user_id), 0)
    assert desk.writer.take_a_turn() == story.passages[0].row.id
    assert shown(desk, story.row.id) == ("paused", "", "cap")
    assert used(desk) == []
    assert desk.writer.take_a_turn() is None


def test_a_passage_taken_over_goes_on_from_its_last_word_whatever_is_reached(desk: Desk) -> None:
    """Its holder died; whoever takes it over finds the cap reached, and later that it is not."""
    story = desk.begin()
    passage_id = story.passages[0].row.id
    fence = claim(desk.sessions, passage_id)
    with changing(desk.sessions) as session:
        growth = pieces.Growth(passage_id, fence, 0, "w0 w1 ", [], None, None)
        assert pieces.grow(session, growth)
    allow(desk, tokens_a_day=0)
    desk.writer.write(passage_id, over=fence)
    assert shown(desk, story.row.id) == ("paused", "w0 w1 ", "server_cap")
    with changing(desk.sessions) as session:
        late = pieces.Growth(passage_id, fence, 6, "zombie", [], None, None)
        assert not pieces.grow(session, late)
    allow(desk)
    desk.writer.write(passage_id)
    assert shown(desk, story.row.id) == ("done", "".join(WORDS), None)


def test_a_cap_on_cost_pauses_what_costs_and_lets_a_free_model_write(desk: Desk) -> None:
    allow(desk, cost_a_month=500, prices={"url": Price(1, 4)})
    dear = desk.begin(model="url", craft="free")
    desk.writer.write(dear.passages[0].row.id)
    assert shown(desk, dear.row.id)[::2] == ("paused", "server_cap")
    [(_, prompt, completion, cost)] = used(desk)
    assert cost == prompt + 4 * completion
    free = desk.begin()
    desk.writer.write(free.passages[0].row.id)
    assert shown(desk, free.row.id)[0] == "done"
    [(_, *rest), _] = used(desk)
    assert rest == [600, 400, 0]


def test_a_price_below_a_millionth_a_token_adds_up(desk: Desk) -> None:
    allow(desk, prices={"bundled": Price(0.0125, 0)})
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    assert used(desk) == [("bundled", 600, 400, 7)]


def test_who_stops_a_paused_one_has_what_was_written(desk: Desk) -> None:
    allow(desk, tokens_a_day=250)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    text = shown(desk, story.row.id)[1]
    writing.stop(desk.acting, story.passages[0].row.id)
    assert shown(desk, story.row.id) == ("stopped", text, None)
    with reading(desk.sessions) as session:
        assert pieces.of(session, story.passages[0].row.id) == []


def test_what_is_paused_is_neither_carried_on_nor_told_anew_nor_edited(desk: Desk) -> None:
    allow(desk, tokens_a_day=0)
    story = desk.begin()
    passage_id = story.passages[0].row.id
    with pytest.raises(Conflict, match="Stop it first"):
        writing.go_on(desk.acting, story.row.id, None, None)
    with pytest.raises(Conflict, match="Stop it first"):
        writing.retake(desk.acting, passage_id)
    with pytest.raises(Conflict, match="Stop it first"):
        editing.edit(desk.acting, passage_id, "Mine.", 0)


def test_the_day_turns_and_the_sweep_lets_it_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, rung = [0.0], list[int]()
    sweep = Sweep(
        desk.sessions,
        lambda _: None,
        lambda *_: None,
        lambda: 9,
        lambda: pausing.look(
            desk.sessions, desk.writer.models.is_local, desk.writer.publish, rung.append
        ),
        clock=lambda: clock[0],
    )
    allow(desk, tokens_a_day=250)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    sweep.look()
    tomorrow = caps.today() + dt.timedelta(days=1)
    monkeypatch.setattr(caps, "today", lambda: tomorrow)
    sweep.look()
    assert rung == []
    clock[0] = ROOM_S
    sweep.look()
    assert rung == [story.passages[0].row.id]
    assert shown(desk, story.row.id)[::2] == ("queued", None)
    assert desk.published("state")[-1].state == "queued"


def test_a_database_that_is_away_makes_nothing_uncounted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise DatabaseError("connection refused")

    with desk.tally.metering(desk.acting.user_id, "bundled", Hold(1, 1)) as meter:
        meter.usage.add(3, 4)
        with monkeypatch.context() as gone:
            gone.setattr(usage, "add", away)
            with pytest.raises(DatabaseError):
                desk.tally.count()
        meter.usage.add(1, 1)
    desk.tally.count()
    desk.tally.count()
    assert used(desk) == [("bundled", 4, 5, 0)]


def test_somebody_who_left_keeps_nobody_else_from_being_counted(desk: Desk) -> None:
    with changing(desk.sessions) as session:
        gone = User(name="gone")
        session.add(gone)
        session.flush()
    with (
        desk.tally.metering(gone.id, "bundled", Hold(1, 1)) as theirs,
        desk.tally.metering(desk.acting.user_id, "bundled", Hold(2, 1)) as ours,
    ):
        theirs.usage.add(5, 5)
        ours.usage.add(3, 4)
        with changing(desk.sessions) as session:
            leaving.forget(session, gone.id)
    desk.tally.count()
    assert used(desk) == [("bundled", 3, 4, 0)]


def test_what_ends_with_its_process_is_counted(desk: Desk) -> None:
    tally = Tally(desk.sessions, desk.writer.models.is_local)
    tally.start()
    with tally.metering(desk.acting.user_id, "bundled", Hold(1, 1)) as meter:
        meter.usage.add(3, 4)
    with tally.metering(desk.acting.user_id, "bundled", Hold(2, 1)) as meter:
        meter.usage.add(1, 1)
    tally.stop()
    assert used(desk) == [("bundled", 4, 5, 0)]
    assert tally._meters == []
