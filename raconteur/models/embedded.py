"""The embedded model: a server of our own, in a child process that is kept alive.

Nothing heavy is imported here: the process that supervises stays small.
"""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from raconteur.models.cores import threads_for_model
from raconteur.models.errors import ModelError
from raconteur.models.llama_child import BEGUN, READY, Setup

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0
_STEADY_SECONDS = 60.0
_FRUITLESS_STARTS = 3
_BEGIN_SECONDS = 30.0
_END_SECONDS = 2.0
_SMALL_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the model is asked, and as what.

    key  who does not bring it is refused; "": nobody is
    """

    host: str
    port: int
    key: str
    name: str


class EmbeddedServer:
    """Starts the model server, watches it, starts it again on the same port with the same key.

    gguf        the weights
    slots       stories written at the same time
    context     tokens of one slot; by the size of the weights when None
    log         where the server's own words go; nowhere when None
    on_restart  called, from the watching thread, each time it is ready again after a crash
    listening   on a free port of loopback, with a key that nobody else knows, when None

    `starts` counts how often it became ready.
    """

    def __init__(
        self,
        gguf: Path,
        slots: int = 4,
        context: int | None = None,
        threads: int | None = None,
        log: Path | None = None,
        on_restart: Callable[[], None] | None = None,
        listening: Listening | None = None,
    ) -> None:
        at = listening or _for_this_process_alone()
        self.key = at.key
        self.starts = 0
        self._setup = Setup(
            model=str(gguf),
            name=at.name,
            host=at.host,
            port=at.port,
            key=at.key,
            slots=slots,
            context=context or _context_for(gguf),
            threads=threads or threads_for_model(),
            parent=os.getpid(),
        )
        self._log = log
        self._on_restart = on_restart
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._ready = False
        self._failure: ModelError | None = None
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._keep_alive, name="embedded-model", daemon=True)

    @property
    def url(self) -> str:
        """The base address for a client, ending in /v1."""
        host = self._setup.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self._setup.port}/v1"

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def start(self) -> None:
        """Returns at once; the model loads in the meantime.

        Raises ModelError (not_found) for what cannot be weights.
        """
        check_gguf(Path(self._setup.model))
        if self._log is not None:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            self._log.write_bytes(b"")
        self._thread.start()

    def wait_ready(self, timeout: float | None) -> None:
        """Until it answers. Raises ModelError: timeout, or what keeps it from starting.

        timeout  seconds; as long as it takes when None
        """
        with self._changed:
            settled = self._changed.wait_for(lambda: self._ready or self._failure, timeout)
            if self._failure is not None:
                raise self._failure
            if not settled:
                raise ModelError("timeout", f"the model was not ready after {timeout:g} s")

    def stop(self) -> None:
        """Ends the child, within 3 s. It cannot be started again."""
        self._stopping.set()
        with self._changed:
            process = self._process
        if process is not None:
            _end(process)
        if self._thread.is_alive():
            self._thread.join(_END_SECONDS)

    def _keep_alive(self) -> None:
        # The kernel ends the child with the thread that started it, so that is always this one.
        fruitless, pause = 0, _FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            served, status = self._run_once()
            fruitless = 0 if served else fruitless + 1
            if fruitless == _FRUITLESS_STARTS and self.starts == 0:
                self._give_up(status)
                return
            steady = served and time.monotonic() - began > _STEADY_SECONDS
            pause = _FIRST_PAUSE if steady else min(pause * 2, _LONGEST_PAUSE)
            self._stopping.wait(pause)

    def _run_once(self) -> tuple[bool, int]:
        """One life of the child: whether it ever served, and its exit status."""
        with self._changed:
            if self._stopping.is_set():
                return False, 0
            process = self._process = self._spawn()
        with process:
            served = self._greet(process)
            if served:
                self._announce()
            status = process.wait()
        with self._changed:
            self._ready = False
        return served, status

    def _spawn(self) -> subprocess.Popen[str]:
        with _opened(self._log) as log:
            return subprocess.Popen(
                [sys.executable, "-m", "raconteur.models.llama_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # Ctrl-C is for the supervisor, which then ends the child in order.
                start_new_session=True,
            )

    def _greet(self, process: subprocess.Popen[str]) -> bool:
        """Tells the child what to serve and waits until it does; False when it died before.

        How long the weights take to load nobody knows; a child that does not even begin is ended.
        """
        if process.stdin is None or process.stdout is None:
            return False
        limit = threading.Timer(_BEGIN_SECONDS, process.kill)
        limit.start()
        try:
            process.stdin.write(self._setup.to_line())
            process.stdin.flush()
            begun = process.stdout.readline().strip() == BEGUN
        except BrokenPipeError:
            return False
        finally:
            limit.cancel()
        return begun and process.stdout.readline().strip() == READY

    def _announce(self) -> None:
        with self._changed:
            self.starts += 1
            self._ready = True
            self._changed.notify_all()
        if self.starts > 1 and self._on_restart is not None:
            self._on_restart()

    def _give_up(self, status: int) -> None:
        said = f"the model did not start (status {status}); its words are in {self._log}"
        with self._changed:
            self._failure = ModelError("refused", said, permanent=True)
            self._changed.notify_all()


def check_gguf(file: Path) -> None:
    """Raises ModelError (not_found) for a file that is missing or no GGUF."""
    try:
        with file.open("rb") as opened:
            magic = opened.read(4)
    except OSError as error:
        said = f"the weights cannot be read: {file}: {error.strerror}"
        raise ModelError("not_found", said, permanent=True) from error
    if magic != b"GGUF":
        raise ModelError("not_found", f"not a GGUF file: {file}", permanent=True)


def _context_for(gguf: Path) -> int:
    """Tokens. A small model tells short tales, and its memory should stay small; a larger one
    holds a long story and its plan."""
    small = not gguf.is_file() or gguf.stat().st_size < _SMALL_BYTES
    return 2048 if small else 4096


def _for_this_process_alone() -> Listening:
    return Listening("127.0.0.1", _free_port(), secrets.token_urlsafe(32), "embedded")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def _opened(log: Path | None) -> Iterator[IO[bytes] | int]:
    if log is None:
        yield subprocess.DEVNULL
        return
    with log.open("ab") as opened:
        yield opened


def _end(process: subprocess.Popen[str]) -> None:
    """It has nothing to save, so it is asked once and then made to."""
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
