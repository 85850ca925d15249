"""A server of others' that relays a model, as a process of ours."""

import abc
import contextlib
import http.client
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Self

from bench.chats import Chat, wish
from bench.processes import family
from bench.served import home
from tests.parts.process import Part, free_port, session_of

# They compile and load a lot, on a machine that may be busy with others' work.
STARTING_S = 180.0


class Peer(abc.ABC):
    """`with Peer(model_url) as peer: peer.wait_ready()`; then `peer.chat(words).first_token()`.

    `path`: where it is asked for a chat; `ready`: a path that answers 200 once it is there.
    """

    name: ClassVar[str]
    path: ClassVar[str]
    ready: ClassVar[str]
    key: str | None = None

    def __init__(self, model_url: str) -> None:
        self.model_url = model_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._ending = contextlib.ExitStack()

    @classmethod
    @abc.abstractmethod
    def install(cls) -> None:
        """Where it is not there yet. Raises RuntimeError."""

    @classmethod
    @abc.abstractmethod
    def version(cls) -> str:
        """As the lock has it."""

    @classmethod
    @abc.abstractmethod
    def runs_on(cls) -> str:
        """What interprets it, with its version."""

    @abc.abstractmethod
    def command(self, folder: Path) -> list[str]:
        """How it is started, its settings written into the folder."""

    @classmethod
    @abc.abstractmethod
    def environment(cls) -> dict[str, str]:
        """All that its process is given besides PATH and a home of its own."""

    @classmethod
    def label(cls) -> str:
        return f"{cls.name} {cls.version()}"

    def chat(self, words: int) -> Chat:
        """About so many words asked of the model through it."""
        return Chat(self.url, self.path, {**wish(words), **self.more()}, self.key)

    def more(self) -> dict[str, object]:
        """What a request says besides what the model's own API has."""
        return {}

    @property
    def processes(self) -> list[int]:
        return family(self._part.pid)

    def __enter__(self) -> Self:
        folder = self._ending.enter_context(home())
        # Nothing of the person's own: no keys, no proxies, no database.
        given = {"PATH": os.environ["PATH"], "HOME": str(folder), **self.environment()}
        start = ["env", "-i", *(f"{name}={value}" for name, value in given.items())]
        self._part = Part([*start, *self.command(folder)], self._answers, folder / "log")
        self._part.spawn()
        self._ending.callback(self._end)
        return self

    def wait_ready(self) -> None:
        """Raises RuntimeError with its last words."""
        until = time.monotonic() + STARTING_S
        while not self._answers():
            if not self._part.alive or time.monotonic() > until:
                words = self._part.log.read_text(errors="replace")[-1500:]
                raise RuntimeError(f"{self.name} did not start:\n{words}")
            time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        self._ending.close()

    def _end(self) -> None:
        self._part.stop()
        for pid in session_of(self._part.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", self.ready)
            return connection.getresponse().status == 200
        return False


Peers = Sequence[type[Peer]]


@contextlib.contextmanager
def started(kinds: Peers, model_url: str) -> Iterator[list[Peer]]:
    """One of each, all of them ready."""
    with contextlib.ExitStack() as ending:
        peers = [ending.enter_context(kind(model_url)) for kind in kinds]
        for peer in peers:
            peer.wait_ready()
        yield peers
