"""What costs something is asked for those who look, rarely, and never makes them wait for long."""

import threading

import pytest

from raconteur.observe import sampled
from raconteur.observe.sampled import EVERY_S, REST, TOO_OLD_S, Sampled


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_not_asked_again_within_fifteen_seconds() -> None:
    clock, answers = Clock(), iter((1, 2))
    watch = Sampled(lambda: next(answers), clock)
    assert (watch.latest(), watch.latest()) == (1, 1)
    clock.now += EVERY_S
    assert watch.latest() == 2


def test_what_takes_long_is_asked_more_rarely() -> None:
    clock, asked = Clock(), []

    def slow() -> int:
        clock.now += 1.0
        asked.append(1)
        return len(asked)

    watch = Sampled(slow, clock)
    assert watch.latest() == 1
    clock.now += REST - 2
    assert watch.latest() == 1
    clock.now += 2
    assert watch.latest() == 2


def test_where_nothing_answers_the_last_answer_is_given_for_a_while_and_then_none() -> None:
    clock, answers = Clock(), [7]
    watch = Sampled(lambda: answers.pop(), clock)
    assert watch.latest() == 7
    assert watch.well
    clock.now += EVERY_S
    assert watch.latest() == 7
    assert not watch.well
    clock.now += TOO_OLD_S + 1
    assert watch.latest() is None


def test_whoever_looks_does_not_wait_for_one_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampled, "WAIT_S", 0.01)
    go_on, asked = threading.Event(), []

    def hangs() -> int:
        asked.append(1)
        go_on.wait(10)
        return 1

    watch = Sampled(hangs)
    assert watch.latest() is None
    assert watch.latest() is None
    assert not watch.well
    assert len(asked) == 1, "one at a time"
    go_on.set()
