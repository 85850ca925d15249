"""All that writes in one process: hands that take turns, one heart, one committer, one sweep."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from raconteur.engine.committer import Committer
from raconteur.engine.doorbell import ThreadBell
from raconteur.engine.heart import Heart
from raconteur.engine.patience import Patience
from raconteur.engine.sweep import Sweep
from raconteur.engine.tally import Tally
from raconteur.engine.writer import Writer
from raconteur.models.registry import Models
from raconteur.observe import fields
from raconteur.services import pausing
from raconteur.services.acting import RULES_ALONE, Event
from raconteur.services.judging import Judge
from raconteur.store import passages, pieces, turns
from raconteur.store.base import DatabaseError, Sessions, reading

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Room:
    """hands: passages this process writes at once; share: of one user, by all processes;
    patience_s: seconds each of them waits for a model elsewhere."""

    hands: int
    share: int
    patience_s: float = 0.0


class WriterPool:
    """start(), then `ring`, or from threads of somebody else's `turn`, then stop().

    call     rings for whoever has a free hand, here or elsewhere; this pool's own bell when None
    closing  set when this process is about to end
    """

    def __init__(
        self,
        sessions: Sessions,
        models: Models,
        publish: Callable[[int, Event], None],
        wait_ready: Callable[[], None],
        closing: threading.Event,
        room: Room,
        call: Callable[[int], None] | None = None,
        judge: Judge = RULES_ALONE,
    ) -> None:
        self._sessions, self._room, self._closing = sessions, room, closing
        self._judge = judge
        self._committer = Committer(sessions, publish, closing)
        self._heart = Heart(sessions)
        self._tally = Tally(sessions, models.is_local, models.label)
        self._bell = ThreadBell(self._look, room.hands)
        self._call = call or self._bell.ring
        self._sweep = Sweep(
            *(sessions, self._bell.ring, self._bell.take_over, self.spare),
            lambda: pausing.look(sessions, models.is_local, publish, self._call),
        )
        self._writer = Writer(
            sessions,
            self._committer,
            models,
            publish,
            self._call,
            self._heart,
            self._tally,
            wait_ready,
            closing,
            room.share,
            lambda: Patience(room.patience_s),
            judge,
        )
        self._busy = 0
        self._changed = threading.Condition()

    def start(self, *, alone: bool) -> None:
        """alone: no other process writes, so what is unfinished has no holder and goes on now."""
        threading.Thread(target=self._judge.warm, name="rules", daemon=True).start()
        self._committer.start()
        self._heart.start()
        self._tally.start()
        self._bell.start()
        if alone:
            self._take_up_everything()
        self._sweep.start()

    def stop(self, patience: float) -> None:
        """Lay down what is being written, within about `patience` seconds."""
        until = time.monotonic() + patience
        self._closing.set()
        self._heart.interrupt_all()
        self._bell.stop(patience)
        with self._changed:
            # The hands may be threads of somebody else's.
            self._changed.wait_for(lambda: not self._busy, until - time.monotonic())
        self._sweep.stop()
        self._heart.stop()
        self._tally.stop()
        self._committer.stop(patience)

    def ring(self, passage_id: int) -> None:
        """Somebody waits: a free hand of this pool takes the turn that is due."""
        self._bell.ring(passage_id)

    def hurry(self) -> None:
        """A passage was stopped: whoever writes it here has a free hand at once."""
        self._heart.hurry()

    def hands(self) -> dict[str, int]:
        """How many there are of each kind."""
        spare = self.spare()
        return {"busy": self._room.hands - spare, "free": spare}

    def spare(self) -> int:
        """Hands that are free."""
        with self._changed:
            return max(0, self._room.hands - self._busy)

    def answer(self, rung: int) -> None:
        """A ring: write the passage whose turn it is, in this thread, and ring for the next."""
        self._busily(lambda: self._writer.take_a_turn(rung))

    def answer_again(self, rung: int) -> None:
        """The same ring once more, because whoever answered it is gone: write on in their place."""
        with reading(self._sessions) as session:
            left = pieces.answering(session, rung)
        if left is None:
            self.answer(rung)
        else:
            self._busily(lambda: self._writer.write(*left, rung))

    def _look(self, passage_id: int, over: int | None) -> None:
        if self._closing.is_set():
            # What was just laid down is rung for, and would be taken up and laid down again.
            return
        if over is None:
            self.answer(passage_id)
        else:
            self._busily(lambda: self._writer.write(passage_id, over))

    def _busily(self, write: Callable[[], int | None]) -> None:
        with self._changed:
            self._busy += 1
        try:
            written = write()
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()
        if written is not None and not self._closing.is_set():
            self._ring_for_the_next()

    def _ring_for_the_next(self) -> None:
        """Who had more than their share rang in vain, and may be due now that a passage ended."""
        try:
            with reading(self._sessions) as session:
                due = turns.due(session, self._room.share)
        except DatabaseError as error:
            log.warning("who is next is left to the sweep: %s", error)
            return
        if due is not None:
            self._call(due)

    def _take_up_everything(self) -> None:
        with reading(self._sessions) as session:
            rows = passages.unfinished(session)
        for row in rows:
            log.info("going on with an unfinished passage", extra={fields.PASSAGE: row.id})
            if row.state == passages.QUEUED:
                self._bell.ring(row.id)
            else:
                self._bell.take_over(row.id, row.fence)
