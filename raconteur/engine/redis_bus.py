"""The bus between processes: Redis carries what is published, the bus of each process fans it out.

Redis keeps nothing and may be gone at any time. Then events are dropped, and every reader that may
have missed one is told so and heals from the database.
"""

import logging

from redis import ConnectionPool, Redis
from redis.exceptions import RedisError

from raconteur.engine import redis_wire as wire
from raconteur.engine.bus import Bus, Subscription
from raconteur.engine.outage import Outage
from raconteur.engine.redis_ear import Ear
from raconteur.engine.redis_line import Line
from raconteur.engine.redis_voice import Voice
from raconteur.services.acting import Event

log = logging.getLogger(__name__)


class BusDown(Exception):
    """Redis does not answer."""


class RedisBus:
    """start(), then as a `Bus`, then stop(). It starts without Redis too, and waits for it.

    url  redis://, rediss:// or unix://
    """

    def __init__(self, url: str) -> None:
        self._pool = ConnectionPool.from_url(url, **wire.options())
        self._redis = Redis(connection_pool=self._pool)
        self._outage = Outage("Redis", log)
        self._local = Bus(self._turn_to)
        self._voice = Voice(self._redis, self._outage)
        self._ear = Ear(Line(self._pool), self._local, self._outage)

    def start(self) -> None:
        self._voice.start()
        self._ear.start()

    def stop(self) -> None:
        """Publish what waits, and end."""
        self._voice.stop()
        self._ear.stop()
        self._pool.disconnect()

    def publish(self, story_id: int, event: Event) -> None:
        """Tell every reader of a story, in any process. From any thread; never waits, never
        raises."""
        self._voice.say(story_id, event)

    def subscribe(self, story_id: int) -> Subscription:
        """Called in the reader's event loop. The first of a story in this process is soon told
        once to look again, because the channel opens after this returns."""
        return self._local.subscribe(story_id)

    @property
    def healthy(self) -> bool:
        """Whether no connection is known to be lost."""
        return self._outage.over

    def ping(self) -> None:
        """Raises BusDown, within a second."""
        _ask(self._redis)

    def _turn_to(self, story_id: int) -> None:
        self._ear.turn_to(story_id)


def ping(url: str) -> None:
    """Ask before there is a bus. Raises BusDown, within a second, or ValueError for a bad URL."""
    with Redis.from_url(url, **wire.options()) as redis:
        _ask(redis)


def _ask(redis: Redis) -> None:
    try:
        redis.ping()
    except (RedisError, OSError) as error:
        raise BusDown(str(error)) from error
