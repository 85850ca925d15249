"""Within a process, those who write to a SQLite file go in the order they came."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from raconteur.store import base
from raconteur.store.base import (
    DatabaseError,
    Sessions,
    for_writing,
    open_engine,
    open_sessions,
    reading,
    writing,
)
from raconteur.store.sqlite_writers import Turns, Writer

PATIENCE_S = 10.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.db"


@pytest.fixture
def sessions(file: Path) -> Iterator[Sessions]:
    engine = open_engine(f"sqlite:///{file}")
    made = open_sessions(engine)
    with writing(made) as session:
        session.execute(sa.text("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER UNIQUE)"))
    yield made
    engine.dispose()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "BUSY_TIMEOUT_MS", 50)


def write(sessions: Sessions, n: int) -> None:
    with writing(sessions) as session:
        session.execute(sa.text("INSERT INTO t (n) VALUES (:n)"), {"n": n})


def written(sessions: Sessions) -> list[int]:
    with reading(sessions) as session:
        return list(session.scalars(sa.text("SELECT n FROM t ORDER BY id")))


def begun(act: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def until(true: Callable[[], bool]) -> None:
    """A thread gets as far as that by itself."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / 0.002)):
        if true():
            return
        pause.wait(0.002)
    raise AssertionError("it did not come to it")


def test_each_has_their_turn_in_the_order_they_came() -> None:
    turns, came = Turns(), list[int]()

    def act(n: int) -> None:
        assert turns.take(PATIENCE_S)
        came.append(n)
        turns.leave()

    assert turns.take(0)
    threads = []
    for n in range(20):
        threads.append(begun(lambda n=n: act(n)))  # type: ignore[misc]
        until(lambda n=n: len(turns._waiting) == n + 1)  # type: ignore[misc]
    turns.leave()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert came == list(range(20))


def test_who_goes_away_keeps_nobody_waiting() -> None:
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.leave()
    assert turns.take(0)


def test_many_writers_at_once_all_write(sessions: Sessions) -> None:
    threads = [begun(lambda n=n: write(sessions, n)) for n in range(14)]  # type: ignore[misc]
    for thread in threads:
        thread.join(PATIENCE_S)
    assert sorted(written(sessions)) == list(range(14))


def test_a_writer_that_fails_passes_its_turn_on(sessions: Sessions) -> None:
    write(sessions, 1)
    with pytest.raises(DatabaseError):
        write(sessions, 1)
    with pytest.raises(KeyError), writing(sessions):
        raise KeyError
    write(sessions, 2)
    assert written(sessions) == [1, 2]


def test_a_session_that_begins_anew_lets_others_write_in_between(sessions: Sessions) -> None:
    with sessions() as session:
        for_writing(session)
        for_writing(session)
        session.commit()
        write(sessions, 1)
        for_writing(session)
        session.rollback()
        write(sessions, 2)


def test_a_commit_that_failed_is_not_the_end_of_a_turn(file: Path) -> None:
    one, other = (sqlite3.connect(file, factory=Writer, isolation_level=None) for _ in range(2))
    one.executescript(
        "PRAGMA foreign_keys = ON; CREATE TABLE a (id INTEGER PRIMARY KEY);"
        "CREATE TABLE b (a INTEGER REFERENCES a DEFERRABLE INITIALLY DEFERRED)"
    )
    assert one.wait_for_turn(0)
    one.execute("BEGIN IMMEDIATE")
    one.execute("INSERT INTO b VALUES (7)")
    with pytest.raises(sqlite3.IntegrityError):
        one.commit()
    assert not other.wait_for_turn(0)
    one.rollback()
    assert other.wait_for_turn(0)
    other.close()
    assert one.wait_for_turn(0)
    one.close()


@pytest.mark.usefixtures("impatient")
def test_who_writes_twice_at_once_is_told_and_not_kept_for_ever(sessions: Sessions) -> None:
    with writing(sessions) as session:
        with pytest.raises(DatabaseError, match="has not ended its writing"):
            write(sessions, 1)
        session.execute(sa.text("INSERT INTO t (n) VALUES (2)"))
    write(sessions, 3)
    assert written(sessions) == [2, 3]


@pytest.mark.usefixtures("impatient")
def test_another_process_is_waited_for_as_before(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    sessions = open_sessions(engine)
    with writing(sessions) as session:
        session.execute(sa.text("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)"))
    elsewhere = sqlite3.connect(file, isolation_level=None)
    elsewhere.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseError, match="database is locked"):
        write(sessions, 1)
    elsewhere.close()
    write(sessions, 2)
    assert written(sessions) == [2]
    engine.dispose()


def test_two_engines_of_one_file_take_turns(sessions: Sessions, file: Path) -> None:
    """As the page's requests and the writers of `raconteur serve` do."""
    engine = open_engine(f"sqlite:///{file}")
    waited: list[threading.Thread] = []
    with writing(sessions) as session:
        waited.append(begun(lambda: write(open_sessions(engine), 2)))
        turns = session.connection().connection.driver_connection._turns  # type: ignore[union-attr]
        until(lambda: len(turns._waiting) == 1)
        session.execute(sa.text("INSERT INTO t (n) VALUES (1)"))
    waited[0].join(PATIENCE_S)
    assert written(sessions) == [1, 2]
    engine.dispose()
