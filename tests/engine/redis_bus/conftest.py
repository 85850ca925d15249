"""A Redis of our own, buses on it, and what their readers hear."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from raconteur.engine.bus import Subscription
from raconteur.engine.redis_bus import RedisBus
from raconteur.services.acting import Event
from tests.parts.redis import Redis

DEADLINE_S = 20.0

needed = pytest.mark.skipif(
    not Redis.installed(), reason="no redis-server: sudo apt install redis-server"
)


@contextlib.contextmanager
def a_redis(home: Path) -> Iterator[Redis]:
    server = Redis(home)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with a_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Redis]:
    """One that a test may kill."""
    with a_redis(tmp_path) as server:
        yield server


@contextlib.contextmanager
def running(url: str) -> Iterator[RedisBus]:
    bus = RedisBus(url)
    bus.start()
    try:
        yield bus
    finally:
        bus.stop()


async def until(true: Callable[[], object]) -> None:
    """Look again and again, for what nothing tells us of."""
    end = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < end, "it did not come true"
        await asyncio.sleep(0.02)


async def told_to_look(reader: Subscription) -> None:
    assert await reader.take(DEADLINE_S) is None


async def heard(reader: Subscription, count: int) -> list[Event]:
    events: list[Event] = []
    while len(events) < count:
        taken = await reader.take(DEADLINE_S)
        assert taken, "told to look, or nothing came"
        events += taken
    return events


async def opened(bus: RedisBus, story_id: int) -> Subscription:
    """The first reader of a story, once its channel is heard."""
    reader = bus.subscribe(story_id)
    await told_to_look(reader)
    return reader
