"""A process's proof of life for all passages it writes, and how it learns that one is not its own.

Twice a second it counts up the `beat` of everything it holds, and asks what of it is still its own.
What is not was stopped by a person or taken over by another writer: its writer is told, also
while it waits for a model that says nothing.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from raconteur.services.caps import Cap
from raconteur.store import pieces
from raconteur.store.base import DatabaseError, Sessions, writing

log = logging.getLogger(__name__)

BEAT_S = 0.5


def _nothing() -> None:
    return


@dataclass(slots=True)
class Hold:
    """One passage held. `interrupt` ends what its writer waits for; called from another thread.

    lost  the passage was stopped, or is somebody else's now
    cap   that was reached: it is to be paused
    """

    passage_id: int
    fence: int
    interrupt: Callable[[], None] = _nothing
    lost: bool = False
    cap: Cap | None = None

    @property
    def is_over(self) -> bool:
        """Whether its writer is to write no more."""
        return self.lost or self.cap is not None

    def interrupt_for(self, cap: Cap) -> None:
        self.cap = cap
        self.interrupt()


class Heart:
    """start(), then `holding` from any writer's thread, then stop()."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._holds: dict[int, Hold] = {}
        self._lock = threading.Lock()
        self._stopping = False
        self._hurry = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._hurry.set()
        self._thread.join(2.0)

    def hurry(self) -> None:
        """Something was stopped, and may be held here: look now, not half a second later."""
        self._hurry.set()

    @contextlib.contextmanager
    def holding(self, passage_id: int, fence: int) -> Iterator[Hold]:
        """Beat for a passage during the block. Whoever held it here before has lost it."""
        hold = Hold(passage_id, fence)
        with self._lock:
            before = self._holds.get(passage_id)
            self._holds[passage_id] = hold
        if before is not None:
            _lose(before)
        try:
            yield hold
        finally:
            self._forget(hold)

    def interrupt_all(self) -> None:
        """Whoever waits for a model waits no longer."""
        with self._lock:
            holds = list(self._holds.values())
        for hold in holds:
            hold.interrupt()

    def _run(self) -> None:
        while True:
            self._hurry.wait(BEAT_S)
            self._hurry.clear()
            if self._stopping:
                return
            with self._lock:
                holds = list(self._holds.values())
            if holds:
                self._beat(holds)

    def _beat(self, holds: list[Hold]) -> None:
        try:
            # A beat that lost power forgets is as good as none; nobody waits for the disk.
            with writing(self._sessions, synced=False) as session:
                ours = pieces.beat(session, {hold.passage_id: hold.fence for hold in holds})
        except DatabaseError as error:
            log.warning("no beat, the database did not answer: %s", error)
            return
        for hold in holds:
            if hold.passage_id not in ours and self._forget(hold):
                _lose(hold)

    def _forget(self, hold: Hold) -> bool:
        """False when its writer let it go meanwhile."""
        with self._lock:
            still = self._holds.get(hold.passage_id) is hold
            if still:
                del self._holds[hold.passage_id]
        return still


def _lose(hold: Hold) -> None:
    hold.lost = True
    hold.interrupt()
