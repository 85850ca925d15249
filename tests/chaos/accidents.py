"""What goes wrong: kills, freezes, purges. Each is mended before the next, but for a clock, which
stays where it was put, and in a long run for a process that is still starting."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from kombu.connection import Connection
from redis import Redis

from raconteur.engine.celery_bell import QUEUE
from tests.chaos.waits import Happened
from tests.cluster.cluster import Cluster
from tests.parts.process import Part

# Past a writer's lease.
FROZEN_S = 7.0
UNASKED = "ended by itself"


@dataclass
class Accidents:
    """`one()` makes one happen.

    weights   how often each kind, beside the others
    wait      whether a web or writer that was killed serves again before the next accident
    left_out  what cannot happen here, and why
    """

    cluster: Cluster
    chance: random.Random
    wait: bool = True
    happened: list[Happened] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(
        default_factory=lambda: {
            "writer": 8,
            "web": 5,
            "two writers": 3,
            "all writers": 1,
            "redis": 3,
            "rabbitmq": 2,
            "postgres": 3,
            "model": 2,
            "web and writer": 3,
            "freeze": 2,
            "purge": 2,
            "full disk": 2,
            "clock": 2,
        }
    )

    def __post_init__(self) -> None:
        if not self.cluster.disk.mounted:
            del self.weights["full disk"]
            self.left_out.append("full disk (only root may mount one)")
        if not self.cluster.clock.here:
            del self.weights["clock"]
            self.left_out.append("clock (no libfaketime)")

    @property
    def kills(self) -> int:
        return sum(each.kills for each in self.happened)

    async def one(self) -> None:
        """One accident, and its repair."""
        self.start_what_ended()
        kinds = list(self.weights)
        what = self.chance.choices(kinds, [self.weights[kind] for kind in kinds])[0]
        acts: dict[str, Callable[[], Awaitable[int]]] = {
            "writer": lambda: self._kill(self._some(self.cluster.writers, 1)),
            "web": lambda: self._kill(self._some(self.cluster.webs, 1)),
            "two writers": lambda: self._kill(self._some(self.cluster.writers, 2)),
            "all writers": lambda: self._kill(self.cluster.writers),
            "web and writer": lambda: self._kill(
                self._some(self.cluster.webs, 1) + self._some(self.cluster.writers, 1)
            ),
            "redis": self._redis,
            "rabbitmq": self._rabbitmq,
            "postgres": self._postgres,
            "model": self._model,
            "freeze": self._freeze,
            "purge": self._purge,
            "full disk": self._full_disk,
            "clock": self._clock,
        }
        began = time.monotonic()
        kills = await acts[what]()
        self.happened.append(Happened(what, began, time.monotonic(), kills))

    def start_what_ended(self) -> None:
        """Anew, though nobody killed it, as what watches over a server does; it is counted."""
        cluster = self.cluster
        servers = cluster.postgres.part, cluster.redis.part, cluster.rabbitmq.part
        for part in (*servers, *cluster.webs, *cluster.writers):
            if not part.alive:
                now = time.monotonic()
                part.spawn()
                self.happened.append(Happened(UNASKED, now, now, 0))

    def _some(self, parts: list[Part], count: int) -> list[Part]:
        return self.chance.sample(parts, count)

    async def _pause(self) -> None:
        await asyncio.sleep(self.chance.uniform(0.0, 2.0 if self.wait else 0.5))

    async def _kill(self, parts: list[Part]) -> int:
        """Only what lives can be killed."""
        killed = sum(part.alive for part in parts)
        for part in parts:
            part.kill()
        await self._pause()
        for part in parts:
            part.spawn()
        if self.wait:
            for part in parts:
                await asyncio.to_thread(part.wait_ready)
        return killed

    async def _redis(self) -> int:
        self.cluster.redis.part.kill()
        await self._pause()
        await asyncio.to_thread(self.cluster.redis.start)
        return 1

    async def _rabbitmq(self) -> int:
        await asyncio.to_thread(self.cluster.rabbitmq.kill)
        await self._pause()
        await asyncio.to_thread(self.cluster.rabbitmq.start)
        return 1

    async def _postgres(self) -> int:
        await asyncio.to_thread(self.cluster.postgres.crash)
        await self._pause()
        await asyncio.to_thread(self.cluster.postgres.start)
        return 1

    async def _model(self) -> int:
        model = self.cluster.scripted
        assert model is not None
        if model.pid is not None:
            os.kill(model.pid, signal.SIGKILL)
        await asyncio.to_thread(model.stop)
        await self._pause()
        await asyncio.to_thread(model.start)
        return 1

    async def _freeze(self) -> int:
        """A writer that is presumed dead and wakes up with text in its hands."""
        [part] = self._some(self.cluster.writers, 1)
        os.kill(part.pid, signal.SIGSTOP)
        await asyncio.sleep(FROZEN_S)
        os.kill(part.pid, signal.SIGCONT)
        return 0

    async def _purge(self) -> int:
        """Every message that waits is gone, and what Redis holds too."""

        def purge() -> None:
            with Redis.from_url(self.cluster.redis.url) as redis:
                redis.flushall()
            with Connection(self.cluster.rabbitmq.url) as connection:  # type: ignore[no-untyped-call]
                connection.default_channel.queue_purge(QUEUE)

        await asyncio.to_thread(purge)
        return 0

    async def _full_disk(self) -> int:
        """The database cannot grow by a byte for a while."""
        await asyncio.to_thread(self.cluster.disk.fill)
        await asyncio.sleep(self.chance.uniform(1.0, 4.0))
        self.cluster.disk.free()
        # It ends itself when it cannot write its log, as it would on any full disk.
        await asyncio.sleep(0.5)
        if not self.cluster.postgres.part.alive:
            await asyncio.to_thread(self.cluster.postgres.start)
        return 0

    async def _clock(self) -> int:
        """A writer's wall clock jumps, hours ahead or days back."""
        self.cluster.clock.step(self.chance.choice((3600, 7 * 3600, -86_400, 0)))
        return 0
