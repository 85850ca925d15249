"""Says to Redis what a process publishes, in a thread of its own, so that no writer waits.

What could not be said is not kept, for the database has it: only the stories are remembered. When
Redis can be reached again their readers are told that they missed something, whether or not
anything else is published.
"""

import threading
from collections import deque

from redis import Redis
from redis.exceptions import RedisError

from raconteur.engine import redis_wire as wire
from raconteur.engine.outage import Outage
from raconteur.services.acting import Event

# Events that may wait while Redis is slow, and how many are said in one breath.
ROOM, BREATH = 10_000, 200

Said = tuple[int, Event]


class Voice:
    """start(), then `say` from any thread, then stop()."""

    NAME = "publishing"

    def __init__(self, redis: Redis, outage: Outage) -> None:
        self._redis, self._outage = redis, outage
        self._waiting: deque[Said] = deque()
        self._missed: set[int] = set()
        self._mute = False
        self._stopping = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="redis-voice", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Say what waits, with one last try when Redis was gone, and end."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def say(self, story_id: int, event: Event) -> None:
        with self._changed:
            if self._mute:
                self._missed.add(story_id)
                return
            if len(self._waiting) >= ROOM:
                self._drop()
            self._waiting.append((story_id, event))
            if len(self._waiting) == 1:
                self._changed.notify_all()

    def _run(self) -> None:
        while self._wait_for_work() and (self._breathe() or not self._stopping):
            pass

    def _wait_for_work(self) -> bool:
        """Until something may be said; False when stopping with nothing left."""
        with self._changed:
            if self._mute:
                self._changed.wait_for(lambda: self._stopping, wire.PAUSE_S)
            else:
                self._changed.wait_for(lambda: self._stopping or self._waiting or self._missed)
            return bool(self._waiting or self._missed)

    def _breathe(self) -> bool:
        """Whether Redis has heard it. A drop is told after what was said before it, so that the
        reader's look at the database is the last word."""
        with self._changed:
            count = min(BREATH, len(self._waiting))
            breath = [self._waiting.popleft() for _ in range(count)]
            missed, self._missed = self._missed, set()
        try:
            self._speak(breath, missed)
        except (RedisError, OSError) as error:
            with self._changed:
                self._mute = True
                self._missed |= missed | {story_id for story_id, _ in breath}
                self._drop()
            self._outage.begin(self.NAME, error)
            return False
        if self._mute:
            self._mute = False
            self._outage.end(self.NAME)
        return True

    def _speak(self, breath: list[Said], missed: set[int]) -> None:
        """In one round trip. Raises RedisError or OSError."""
        pipeline = self._redis.pipeline(transaction=False)
        for story_id, event in breath:
            pipeline.publish(wire.channel(story_id), _encoded(event))
        for story_id in missed:
            pipeline.publish(wire.channel(story_id), wire.MISSED)
        pipeline.execute()

    def _drop(self) -> None:
        """All that waits, not the newest alone: nothing older may follow the word of a drop."""
        self._missed.update(story_id for story_id, _ in self._waiting)
        self._waiting.clear()


def _encoded(event: Event) -> bytes:
    try:
        return wire.encode(event)
    except (TypeError, ValueError):
        return wire.MISSED
