"""Ending, from any thread, whatever a client waits for."""

import contextlib
import socket
import threading
import weakref
from collections.abc import Iterator, Mapping
from typing import Any

from raconteur.models.errors import ModelError
from raconteur.models.patience import shut

# What httpcore tells a `trace` when a connection stands, or stands anew under TLS.
_STANDS = ("connect_tcp.complete", "start_tls.complete")


class Cancellation:
    """One client's: asked for once, it stays. It shuts the sockets, so that their readers wake.

    httpx shows a socket only once an answer's headers have come, and a server may send those with
    its first token, minutes later. So each is noted by `note` when it is opened, and forgotten
    when httpx lets it go.
    """

    def __init__(self) -> None:
        self.asked = False  # read at every token: an event's own flag costs a call
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()

    def ask(self) -> None:
        """Every later call does nothing."""
        with self._lock:
            self.asked = True
            self._wake.set()
            for sock in self._sockets:
                shut(sock)

    def note(self, event: str, info: Mapping[str, Any]) -> None:
        """The `trace` of every request. A socket that stands too late is shut at once."""
        if not event.endswith(_STANDS):
            return
        sock: socket.socket = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets.add(sock)
            if self.asked:
                shut(sock)

    def pause(self, seconds: float) -> None:
        """Wait so long, or until it is asked for."""
        self._wake.wait(seconds)

    def check(self) -> None:
        """Raises ModelError `cancelled` once it was asked for."""
        if self.asked:
            raise ModelError("cancelled", "nobody wants the answer any more")

    @contextlib.contextmanager
    def explaining(self) -> Iterator[None]:
        """Nothing is begun, and what fails is called `cancelled`, once it was asked for."""
        self.check()
        try:
            yield
        except ModelError as error:
            if error.code != "cancelled":
                self.check()
            raise
