"""The declarative base, and how a database is opened so that what is committed stays."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import SQLAlchemyError as DatabaseError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from raconteur.store.sqlite_writers import Writer

BUSY_TIMEOUT_MS = 5_000
# Seconds to connect to a database on another machine, and milliseconds until one that takes no
# packet any more is given up; by themselves both would be minutes.
CONNECT_S, SILENT_MS = 5, 10_000
# SQLSTATE: a server that has become a copy of another one, as after a failover, or that is kept
# from writing for some other reason.
_READ_ONLY = "25006"
# And connection exceptions, and the server's own "I am going down" and "not yet".
_AWAY_STATES = ("08", "57P", _READ_ONLY)

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = dict[str, object]
Engine = sa.Engine
Sessions = sessionmaker[Session]

__all__ = [  # what others use, so that only this package imports SQLAlchemy
    "Base",
    "DatabaseError",
    "Engine",
    "Json",
    "Session",
    "Sessions",
    "UtcDateTime",
    "ask",
    "changes_a_row",
    "for_writing",
    "is_away",
    "now",
    "one_at_a_time",
    "open_engine",
    "open_sessions",
    "options",
    "reading",
    "tune",
    "writing",
]


class UtcDateTime(sa.TypeDecorator[dt.datetime]):
    """A time with its zone, on databases that forget zones too (SQLite)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: dt.datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002
    ) -> dt.datetime | None:
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002
    ) -> dt.datetime | None:
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=dt.UTC)


class Base(DeclarativeBase):
    # SQLite would give a removed row's id to the next one, and an old link another story.
    __table_args__: object = {"sqlite_autoincrement": True}
    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012
        dt.datetime: UtcDateTime(),
        Json: sa.JSON(none_as_null=True),
        list[Json]: sa.JSON(none_as_null=True),
        list[str]: sa.JSON(none_as_null=True),
        str: sa.Text(),
    }


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


# What an error says goes into the log, and what people wrote does not belong there.
_DISCREET = {"hide_parameters": True}


def options(url: str) -> dict[str, object]:
    """What `create_engine` is given for a database.

    A request that reads sees one state of the database: PostgreSQL's own habit would let a passage
    be folded between the reading of its row and that of its pieces, and show it empty.
    """
    if url.startswith("sqlite"):
        return {"connect_args": {"factory": Writer}, **_DISCREET}
    return {
        **_DISCREET,
        "isolation_level": "REPEATABLE READ",
        "pool_pre_ping": True,
        "pool_size": 16,
        "connect_args": {"connect_timeout": CONNECT_S, "tcp_user_timeout": SILENT_MS},
    }


def tune(engine: sa.Engine) -> sa.Engine:
    """Give an engine what a promise needs, in its database's own words."""
    if engine.dialect.name == "sqlite":
        return _tune_sqlite(engine)
    if engine.dialect.name == "postgresql":
        return _tune_postgresql(engine)
    return engine


def _tune_postgresql(engine: sa.Engine) -> sa.Engine:
    """A commit waits for the disk, as it does by default, except where it may be forgotten."""

    @event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        if not connection.get_execution_options().get("synced", True):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")

    @event.listens_for(engine, "handle_error")
    def _refused(context: sa.ExceptionContext) -> None:
        # Who writes is another server by now, maybe, behind the same name: connect anew.
        if getattr(context.original_exception, "sqlstate", None) == _READ_ONLY:
            context.is_disconnect = True

    return engine


def _tune_sqlite(engine: sa.Engine) -> sa.Engine:
    """WAL, full sync, foreign keys, a busy timeout.

    Transactions begin explicitly, since the driver's own habit is to begin only before a write:
    a reader would then see two states in one request, and a writer could not wait for its turn.
    """

    @event.listens_for(engine, "connect")
    def _connected(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        synced = "FULL" if options.get("synced", True) else "NORMAL"
        # The pool hands the same connection to those who need it and those who do not.
        if connection.info.get("synced") != synced:
            cursor = connection.connection.cursor()
            cursor.execute(f"PRAGMA synchronous = {synced}")
            cursor.close()
            connection.info["synced"] = synced
        if options.get("writing"):
            _begin_to_write(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_to_write(connection: sa.Connection) -> None:
    writer = cast("Writer", connection.connection.driver_connection)
    if not writer.wait_for_turn(BUSY_TIMEOUT_MS / 1000):
        raise WaitedTooLong("another thread of this process has not ended its writing")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        # Where it was refused, because of another process.
        writer.pass_on()


def open_engine(url: str) -> sa.Engine:
    """An engine for `url`. Nothing is connected before the first use."""
    return tune(sa.create_engine(url, **options(url)))


def open_sessions(engine: sa.Engine) -> Sessions:
    return sessionmaker(engine, expire_on_commit=False)


def ask(session: Session) -> None:
    """Raises DatabaseError when the database does not answer."""
    session.execute(sa.text("select 1"))


def changes_a_row(session: Session, update: sa.Update, values: Mapping[str, object]) -> bool:
    """Whether this update found the one row it is for."""
    return bool(getattr(session.execute(update, values), "rowcount", 0) == 1)


def is_away(error: BaseException) -> bool:
    """Whether the database could not be reached, or was lost: nothing is wrong with what it was
    asked, only nobody knows whether it was done."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    # SQLite's driver has no states at all.
    state = getattr(error.orig, "sqlstate", "")
    if state is None:
        # Without a server's word: none was reached, or the driver itself would not send a value.
        return isinstance(error, (OperationalError, InterfaceError))
    return state.startswith(_AWAY_STATES)


# Any number, the same for all of us: PostgreSQL's advisory locks have no names.
_ALONE = sa.select(sa.func.pg_advisory_xact_lock(0x7A1E))


def for_writing(session: Session, *, synced: bool = True) -> None:
    """Begin anew as a writer; what was read before is read again when it is used.

    In SQLite a transaction that reads first and writes later is refused at once when somebody
    else wrote in between; one that begins as a writer waits for its turn.

    `synced` False is for what may be forgotten when the power fails (not when a process is
    killed): SQLite then leaves it to the next synced commit to wait for the disk.
    """
    session.rollback()
    chosen: dict[str, object] = {"writing": True, "synced": synced}
    if session.get_bind().dialect.name == "postgresql":
        # A writer waits for another's row and goes on with what that one left.
        chosen["isolation_level"] = "READ COMMITTED"
    session.connection(execution_options=chosen)


def one_at_a_time(session: Session) -> None:
    """Until this transaction ends, every other one that asks the same waits here.

    In SQLite a transaction for writing is alone already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ALONE)


@contextmanager
def writing(sessions: Sessions, *, synced: bool = True) -> Iterator[Session]:
    """A session whose transaction is committed at the end, rolled back on any error.

    `synced` as in `for_writing`.
    """
    with sessions() as session:
        for_writing(session, synced=synced)
        yield session
        session.commit()


@contextmanager
def reading(sessions: Sessions) -> Iterator[Session]:
    """A session that sees one state of the database."""
    with sessions() as session:
        yield session
