"""Whether another server answers, said once when it stops and once when it is back."""

import logging
import threading


class Outage:
    """Told by each of our connections to one server, from any thread.

    server  its name in the log
    """

    def __init__(self, server: str, log: logging.Logger) -> None:
        self._server, self._log = server, log
        self._lost: set[str] = set()
        self._lock = threading.Lock()

    @property
    def over(self) -> bool:
        return not self._lost

    def begin(self, connection: str, reason: Exception) -> None:
        with self._lock:
            first = not self._lost
            self._lost.add(connection)
        if first:
            self._log.warning("%s does not answer, trying on: %s", self._server, reason)

    def end(self, connection: str) -> None:
        with self._lock:
            last = self._lost == {connection}
            self._lost.discard(connection)
        if last:
            self._log.info("%s answers again", self._server)
