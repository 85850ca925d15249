"""The bus between writers and readers inside one process.

A writer's thread publishes; each reader's asyncio task waits. Nothing is lost when a reader is
slow: the events it could not take are dropped here and it heals from the database.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable

from raconteur.services.acting import Event

# Events one reader may leave waiting; beyond it, reading the database once is cheaper.
BACKLOG = 256


class Subscription:
    """One reader's waiting room. Made and used in an event loop, filled from any thread."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, leave: Callable[["Subscription"], None]
    ) -> None:
        self._loop = loop
        self._leave = leave
        self._waiting: deque[Event] = deque()
        self._wake = asyncio.Event()
        self._overflowed = False
        self._lock = threading.Lock()

    async def take(self, timeout: float) -> list[Event] | None:
        """All events waiting, [] after `timeout` seconds without one, None after an overflow."""
        try:
            await asyncio.wait_for(self._wake.wait(), timeout)
        except TimeoutError:
            return []
        with self._lock:
            self._wake.clear()
            taken, overflowed = list(self._waiting), self._overflowed
            self._waiting.clear()
            self._overflowed = False
        return None if overflowed else taken

    def close(self) -> None:
        self._leave(self)

    def put(self, event: Event) -> None:
        with self._lock:
            if self._overflowed:
                return
            if len(self._waiting) >= BACKLOG:
                self._waiting.clear()
                self._overflowed = True
            else:
                self._waiting.append(event)
            first = len(self._waiting) <= 1
        # One wake-up is enough for all that follows until the reader takes them.
        if first and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)


class Bus:
    """Subscriptions by story."""

    def __init__(self) -> None:
        self._by_story: dict[int, set[Subscription]] = {}
        self._lock = threading.Lock()

    def subscribe(self, story_id: int) -> Subscription:
        """Called in the reader's event loop."""

        def leave(subscription: Subscription) -> None:
            with self._lock:
                left = self._by_story.get(story_id, set())
                left.discard(subscription)
                if not left:
                    self._by_story.pop(story_id, None)

        subscription = Subscription(asyncio.get_running_loop(), leave)
        with self._lock:
            self._by_story.setdefault(story_id, set()).add(subscription)
        return subscription

    def publish(self, story_id: int, event: Event) -> None:
        """Tell every reader of a story. From any thread; never waits for a reader."""
        with self._lock:
            readers = tuple(self._by_story.get(story_id, ()))
        for reader in readers:
            reader.put(event)
