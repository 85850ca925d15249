"""A holder shows that it lives, and hears when a passage is not its own any more."""

import threading

import pytest

from raconteur.engine import heart
from raconteur.services import writing as asking
from raconteur.store import passages, pieces
from raconteur.store.base import reading, writing
from tests.engine.conftest import Desk, claim

PATIENCE_S = 10.0


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heart, "BEAT_S", 0.01)


def held(desk: Desk) -> tuple[int, int]:
    passage_id = desk.begin().passages[0].row.id
    return passage_id, claim(desk.sessions, passage_id)


def beat_of(desk: Desk) -> int:
    with reading(desk.sessions) as session:
        [row] = passages.unfinished(session)
    return row.beat


def test_what_is_held_beats(desk: Desk) -> None:
    passage_id, fence = held(desk)
    before = beat_of(desk)
    with desk.heart.holding(passage_id, fence):
        until = threading.Event()
        for _ in range(int(PATIENCE_S / 0.01)):
            if beat_of(desk) > before + 2:
                until.set()
                break
            until.wait(0.01)
        assert until.is_set()


def test_who_is_stopped_is_interrupted_whatever_it_waits_for(desk: Desk) -> None:
    passage_id, fence = held(desk)
    interrupted = threading.Event()
    with desk.heart.holding(passage_id, fence) as hold:
        hold.interrupt = interrupted.set
        asking.stop(desk.acting, passage_id)
        assert interrupted.wait(PATIENCE_S)
        assert hold.lost


def test_who_is_taken_over_is_interrupted_too(desk: Desk) -> None:
    passage_id, fence = held(desk)
    interrupted = threading.Event()
    with desk.heart.holding(passage_id, fence) as hold:
        hold.interrupt = interrupted.set
        with writing(desk.sessions) as session:
            assert pieces.claim(session, passage_id, over=fence) == fence + 1
        assert interrupted.wait(PATIENCE_S)
        assert hold.lost


def test_who_is_told_of_a_stop_does_not_wait_for_the_next_beat(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heart, "BEAT_S", 10 * PATIENCE_S)
    slow = heart.Heart(desk.sessions)
    slow.start()
    passage_id, fence = held(desk)
    interrupted = threading.Event()
    with slow.holding(passage_id, fence) as hold:
        hold.interrupt = interrupted.set
        asking.stop(desk.acting, passage_id)
        slow.hurry()
        assert interrupted.wait(PATIENCE_S)
    slow.stop()


def test_a_closing_process_interrupts_all(desk: Desk) -> None:
    passage_id, fence = held(desk)
    interrupted = threading.Event()
    with desk.heart.holding(passage_id, fence) as hold:
        hold.interrupt = interrupted.set
        desk.heart.interrupt_all()
        assert interrupted.is_set()
        assert not hold.lost


def test_who_is_taken_over_by_another_of_the_same_process_is_interrupted(desk: Desk) -> None:
    passage_id, fence = held(desk)
    interrupted = threading.Event()
    with desk.heart.holding(passage_id, fence) as hold:
        hold.interrupt = interrupted.set
        with desk.heart.holding(passage_id, fence + 1) as other:
            assert interrupted.is_set()
            assert (hold.lost, other.lost) == (True, False)
