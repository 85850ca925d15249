"""Nothing unfinished is forgotten: not when a ring is lost, nor when a writer dies."""

import pytest

from raconteur.engine.sweep import LEASE_S, RING_AGAIN_S, Sweep
from raconteur.store import passages, pieces
from raconteur.store.base import DatabaseError, writing
from tests.engine.conftest import Desk, claim


class Watched:
    """A sweep with a clock of ours, and what it did."""

    def __init__(self, desk: Desk, spare: int = 9) -> None:
        self.now = 0.0
        self.rung: list[int] = []
        self.taken: list[tuple[int, int]] = []
        self.sweep = Sweep(
            desk.sessions,
            self.rung.append,
            lambda passage_id, over: self.taken.append((passage_id, over)),
            lambda: spare,
            clock=lambda: self.now,
        )

    def look_after(self, seconds: float) -> None:
        self.now += seconds
        self.sweep.look()


@pytest.fixture
def passage_id(desk: Desk) -> int:
    return desk.begin().passages[0].row.id


def test_a_lost_ring_is_repeated_after_a_while_and_again(desk: Desk, passage_id: int) -> None:
    watched = Watched(desk)
    watched.look_after(0)
    watched.look_after(RING_AGAIN_S - 0.1)
    assert watched.rung == []
    watched.look_after(0.2)
    assert watched.rung == [passage_id]
    watched.look_after(RING_AGAIN_S)
    assert watched.rung == [passage_id, passage_id]


def test_a_writer_that_beats_keeps_its_passage(desk: Desk, passage_id: int) -> None:
    fence = claim(desk.sessions, passage_id)
    watched = Watched(desk)
    for _ in range(10):
        watched.look_after(LEASE_S - 0.1)
        with writing(desk.sessions) as session:
            assert pieces.beat(session, {passage_id: fence}) == {passage_id}
    assert watched.taken == []


def test_a_writer_that_shows_no_life_loses_it(desk: Desk, passage_id: int) -> None:
    fence = claim(desk.sessions, passage_id)
    watched = Watched(desk)
    watched.look_after(0)
    watched.look_after(LEASE_S)
    assert watched.taken == [(passage_id, fence)]


def test_text_is_a_sign_of_life(desk: Desk, passage_id: int) -> None:
    fence = claim(desk.sessions, passage_id)
    watched = Watched(desk)
    watched.look_after(0)
    watched.look_after(LEASE_S - 0.1)
    with writing(desk.sessions) as session:
        assert pieces.grow(session, pieces.Growth(passage_id, fence, 0, "Once", [], None, None))
    watched.look_after(0.2)
    watched.look_after(LEASE_S - 0.3)
    assert watched.taken == []


def test_it_rings_for_no_more_than_the_hands_that_are_free(desk: Desk) -> None:
    first = desk.begin().passages[0].row.id
    second = desk.begin().passages[0].row.id
    watched = Watched(desk, spare=1)
    watched.look_after(0)
    watched.look_after(RING_AGAIN_S)
    assert watched.rung == [first]
    watched.look_after(1)
    assert watched.rung == [first, second]
    idle = Watched(desk, spare=0)
    idle.look_after(0)
    idle.look_after(RING_AGAIN_S)
    assert idle.rung == []


def test_nobody_is_taken_for_dead_because_the_database_was_away(
    desk: Desk, passage_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_session: object) -> None:
        raise DatabaseError("connection refused")

    fence = claim(desk.sessions, passage_id)
    watched = Watched(desk)
    watched.look_after(0)
    with monkeypatch.context() as gone:
        gone.setattr(passages, "unfinished", away)
        with pytest.raises(DatabaseError):
            watched.look_after(LEASE_S)
    watched.look_after(1)
    watched.look_after(LEASE_S - 0.1)
    assert watched.taken == []
    watched.look_after(0.2)
    assert watched.taken == [(passage_id, fence)]
