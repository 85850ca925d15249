"""What a cap paused goes on when there is room, told once whoever looks."""

import datetime as dt
import threading

import pytest

from raconteur.models.registry import Models
from raconteur.services import caps, limits, pausing, writing
from raconteur.services.acting import Acting, Event, Visitor
from raconteur.services.caps import FREE, Limits, Price, Room, Standing
from raconteur.services.wishes import Wish
from raconteur.store.base import DatabaseError, Sessions, reading
from raconteur.store.base import writing as changing
from raconteur.store.passages import Passage
from raconteur.store.users import User


def cap_of(sessions: Sessions, user_id: int, tokens: int | None) -> None:
    with changing(sessions) as session:
        limits.set_own_cap(session, session.get_one(User, user_id), tokens)


def pause(acting: Acting, sessions: Sessions, count: int) -> list[int]:
    """So many stories beyond the cap."""
    cap_of(sessions, acting.user_id, 0)
    found = []
    for _ in range(count):
        story = writing.begin(acting, Wish(prompt="A bear"))
        assert story.state == "paused"
        found.append(story.passages[0].row.id)
    acting.session.rollback()
    return found


def test_of_all_who_look_at_the_same_moment_one_tells_of_each(
    acting: Acting, sessions: Sessions, models: Models
) -> None:
    paused = pause(acting, sessions, 12)
    cap_of(sessions, acting.user_id, None)
    together, rung = threading.Barrier(4), list[int]()
    told: list[int] = []
    failed: list[DatabaseError] = []

    def publish(_story: int, event: Event) -> None:
        told.append(event.passage)

    def look() -> None:
        together.wait(10)
        try:
            pausing.look(sessions, models.is_local, publish, rung.append)
        except DatabaseError as error:
            failed.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    # Who was in another's hands just then is found at the next look.
    pausing.look(sessions, models.is_local, publish, rung.append)
    assert sorted(told) == sorted(rung) == paused
    with reading(sessions) as session:
        assert {session.get_one(Passage, each).state for each in paused} == {"queued"}


def test_only_those_with_room_go_on(
    acting: Acting, sessions: Sessions, models: Models, other_user: int
) -> None:
    with sessions() as session:
        other = Acting(session, Visitor(other_user), acting.ring, acting.publish, models)
        [theirs] = pause(other, sessions, 1)
    [mine] = pause(acting, sessions, 1)
    cap_of(sessions, other_user, 1)
    rung: list[int] = []
    pausing.look(sessions, models.is_local, acting.publish, rung.append)
    assert rung == [theirs]
    with reading(sessions) as session:
        assert session.get_one(Passage, mine).state == "paused"


LIMITS = Limits(prices={"dear": Price(1, 2), "gift": FREE})


@pytest.mark.parametrize(
    ("model", "local", "own", "server", "reached"),
    [
        ("dear", False, Room(5, None, 1, None), Room(None, None, None, None), None),
        ("dear", False, Room(5, None, 0, None), Room(9, None, 0, None), "cap"),
        ("dear", False, Room(5, None, 1, None), Room(9, None, -3, None), "server_cap"),
        ("here", True, Room(5, None, 0, None), Room(None, None, None, None), "cap"),
        ("dear", False, Room(None, 9, None, 0), Room(None, None, None, None), "cap"),
        # What costs nothing goes on when the money is used up; of what costs nobody knows it.
        ("here", True, Room(None, 9, None, 0), Room(None, 9, None, 0), None),
        ("gift", False, Room(None, 9, None, 0), Room(None, 9, None, 0), None),
        ("unknown", False, Room(None, None, None, None), Room(None, 9, None, 0), "server_cap"),
    ],
)
def test_which_cap_keeps_which_model_from_writing(
    model: str, local: bool, own: Room, server: Room, reached: str | None
) -> None:
    assert Standing(LIMITS, own, server).reached(model, local=local) == reached


def test_limits_are_kept_as_they_are() -> None:
    full = Limits(1, 2, 3, "EUR", {"url": Price(0.15, 0.6)})
    for each in (Limits(), full):
        assert Limits.of(each.written()) == each
    assert Limits.of(None) == Limits()
    assert Limits.of({**full.written(), "of a later version": 9}) == full


def test_days_and_months_are_of_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    new_year = dt.datetime(2027, 1, 1, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    monkeypatch.setattr(caps, "now", lambda: new_year.astimezone(dt.UTC))
    assert caps.today() == dt.date(2026, 12, 31)
    assert caps.this_month() == dt.date(2026, 12, 1)
