"""A server's process: started on a free port, waited for, ended by its process id."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

STARTING_S = 60.0
ENDING_S = 20.0


# Below those that the system gives to outgoing connections: none takes a server's port before it
# has started, or while it is started anew.
_PORTS = range(10_000, 32_000)


def free_port() -> int:
    """Drawn, so that tests beside each other hardly ever draw the same."""
    while True:
        port = secrets.choice(_PORTS)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def listens(port: int, address: str = "127.0.0.1") -> bool:
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((address, port)) == 0


class Part:
    """One server. `ready` says whether it answers; its words go to `log`."""

    def __init__(
        self,
        command: Sequence[str],
        ready: Callable[[], bool],
        log: Path,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        self.command, self.log = list(command), log
        self._ready, self._user = ready, user
        self._env = {**os.environ, **(env or {})}
        self.process: subprocess.Popen[bytes] | None = None
        self._said_before = 0

    def said(self) -> bytes:
        """Its words since it was last started."""
        with self.log.open("rb") as log:
            log.seek(self._said_before)
            return log.read()

    @property
    def pid(self) -> int:
        assert self.process is not None, "not started"
        return self.process.pid

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it and wait until it answers. Raises RuntimeError with its last words."""
        self.spawn()
        self.wait_ready()

    def spawn(self) -> None:
        with self.log.open("ab") as log:
            self._said_before = log.tell()
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._env,
                user=self._user if os.getuid() == 0 else None,
                start_new_session=True,
            )

    def wait_ready(self) -> None:
        until = time.monotonic() + STARTING_S
        while not self._ready():
            if not self.alive or time.monotonic() > until:
                words = self.log.read_text(errors="replace")[-1500:]
                raise RuntimeError(f"{self.command[0]} did not start:\n{words}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it without a word."""
        if self.alive:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it in order; by force when it does not."""
        if not self.alive:
            return
        os.kill(self.pid, how)
        try:
            self._reap()
        except subprocess.TimeoutExpired:
            self.kill()

    def _reap(self) -> None:
        assert self.process is not None
        self.process.wait(ENDING_S)


def session_of(leader: int) -> list[int]:
    """The processes of the session that `leader` began."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if os.getsid(int(entry.name)) == leader:
                    found.append(int(entry.name))
    return found


def children_of(parent: int) -> list[int]:
    """The processes that `parent` started and that live."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                # After the command's name, which may hold anything: the state, then the parent.
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(status[1]) == parent:
                    found.append(int(entry.name))
    return found
