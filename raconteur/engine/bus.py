"""The bus between writers and readers inside one process.

A writer's thread publishes; each reader's asyncio task waits. Nothing is lost when a reader is
slow: the events it could not take are dropped here and it heals from the database.
"""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable

from raconteur.services.acting import Event

# Events one reader may leave waiting; beyond it, reading the database once is cheaper.
BACKLOG = 256
# Seconds between two looks at who has slept for too long. A timer for each reader and event would
# cost as much as the event.
TICK_S = 0.5


class Waker:
    """Wakes the readers of one event loop, from any thread: all of a burst with one call, for each
    call wakes the loop's own thread, and costs more than the event."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._called: list[Subscription] = []
        self._lock = threading.Lock()
        self._asleep: set[Subscription] = set()
        self._ticking = False

    def wake(self, sleeper: "Subscription") -> None:
        with self._lock:
            self._called.append(sleeper)
            first = len(self._called) == 1
        if first:
            with contextlib.suppress(RuntimeError):  # its loop is closed, and nobody waits there
                self.loop.call_soon_threadsafe(self._wake_all)

    async def sleep(self, sleeper: "Subscription") -> None:
        """Until it is woken, or `sleeper.until` has come. In the event loop."""
        sleeper.woken = self.loop.create_future()
        self._asleep.add(sleeper)
        if not self._ticking:
            self._ticking = True
            self.loop.call_later(TICK_S, self._tick)
        try:
            await sleeper.woken
        finally:
            self._asleep.discard(sleeper)
            sleeper.woken = None

    def _wake_all(self) -> None:
        with self._lock:
            called, self._called = self._called, []
        for sleeper in called:
            _end(sleeper)

    def _tick(self) -> None:
        now = self.loop.time()
        for sleeper in self._asleep:
            if sleeper.until <= now:
                _end(sleeper)
        self._ticking = bool(self._asleep)
        if self._ticking:
            self.loop.call_later(TICK_S, self._tick)


def _end(sleeper: "Subscription") -> None:
    if sleeper.woken is not None and not sleeper.woken.done():
        sleeper.woken.set_result(None)


class Subscription:
    """One reader's waiting room. Made and used in an event loop, filled from any thread.

    `until` and `woken` are the waker's.
    """

    def __init__(self, waker: Waker, leave: Callable[["Subscription"], None]) -> None:
        self.until = 0.0
        self.woken: asyncio.Future[None] | None = None
        self._waker = waker
        self._leave = leave
        self._waiting: deque[Event] = deque()
        self._missed = False
        self._lock = threading.Lock()

    async def take(self, timeout: float) -> list[Event] | None:
        """All events waiting, [] after `timeout` seconds without one (and `TICK_S` at most), None
        when some were missed: look at the database."""
        now = self._waker.loop.time
        self.until = now() + timeout
        # It may be woken for what it took a moment ago.
        while not (self._waiting or self._missed) and now() < self.until:
            await self._waker.sleep(self)
        with self._lock:
            taken, missed = list(self._waiting), self._missed
            self._waiting.clear()
            self._missed = False
        return None if missed else taken

    def close(self) -> None:
        self._leave(self)

    def put(self, event: Event) -> None:
        with self._lock:
            if self._missed:
                return
            if len(self._waiting) < BACKLOG:
                self._waiting.append(event)
                # One wake-up is enough for all that follows until the reader takes them.
                if len(self._waiting) == 1:
                    self._waker.wake(self)
                return
        self.miss()

    def miss(self) -> None:
        """Something did not arrive. What waits is not needed: the database has it too."""
        with self._lock:
            if not self._missed:
                self._waiting.clear()
                self._missed = True
                self._waker.wake(self)


def _nothing(_: int) -> None:
    return


class Bus:
    """Subscriptions by story.

    changed  called with a story, from any thread, after its first reader came or its last one left
    """

    def __init__(self, changed: Callable[[int], None] = _nothing) -> None:
        self._changed = changed
        self._by_story: dict[int, set[Subscription]] = {}
        self._waker: Waker | None = None
        self._lock = threading.Lock()

    def subscribe(self, story_id: int) -> Subscription:
        """Called in the reader's event loop."""

        def leave(subscription: Subscription) -> None:
            with self._lock:
                left = self._by_story.get(story_id, set())
                left.discard(subscription)
                last = not left and self._by_story.pop(story_id, None) is not None
            if last:
                self._changed(story_id)

        loop = asyncio.get_running_loop()
        with self._lock:
            if self._waker is None or self._waker.loop is not loop:
                self._waker = Waker(loop)
            subscription = Subscription(self._waker, leave)
            first = story_id not in self._by_story
            self._by_story.setdefault(story_id, set()).add(subscription)
        if first:
            self._changed(story_id)
        return subscription

    def publish(self, story_id: int, event: Event) -> None:
        """Tell every reader of a story. From any thread; never waits for a reader."""
        for reader in self._readers(story_id):
            reader.put(event)

    def miss(self, story_id: int) -> None:
        """Tell every reader of a story that something did not arrive."""
        for reader in self._readers(story_id):
            reader.miss()

    def stories(self) -> list[int]:
        """Those that somebody reads."""
        with self._lock:
            return list(self._by_story)

    def is_read(self, story_id: int) -> bool:
        with self._lock:
            return story_id in self._by_story

    def _readers(self, story_id: int) -> tuple[Subscription, ...]:
        with self._lock:
            return tuple(self._by_story.get(story_id, ()))
