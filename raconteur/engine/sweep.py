"""The sweep: finds passages that nobody writes though somebody should, and rings for them again.

So a lost message, a flushed Redis, a purged queue or a dead writer only delays. Whether a holder
lives is judged by this process's monotonic clock alone: it saw the same beat for too long. Clocks
of different machines are never compared.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from raconteur.observe import fields
from raconteur.store import passages
from raconteur.store.base import DatabaseError, Sessions, reading
from raconteur.store.passages import QUEUED, Unfinished

log = logging.getLogger(__name__)

EVERY_S = 1.0
# A holder beats every half second; so many seconds without a beat, and it is presumed dead.
LEASE_S = 4.0
# A queued passage is rung for again after so many seconds: its ring may be lost.
RING_AGAIN_S = 5.0
# So often it is asked whether what a cap paused has room again: a day may have turned.
ROOM_S = 15.0


def _nothing() -> None:
    return


@dataclass(slots=True)
class _Seen:
    row: Unfinished
    since: float


class Sweep:
    """start(), then stop().

    ring       for a queued passage; it may be one ring too many
    take_over  for one whose holder shows no life, with the holder's fence
    spare      hands that are free: it rings for no more than those, the others have their turn
    unpause    lets go on what was paused and has room again; raises DatabaseError
    """

    def __init__(
        self,
        sessions: Sessions,
        ring: Callable[[int], None],
        take_over: Callable[[int, int], None],
        spare: Callable[[], int],
        unpause: Callable[[], None] = _nothing,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._ring = ring
        self._take_over = take_over
        self._spare = spare
        self._unpause = unpause
        self._clock = clock
        self._room_at = clock()
        self._seen: dict[int, _Seen] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(2.0)

    def look(self) -> None:
        """One look at all that is unfinished. Raises DatabaseError."""
        try:
            with reading(self._sessions) as session:
                rows = passages.unfinished(session)
        except DatabaseError:
            # Nobody could beat meanwhile: who shows no life is known only some time after.
            self._seen.clear()
            raise
        now, before = self._clock(), self._seen
        self._seen = {row.id: self._still(before.get(row.id), row, now) for row in rows}
        spare = self._spare()
        for seen in self._seen.values():
            if spare > 0 and self._judge(seen, now):
                spare -= 1
        if now >= self._room_at:
            self._room_at = now + ROOM_S
            self._unpause()

    def _still(self, before: _Seen | None, row: Unfinished, now: float) -> _Seen:
        return before if before and before.row == row else _Seen(row, now)

    def _judge(self, seen: _Seen, now: float) -> bool:
        """Whether something was done about it."""
        row, quiet = seen.row, now - seen.since
        if quiet < (RING_AGAIN_S if row.state == QUEUED else LEASE_S):
            return False
        seen.since = now
        if row.state == QUEUED:
            self._ring(row.id)
        else:
            log.warning("its writer shows no life", extra={fields.PASSAGE: row.id})
            self._take_over(row.id, row.fence)
        return True

    def _run(self) -> None:
        while not self._stopping.wait(EVERY_S):
            try:
                self.look()
            except DatabaseError as error:
                log.warning("no sweep, the database did not answer: %s", error)
