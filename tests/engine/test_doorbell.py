"""Whoever is rung for is looked at, also when the first look failed."""

import threading

import pytest

from raconteur.engine import doorbell
from raconteur.engine.doorbell import ThreadBell


def test_a_look_that_failed_is_repeated_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "AGAIN_S", 0.0)
    looks: list[int] = []
    seen = threading.Event()

    def look(passage_id: int, _over: int | None) -> None:
        looks.append(passage_id)
        if len(looks) == 1:
            raise OSError("the database is locked")
        seen.set()

    bell = ThreadBell(look, threads=1)
    bell.start()
    bell.ring(7)
    assert seen.wait(5)
    bell.stop(5)
    assert looks == [7, 7]


def test_several_are_written_at_once_and_the_rest_wait() -> None:
    both, release, third = threading.Barrier(3), threading.Event(), threading.Event()
    looks: list[int] = []

    def look(passage_id: int, _over: int | None) -> None:
        looks.append(passage_id)
        if passage_id < 3:
            both.wait(5)
            release.wait(5)
        else:
            third.set()

    bell = ThreadBell(look, threads=2)
    bell.start()
    for passage_id in (1, 2, 3):
        bell.ring(passage_id)
    both.wait(5)
    assert sorted(looks) == [1, 2]
    release.set()
    assert third.wait(5)
    bell.stop(5)
    assert sorted(looks) == [1, 2, 3]
