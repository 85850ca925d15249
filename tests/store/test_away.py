"""A database that cannot be reached is told from one that refuses."""

import sqlite3

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from raconteur.store.base import (
    Sessions,
    ask,
    is_away,
    open_engine,
    open_sessions,
    reading,
    writing,
)
from tests.parts.process import free_port

WRITE = "update prompt set title = 'Night'"


def raised(sessions: Sessions, statement: str) -> Exception:
    with reading(sessions) as session, pytest.raises(DBAPIError) as caught:
        session.execute(sa.text(statement))
    return caught.value


def test_a_server_that_is_not_there_is_away() -> None:
    engine = open_engine(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none")
    with pytest.raises(OperationalError) as caught, reading(open_sessions(engine)) as session:
        ask(session)
    assert is_away(caught.value)


def test_a_statement_that_is_refused_is_not(sessions: Sessions) -> None:
    assert not is_away(raised(sessions, "select * from no_such_table"))


def test_a_lost_connection_is_away(sessions: Sessions) -> None:
    bind = sessions.kw["bind"]
    if bind.dialect.name != "postgresql":
        pytest.skip("a file has no connection to lose")
    assert is_away(raised(sessions, "select pg_terminate_backend(pg_backend_pid())"))


@pytest.mark.parametrize("said", ["database or disk is full", "database is locked"])
def test_a_file_that_is_full_or_locked_is_not(said: str) -> None:
    assert not is_away(OperationalError("insert", {}, sqlite3.OperationalError(said)))


def test_a_servers_full_disk_is_not() -> None:
    assert not is_away(OperationalError("insert", {}, psycopg.errors.DiskFull("no space")))


def test_a_value_that_no_server_is_sent_is_not() -> None:
    assert not is_away(DataError("insert", {}, psycopg.DataError("cannot contain NUL bytes")))


@pytest.mark.parametrize("kind", [psycopg.errors.AdminShutdown, psycopg.errors.CannotConnectNow])
def test_a_server_that_comes_or_goes_is_away(kind: type[psycopg.Error]) -> None:
    assert is_away(OperationalError("insert", {}, kind("wait")))


def test_a_server_that_only_reads_is_away_until_it_is_written_to_again(sessions: Sessions) -> None:
    bind = sessions.kw["bind"]
    if bind.dialect.name != "postgresql":
        pytest.skip("a file is not taken over by another one")
    insistent = {"options": "-c default_transaction_read_only=off"}
    owner = sa.create_engine(bind.url, connect_args=insistent, poolclass=sa.NullPool)

    def reads_only(said: str) -> None:
        alter = f"alter database {bind.url.database} set default_transaction_read_only = {said}"
        with owner.begin() as connection:
            connection.exec_driver_sql(alter)

    reads_only("on")
    bind.dispose()
    assert is_away(raised(sessions, WRITE))
    with reading(sessions) as session:
        ask(session)
    reads_only("off")
    # Connections of before do not know: the first that is refused ends them all.
    assert is_away(raised(sessions, WRITE))
    with writing(sessions) as session:
        session.execute(sa.text(WRITE))
