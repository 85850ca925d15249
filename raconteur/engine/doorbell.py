"""The embedded doorbell: a pool of threads that look at the rows they are told about."""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable

from raconteur.observe import fields

log = logging.getLogger(__name__)

AGAIN_S = 5.0

Look = Callable[[int, int | None], None]
Ring = tuple[int, int | None]


class ThreadBell:
    """Each ring makes some thread look, in order of ringing.

    look(passage_id, over): `over` is the fence of a holder who is presumed dead, None for a turn
    """

    def __init__(self, look: Look, threads: int) -> None:
        self._look = look
        self._rung: queue.SimpleQueue[Ring | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._serve, name=f"writer-{n}", daemon=True)
            for n in range(threads)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def ring(self, passage_id: int) -> None:
        """Somebody waits for this passage; whose turn it is, the look decides."""
        self._rung.put((passage_id, None))

    def take_over(self, passage_id: int, over: int) -> None:
        """This passage's holder is presumed dead."""
        self._rung.put((passage_id, over))

    def stop(self, timeout: float) -> None:
        """Take no more; wait at most `timeout` seconds until all hands are empty."""
        with contextlib.suppress(queue.Empty):
            while True:
                # Without waiting: a thread may take the last one at this very moment.
                self._rung.get_nowait()
        for _ in self._threads:
            self._rung.put(None)
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _serve(self) -> None:
        while (ring := self._rung.get()) is not None:
            try:
                self._look(*ring)
            except Exception:
                # An edge: whatever went wrong with one passage (a locked database, say), the
                # thread serves the next, and looks at this one again later.
                log.exception("a passage could not be written", extra={fields.PASSAGE: ring[0]})
                self._ring_later(ring)

    def _ring_later(self, ring: Ring) -> None:
        timer = threading.Timer(AGAIN_S, self._rung.put, (ring,))
        timer.daemon = True
        timer.start()
