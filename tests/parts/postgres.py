"""An ephemeral PostgreSQL: a cluster in a folder of its own, on loopback, trusting everybody."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from tests.parts.process import Part, children_of, free_port

# It refuses to run as root.
UNPRIVILEGED = "nobody"


class Postgres:
    """start(), then databases by name, then stop(). `home` is an empty folder that is its own.

    durable  keep what it acknowledges when the power fails; without it tests are quicker
    """

    def __init__(self, home: Path, *, durable: bool = False) -> None:
        self._bin = binaries()
        self.home, self.port = home, free_port()
        self._data = home / "data"
        user = UNPRIVILEGED if os.getuid() == 0 else None
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "on" if durable else "off",
            "max_connections": "200",
            # On a small disk too.
            "max_wal_size": "64MB",
            "min_wal_size": "32MB",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.part = Part(
            [str(self._bin / "postgres"), "-D", str(self._data), *options],
            self._answers,
            home / "postgres.log",
            user=user,
        )
        self._user = user

    def start(self) -> None:
        if not self._data.exists():
            self._make_cluster()
        self.part.start()

    def stop(self) -> None:
        """At once, whoever is connected."""
        self.part.stop(signal.SIGQUIT)

    def crash(self) -> None:
        """Every process of it at once, without a word."""
        for pid in children_of(self.part.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.part.kill()

    def url(self, database: str = "postgres") -> str:
        """For SQLAlchemy."""
        return f"postgresql+psycopg://raconteur@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template0") -> str:
        """A new database; its URL."""
        names = sql.Identifier(database), sql.Identifier(template)
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        return self.url(database)

    def drop(self, database: str) -> None:
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def only_reads(self, yes: bool) -> None:
        """From now on, whoever is connected already too: as if another server had taken over."""
        value = sql.Literal("on" if yes else "off")
        self._run(sql.SQL("ALTER SYSTEM SET default_transaction_read_only = {}").format(value))
        self._run(sql.SQL("SELECT pg_reload_conf()").format())

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._address(), autocommit=True) as connection:
            connection.execute(statement)

    def _address(self) -> str:
        return f"postgresql://raconteur@127.0.0.1:{self.port}/postgres"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_cluster(self) -> None:
        if self._user:
            shutil.chown(self.home, self._user)
        who = ("-U", "raconteur", "-A", "trust")
        what = ("-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
        subprocess.run(
            [str(self._bin / "initdb"), "-D", str(self._data), *who, *what],
            check=True,
            capture_output=True,
            user=self._user,
        )


def binaries() -> Path:
    """Debian keeps them out of the path, a folder a version. Raises RuntimeError."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("no PostgreSQL here: sudo apt install postgresql")
    return Path(on_path).parent
