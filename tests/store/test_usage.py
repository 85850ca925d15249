"""What is used adds up, whoever counts at the same moment."""

import datetime as dt
import threading

import pytest

from raconteur.store import usage
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.usage import Counted

DAY = dt.date(2026, 3, 31)


def counted(user_id: int, prompt: int = 1, completion: int = 2, **more: object) -> Counted:
    known = {"day": DAY, "model": "url", "cost": 3, **more}
    return Counted(
        user_id=user_id,
        prompt_tokens=prompt,
        completion_tokens=completion,
        **known,  # type: ignore[arg-type]
    )


def rows(sessions: Sessions) -> list[tuple[object, ...]]:
    with reading(sessions) as session:
        return [
            (row.user_id, row.day, row.model, row.prompt_tokens, row.completion_tokens, row.cost)
            for row, _ in usage.since(session, dt.date(2026, 1, 1))
        ]


def test_two_who_count_at_once_lose_no_token(
    sessions: Sessions, user_id: int, other_user: int
) -> None:
    """Each names the users in another order, as two processes would."""
    together = threading.Barrier(4)
    failed: list[BaseException] = []

    def count(*users: int) -> None:
        try:
            together.wait(10)
            for _ in range(25):
                with writing(sessions, synced=False) as session:
                    usage.add(session, [counted(user) for user in users])
        except BaseException as error:
            failed.append(error)
            raise

    orders = [(user_id, other_user), (other_user, user_id)] * 2
    threads = [threading.Thread(target=count, args=order) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    users = sorted((user_id, other_user))
    assert rows(sessions) == [(user, DAY, "url", 100, 200, 300) for user in users]


def test_each_model_and_day_has_its_own_row_newest_first(sessions: Sessions, user_id: int) -> None:
    later = DAY + dt.timedelta(days=1)
    with writing(sessions) as session:
        usage.add(session, [counted(user_id), counted(user_id, model="bundled", cost=0)])
        usage.add(session, [counted(user_id, day=later)])
    assert [row[1:3] for row in rows(sessions)] == [(later, "url"), (DAY, "bundled"), (DAY, "url")]


@pytest.mark.parametrize(
    ("first", "then", "sum_"), [(None, None, None), (None, 5, 5), (5, None, 5), (5, 7, 12)]
)
def test_an_unknown_cost_takes_nothing_from_a_known_one(
    sessions: Sessions, user_id: int, first: int | None, then: int | None, sum_: int | None
) -> None:
    for cost in (first, then):
        with writing(sessions) as session:
            usage.add(session, [counted(user_id, cost=cost)])
    assert [row[-1] for row in rows(sessions)] == [sum_]


def test_days_and_months_are_summed_for_one_and_for_all(
    sessions: Sessions, user_id: int, other_user: int
) -> None:
    first = DAY.replace(day=1)
    with writing(sessions) as session:
        usage.add(session, [counted(user_id), counted(user_id, model="own:1", cost=None)])
        usage.add(session, [counted(other_user), counted(user_id, day=first)])
        usage.add(session, [counted(user_id, day=first - dt.timedelta(days=1))])
    with reading(sessions) as session:
        assert usage.tokens_of(session, DAY, {user_id, 99}) == {user_id: 6, 99: 0}
        assert usage.tokens_on(session, DAY) == 9
        assert usage.cost_of(session, first, {user_id}) == {user_id: 6}
        assert usage.cost_since(session, first) == 9
        assert usage.tokens_on(session, DAY + dt.timedelta(days=9)) == 0


def test_what_does_not_fit_32_bits_is_counted(sessions: Sessions, user_id: int) -> None:
    for _ in range(2):
        with writing(sessions) as session:
            usage.add(session, [counted(user_id, prompt=3_000_000_000, cost=9_000_000_000)])
    assert rows(sessions) == [(user_id, DAY, "url", 6_000_000_000, 4, 18_000_000_000)]
