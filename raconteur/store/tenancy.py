"""Who uses a PostgreSQL database: one server that is alone with it, or many that share it.

Each process holds a lock of PostgreSQL's for as long as it runs, on a connection of its own on
which nothing else is said. When that is lost, the lock is taken again as soon as there is a
database; until then nothing else waits. A SQLite file is guarded by its folder's lock
(`raconteur.alone`).
"""

import contextlib
import logging
import select
import socket
import threading
from typing import Any

import sqlalchemy as sa

from raconteur.store.base import CONNECT_S, SILENT_MS, DatabaseError

log = logging.getLogger(__name__)

# Any two numbers, the same for all of us.
_LOCK = (0x7A1E, 1)
# Somebody who just ended may not be gone yet.
PATIENCE_MS = 3_000
PAUSE_S = 1.0
# Whichever side's machine vanishes, the other one knows it after these seconds in all.
_IDLE_S, _BETWEEN_S, _PROBES = 5, 2, 3
_MANNERS = (
    f"SET lock_timeout = {PATIENCE_MS}",
    "SET idle_session_timeout = 0",
    f"SET tcp_keepalives_idle = {_IDLE_S}",
    f"SET tcp_keepalives_interval = {_BETWEEN_S}",
    f"SET tcp_keepalives_count = {_PROBES}",
)
_LOCK_NOT_AVAILABLE = "55P03"


class Occupied(Exception):
    """Others use the database, in a way that does not go with ours."""


class Tenancy:
    """start(), then stop().

    alone  no other process may use the database
    """

    def __init__(self, url: str, *, alone: bool) -> None:
        self._take = f"SELECT pg_advisory_lock{'' if alone else '_shared'}{_LOCK}"
        self._alone = alone
        self._connection: sa.Connection | None = None
        self._engine = _engine(url)
        self._stopping, self._stop = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="tenancy", daemon=True)

    def start(self) -> None:
        """Raises Occupied. A database that is away is waited for in the background."""
        if self._engine is None:
            return
        with contextlib.suppress(DatabaseError):
            self.take()
        self._thread.start()

    def stop(self) -> None:
        self._stop.close()
        if self._thread.is_alive():
            self._thread.join(PAUSE_S)

    def take(self) -> None:
        """Raises Occupied, or DatabaseError when the database does not answer."""
        if self._engine is None:
            return
        connection = self._engine.connect()
        try:
            for manner in _MANNERS:
                connection.exec_driver_sql(manner)
            connection.exec_driver_sql(self._take)
        except DatabaseError as error:
            connection.close()
            if getattr(getattr(error, "orig", None), "sqlstate", "") == _LOCK_NOT_AVAILABLE:
                raise Occupied(self._who()) from error
            raise
        self._connection = connection

    def leave(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _who(self) -> str:
        if self._alone:
            return "others use this database, and `raconteur serve` must be alone with it"
        return "a `raconteur serve` or `restore` uses this database, and must be alone with it"

    def _run(self) -> None:
        said = False
        while not self._told_to_end(PAUSE_S if self._connection is None else None):
            try:
                if self._connection is None:
                    self.take()
                    said = False
                else:
                    # Something came on it: most often its end.
                    self._connection.exec_driver_sql("SELECT 1")
            except DatabaseError:
                self.leave()
            except Occupied as error:
                if not said:
                    log.error("after the database was away: %s", error)
                said = True
        self.leave()

    def _told_to_end(self, seconds: float | None) -> bool:
        """Wait so long, or until something comes on the connection."""
        watched = select.poll()
        watched.register(self._stopping, select.POLLIN)
        if (connection := self._connection) is not None:
            driver: Any = connection.connection.driver_connection
            watched.register(driver.fileno(), select.POLLIN)
        ready = watched.poll(None if seconds is None else seconds * 1000)
        return any(number == self._stopping.fileno() for number, _ in ready)


def _engine(url: str) -> sa.Engine | None:
    if not url.startswith("postgresql"):
        return None
    arguments = {
        "connect_timeout": CONNECT_S,
        "tcp_user_timeout": SILENT_MS,
        "keepalives_idle": _IDLE_S,
        "keepalives_interval": _BETWEEN_S,
        "keepalives_count": _PROBES,
        "application_name": "raconteur tenancy",
    }
    return sa.create_engine(
        url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT", connect_args=arguments
    )
