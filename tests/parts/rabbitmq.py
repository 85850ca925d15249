"""An ephemeral RabbitMQ: a node of its own on loopback, and an epmd that nobody else uses."""

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path

from tests.parts.process import ENDING_S, Part, free_port, listens, session_of

_NEEDED = "rabbitmq-server"


class RabbitMQ:
    """start(), then `url`, then stop(). `home` is a folder that is its own."""

    def __init__(self, home: Path) -> None:
        server = binary()
        self.home, self.port = home, free_port()
        epmd, dist = free_port(), free_port()
        env = {
            "HOME": str(home),
            "RABBITMQ_NODENAME": f"raconteur{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(dist),
            "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(home / "log"),
            "RABBITMQ_PID_FILE": str(home / "rabbit.pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq"),
            "ERL_EPMD_PORT": str(epmd),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        home.mkdir(parents=True, exist_ok=True)
        (home / "plugins").write_text("[].\n")
        (home / "rabbitmq.conf").write_text("loopback_users.guest = true\n")
        self._epmd = Part(
            [_epmd_binary(), "-port", str(epmd), "-address", "127.0.0.1"],
            lambda: listens(epmd),
            home / "epmd.log",
            env=env,
        )
        self.part = Part([server], lambda: listens(self.port), home / "rabbitmq.log", env=env)

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        if not self._epmd.alive:
            self._epmd.start()
        self.part.start()

    def kill(self) -> None:
        """The Erlang machine itself, which the script that we started has for a child."""
        if self.part.process is None:
            return
        for pid in session_of(self.part.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.part.kill()
        # It is not our child, so nobody tells when it has gone.
        until = time.monotonic() + ENDING_S
        while listens(self.port) and time.monotonic() < until:
            time.sleep(0.01)

    def stop(self) -> None:
        self.kill()
        self._epmd.stop()


def binary() -> str:
    """Raises RuntimeError."""
    # Debian's wrapper on the path changes to the user rabbitmq; the real one does not.
    for path in sorted(Path("/usr/lib/rabbitmq").glob("lib/*/sbin/rabbitmq-server")):
        return str(path)
    found = shutil.which(_NEEDED)
    if found is None:
        raise RuntimeError(f"no RabbitMQ here: sudo apt install {_NEEDED}")
    return found


def _epmd_binary() -> str:
    for path in sorted(Path("/usr/lib/erlang").glob("erts-*/bin/epmd")):
        return str(path)
    return shutil.which("epmd") or "epmd"
