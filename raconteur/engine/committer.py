"""Commit, then show: what all writers of a process have written, committed together.

The first words of a passage are committed at once by the thread that brings them, together with
those of others that wait for the same; everything else by one thread at most every 100 ms: all
passages that wait in one transaction, each fenced by itself. Only what is committed is published.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from raconteur.craft.piece import Piece
from raconteur.engine.hand import Ending, Hand, NotKept, Refused
from raconteur.services.acting import Event
from raconteur.store import pieces, stories
from raconteur.store.base import DatabaseError, Session, Sessions, is_away, writing
from raconteur.store.pieces import Growth

log = logging.getLogger(__name__)

INTERVAL_S = 0.1
# How long a writer steps aside for its own first words (without it they are .8 ms later).
COURTESY_S = 0.001
# A database that is locked or full is asked again before its writers are told. One that is away is
# waited for: no passage fails for that.
TRIES, PAUSE_S = 3, 0.3
# Characters one passage may have waiting before its writer is made to wait.
MOST_WAITING = 100_000

Publish = Callable[[int, Event], None]


@dataclass(frozen=True, slots=True)
class _Load:
    """One hand's part of one transaction."""

    hand: Hand
    growth: Growth
    title: str | None
    ending: Ending | None
    awaited: bool


class Committer:
    """start(), then `put` and `end` from any writer's thread, then stop().

    closing  set when this process is about to end, and waits for nothing any more
    """

    def __init__(
        self, sessions: Sessions, publish: Publish, closing: threading.Event | None = None
    ) -> None:
        self._sessions = sessions
        self._publish = publish
        self._closing = closing or threading.Event()
        self._waiting: dict[int, Hand] = {}
        self._changed = threading.Condition()
        self._committing = threading.Lock()
        self._stopping = False
        self._ended = False
        self._last = 0.0
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Commit what is waiting and end."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(timeout)

    def put(self, hand: Hand, piece: Piece) -> None:
        """Take a piece to be committed soon; the first words before this returns, by the thread
        that brings them. Raises Refused or NotKept for an earlier one."""
        with self._changed:
            if hand.failure is not None:
                raise hand.failure
            hand.take(piece)
            idle = not self._waiting
            self._waiting[hand.passage_id] = hand
            first = hand.first
            if idle and not first:
                # Somebody who waits already has the committer's clock running.
                self._changed.notify_all()
            while len(hand.text) > MOST_WAITING and hand.failure is None and not self._ending():
                self._changed.wait(1.0)
        if first:
            self._commit_waiting(lambda hand: hand.first)
            # Python runs one thread at a time: those who show the words go before those who write.
            time.sleep(COURTESY_S)

    def end(self, hand: Hand, ending: Ending) -> None:
        """Commit what is waiting and the ending, and return when it is. Raises like `put`."""
        self._settle(hand, ending)

    def flush(self, hand: Hand) -> None:
        """Commit what is waiting, and return when it is. Raises like `put`."""
        self._settle(hand, None)

    def _settle(self, hand: Hand, ending: Ending | None) -> None:
        with self._changed:
            # Not before: a commit that is just begun would take the ending, and nobody wait for it.
            hand.ending = ending or hand.ending
            hand.awaited = True
            hand.settled.clear()
            self._waiting[hand.passage_id] = hand
            self._changed.notify_all()
            ended = self._ended
        if ended:
            self._commit_waiting()
        hand.settled.wait()
        if hand.failure is not None:
            raise hand.failure

    def _run(self) -> None:
        while self._wait_for_work():
            self._commit_waiting()
            self._last = time.monotonic()

    def _commit_waiting(self, chosen: Callable[[Hand], bool] = lambda _: True) -> None:
        """Commit and show what waits and is chosen. One thread at a time, so that a passage's text
        is committed in its order."""
        with self._committing:
            with self._changed:
                # In one order everywhere, so that no two processes wait for each other's rows.
                hands = [hand for _, hand in sorted(self._waiting.items()) if chosen(hand)]
                loads = [_load(hand) for hand in hands]
                for hand in hands:
                    del self._waiting[hand.passage_id]
            if loads:
                self._deliver(loads)
            with self._changed:
                self._changed.notify_all()

    def _wait_for_work(self) -> bool:
        """Until something may be committed; False when stopping with nothing left."""
        with self._changed:
            while True:
                if self._stopping:
                    # Whoever comes later commits by themselves.
                    self._ended = not self._waiting
                    return not self._ended
                wait = self._seconds_to_wait()
                if wait is not None and wait <= 0:
                    return True
                self._changed.wait(wait)

    def _seconds_to_wait(self) -> float | None:
        if not self._waiting:
            return None
        if any(hand.awaited for hand in self._waiting.values()):
            return 0.0
        return self._last + INTERVAL_S - time.monotonic()

    def _deliver(self, loads: list[_Load]) -> None:
        try:
            events = self._commit_patiently(loads)
        except Exception as error:
            # An edge: whatever it was, the thread that keeps everybody's text must go on.
            log.exception("text could not be committed")
            if len(loads) > 1 and not is_away(error):
                # One of them may be at fault, and is not to fail the others.
                for load in _again(loads):
                    self._deliver([load])
            else:
                self._give_back(loads, NotKept(str(error)))
            return
        for load in loads:
            # A plan alone shows nothing: the first words after it are still the first.
            load.hand.shown = load.hand.shown or bool(load.growth.text)
            for event in events.get(load.hand.passage_id, ()):
                self._publish(load.hand.story_id, event)
            _tell(load)

    def _give_back(self, loads: list[_Load], failure: Exception) -> None:
        with self._changed:
            for load in loads:
                load.hand.give_back(load.growth)
                load.hand.title = load.hand.title or load.title
                load.hand.failure = failure
                _tell(load)

    def _commit_patiently(self, loads: list[_Load]) -> dict[int, list[Event]]:
        refused = 0
        while True:
            try:
                return self._commit(loads)
            except DatabaseError as error:
                away = is_away(error)
                refused += not away
                if refused >= TRIES or (away and self._ending()):
                    raise
                log.warning("the database did not take the text, trying again: %s", error)
            self._closing.wait(PAUSE_S)
            loads = _again(loads)

    def _ending(self) -> bool:
        return self._stopping or self._closing.is_set()

    def _commit(self, loads: list[_Load]) -> dict[int, list[Event]]:
        """One transaction; the events to publish, by passage, once it is committed."""
        with writing(self._sessions) as session:
            taken = pieces.grow_all(session, [load.growth for load in loads])
            return {
                load.hand.passage_id: _told(session, load, taken=load.hand.passage_id in taken)
                for load in loads
            }


def _load(hand: Hand) -> _Load:
    """What a hand holds now; afterwards it is empty. What failed before is tried again with it."""
    load = _Load(hand, hand.growth(), hand.title, hand.ending, hand.awaited)
    hand.title, hand.ending, hand.awaited, hand.failure = None, None, False, None
    return load


def _again(loads: list[_Load]) -> list[_Load]:
    """The same once more: what was lost may have been the word that all is done."""
    return [replace(load, growth=replace(load.growth, again=True)) for load in loads]


def _tell(load: _Load) -> None:
    """Whoever waits for it."""
    if load.awaited:
        load.hand.settled.set()


def _told(session: Session, load: _Load, *, taken: bool) -> list[Event]:
    """What one hand's part has to tell, and the rest of that part. A refusal is the hand's own and
    does not roll back the others."""
    hand, growth = load.hand, load.growth
    if not taken:
        hand.failure = Refused(f"passage {hand.passage_id} is held by another, or has ended")
        return []
    events = []
    if growth.text:
        events.append(Event("text", hand.passage_id, offset=growth.offset, text=growth.text))
    if load.title and stories.rename(session, hand.story_id, load.title):
        events.append(Event("revised", hand.passage_id))
    if load.ending is not None:
        events += _end(session, hand, load.ending)
    return events


def _end(session: Session, hand: Hand, ending: Ending) -> list[Event]:
    error = dict(ending.error) if ending.error else None
    folded = pieces.fold(session, hand.passage_id, hand.fence, ending.state, error)
    if folded is None:
        hand.failure = Refused(f"passage {hand.passage_id} has ended")
        return []
    folded.provenance = ending.provenance
    more = ending.then(session, folded) if ending.then else ()
    length = len(folded.text)
    ended = Event("state", hand.passage_id, state=ending.state, error=folded.error, length=length)
    return [ended, *more]
