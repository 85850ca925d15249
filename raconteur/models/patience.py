"""How long a model may take, and the watch that ends a wait that grew too long."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. A processor alone may read a long prompt for minutes before its first token."""

    connect: float = 5.0
    first_token: float = 300.0
    between_tokens: float = 60.0


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a request is made again before its first token, waiting `wait`, then thrice it."""

    times: int = 2
    wait: float = 0.25

    def pause(self, attempt: int) -> float:
        """Seconds before the attempt after number `attempt`, which counts from 0."""
        return self.wait * 3.0**attempt


class Watch:
    """One answer's deadline, in `time.monotonic()` seconds.

    `reading` is false while the reader of the answer is busy elsewhere: then nobody waits, and a
    deadline that passes means nothing.
    """

    __slots__ = ("_wake", "expired", "reading", "sock", "until")

    def __init__(self, sock: socket.socket | None, until: float, wake: threading.Condition) -> None:
        self.sock = sock
        self.until = until
        self.reading = True
        self.expired = False
        self._wake = wake

    def move(self, until: float) -> None:
        """Set the deadline; a later one is free, the watchman looks when the old one has come."""
        earlier = until < self.until
        self.until = until
        if earlier:
            with self._wake:
                self._wake.notify()


class Watchman:
    """Shuts the connection of an answer whose deadline has passed, so that its reader wakes.

    A read timeout would not do: httpx fixes it when the body begins, so the first token and the
    next ones could not differ, and a server's keep-alive comments would put it off for ever.
    One thread for all answers, there only while there are any.
    """

    _look_again = 1.0

    def __init__(self) -> None:
        self._watches: set[Watch] = set()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def watching(self, sock: socket.socket | None, until: float) -> Iterator[Watch]:
        """A watch that ends with the block."""
        watch = Watch(sock, until, self._wake)
        with self._wake:
            self._watches.add(watch)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchman", daemon=True)
                self._thread.start()
            self._wake.notify()
        try:
            yield watch
        finally:
            with self._wake:
                self._watches.discard(watch)

    def _run(self) -> None:
        with self._wake:
            while self._watches:
                self._wake.wait(self._seconds_to_next(time.monotonic()))
            self._thread = None

    def _seconds_to_next(self, now: float) -> float:
        wait = 3600.0
        for watch in tuple(self._watches):
            if watch.until > now:
                wait = min(wait, watch.until - now)
            elif watch.reading:
                _expire(watch)
                self._watches.discard(watch)
            else:
                wait = min(wait, self._look_again)
        return wait


def _expire(watch: Watch) -> None:
    watch.expired = True
    if watch.sock is not None:
        shut(watch.sock)


def shut(sock: socket.socket) -> None:
    """Ends a connection for both sides, so that whoever reads from it wakes."""
    with contextlib.suppress(OSError):
        # Not `sock.shutdown`: a TLS socket would drop its state under the reader's hands.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
