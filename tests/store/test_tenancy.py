"""One server is alone with a PostgreSQL database, or many share it; never both."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest
import sqlalchemy as sa

from raconteur.settings import Settings
from raconteur.store import tenancy
from raconteur.store.base import Sessions, reading
from raconteur.store.tenancy import Occupied, Tenancy
from tests.cluster.asking import until

Enter = Callable[[bool], Tenancy]
HELD = sa.text(
    "select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database"
    " where locktype = 'advisory' and granted and datname = current_database()"
)
ENDED = sa.text(
    "select count(pg_terminate_backend(pid)) from pg_stat_activity"
    " where application_name = 'raconteur tenancy' and datname = current_database()"
)


@pytest.fixture
def enter(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Enter]:
    """A process that comes, alone or not."""
    if not settings.database.startswith("postgresql"):
        pytest.skip("a file is guarded by its folder's lock")
    monkeypatch.setattr(tenancy, "_MANNERS", ("SET lock_timeout = 100",))
    with ExitStack() as stack:

        def enters(alone: bool) -> Tenancy:
            found = Tenancy(settings.database, alone=alone)
            found.start()
            stack.callback(found.stop)
            return found

        yield enters


def asked(sessions: Sessions, question: sa.TextClause) -> int:
    with reading(sessions) as session:
        return int(session.scalar(question) or 0)


def test_many_share_a_database(enter: Enter) -> None:
    enter(False)
    enter(False)


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True)])
def test_who_must_be_alone_is(enter: Enter, first: bool, second: bool) -> None:
    there = enter(first)
    with pytest.raises(Occupied, match="must be alone"):
        enter(second)
    there.stop()
    enter(second)


def test_a_place_that_was_lost_is_taken_again(enter: Enter, sessions: Sessions) -> None:
    enter(True)
    assert asked(sessions, ENDED) == 1
    until(lambda: asked(sessions, HELD) == 1)
    with pytest.raises(Occupied):
        enter(False)


def test_who_finds_others_in_the_lost_place_says_so(
    enter: Enter, sessions: Sessions, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    enter(True)
    with caplog.at_level(logging.ERROR):
        address = settings.database.replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as other:
            asked(sessions, ENDED)
            other.execute(f"select pg_advisory_lock_shared{tenancy._LOCK}")
            until(lambda: "must be alone" in caplog.text)
        until(lambda: asked(sessions, HELD) == 1)


def test_nothing_is_said_while_a_place_is_held(enter: Enter, sessions: Sessions) -> None:
    enter(True)
    state = sa.text(
        "select state_change from pg_stat_activity"
        " where application_name = 'raconteur tenancy' and datname = current_database()"
    )
    with reading(sessions) as session:
        before = session.scalar(state)
    with reading(sessions) as session:
        session.execute(sa.text(f"select pg_sleep({tenancy.PAUSE_S * 2})"))
    with reading(sessions) as session:
        assert session.scalar(state) == before
