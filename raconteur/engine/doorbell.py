"""The embedded doorbell: a pool of threads that look at the rows they are told about."""

import logging
import queue
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

AGAIN_S = 5.0


class ThreadBell:
    """`ring(passage_id)` makes some thread look at that passage, in order of ringing."""

    def __init__(self, look: Callable[[int], None], threads: int) -> None:
        self._look = look
        self._rung: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._serve, name=f"writer-{n}", daemon=True)
            for n in range(threads)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def ring(self, passage_id: int) -> None:
        self._rung.put(passage_id)

    def stop(self, timeout: float) -> None:
        """Take no more; wait at most `timeout` seconds until all hands are empty."""
        for _ in self._threads:
            self._rung.put(None)
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _serve(self) -> None:
        while (passage_id := self._rung.get()) is not None:
            try:
                self._look(passage_id)
            except Exception:
                # An edge: whatever went wrong with one passage (a locked database, say), the
                # thread serves the next, and looks at this one again later.
                log.exception("a passage could not be written", extra={"passage": passage_id})
                self._ring_later(passage_id)

    def _ring_later(self, passage_id: int) -> None:
        timer = threading.Timer(AGAIN_S, self.ring, (passage_id,))
        timer.daemon = True
        timer.start()
