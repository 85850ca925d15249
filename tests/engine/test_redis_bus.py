"""Readers of one process hear what another publishes, and heal when Redis was gone."""

import asyncio
import contextlib
import itertools
import logging
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from raconteur.engine import redis_wire as wire
from raconteur.engine.bus import Subscription
from raconteur.engine.outage import Outage
from raconteur.engine.redis_bus import BusDown, RedisBus, ping
from raconteur.engine.redis_voice import Voice
from raconteur.services.acting import Event
from tests.parts.process import free_port
from tests.parts.redis import Redis

DEADLINE_S = 20.0

needed = pytest.mark.skipif(
    not Redis.installed(), reason="no redis-server: sudo apt install redis-server"
)

EVENTS = [
    Event("state", 7, state="writing"),
    Event("text", 7, offset=0, text="Zoé met 🦔 — “hello”\n\u2028\x00 \ud83e"),
    Event("text", 7, offset=21, text="and " * 3000),
    Event("revised", 7, revision=3),
    Event("state", 7, state="failed", error={"code": "died", "message": "Où ?", "n": None}),
    Event("state", 7, state="done", error=None, length=12021),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = Redis(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Redis]:
    """One that a test may kill."""
    server = Redis(tmp_path)
    server.start()
    yield server
    server.stop()


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


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_travels_exactly(event: Event) -> None:
    assert wire.decode(wire.encode(event)) == event


@needed
def test_every_process_hears_what_is_published_exactly_and_in_order(server: Redis) -> None:
    many = EVENTS + [Event("text", 8, offset=n, text=str(n)) for n in range(200)]

    async def scene(here: RedisBus, there: RedisBus) -> list[list[Event]]:
        readers = [await opened(here, 1), await opened(there, 1), there.subscribe(1)]
        for event in many:
            here.publish(1, event)
        return [await heard(reader, len(many)) for reader in readers]

    with running(server.url) as here, running(server.url) as there:
        assert asyncio.run(scene(here, there)) == [many, many, many]


@needed
def test_readers_hear_their_own_story_alone(server: Redis) -> None:
    async def scene(bus: RedisBus) -> tuple[list[Event], list[Event]]:
        one, two = await opened(bus, 1), await opened(bus, 2)
        bus.publish(2, Event("text", 20))
        bus.publish(1, Event("text", 10))
        return await heard(one, 1), await heard(two, 1)

    with running(server.url) as bus:
        assert asyncio.run(scene(bus)) == ([Event("text", 10)], [Event("text", 20)])


@needed
def test_who_comes_late_hears_what_is_published_from_then_on(server: Redis) -> None:
    async def scene(bus: RedisBus) -> None:
        early = await opened(bus, 1)
        bus.publish(1, Event("text", 7, text="a"))
        assert await heard(early, 1) == [Event("text", 7, text="a")]
        # The channel is open already: nothing was missed, so there is nothing to look for.
        late = bus.subscribe(1)
        bus.publish(1, Event("text", 7, offset=1, text="b"))
        assert await heard(late, 1) == [Event("text", 7, offset=1, text="b")]

    with running(server.url) as bus:
        asyncio.run(scene(bus))


@needed
def test_who_leaves_and_comes_back_hears_again(server: Redis) -> None:
    async def scene(bus: RedisBus) -> None:
        for n in range(20):
            reader = await opened(bus, 1)
            bus.publish(1, Event("text", 7, offset=n))
            assert await heard(reader, 1) == [Event("text", 7, offset=n)]
            reader.close()
            await until(lambda: not channels(server))

    with running(server.url) as bus:
        asyncio.run(scene(bus))


@needed
def test_a_channel_is_open_only_while_somebody_reads(server: Redis) -> None:
    async def scene(bus: RedisBus) -> None:
        readers = [await opened(bus, story_id) for story_id in range(1, 30)]
        second = bus.subscribe(1)
        assert len(channels(server)) == len(readers)
        for reader in readers:
            reader.close()
        await until(lambda: channels(server) == [b"raconteur:story:1"])
        second.close()
        await until(lambda: not channels(server))

    with running(server.url) as bus:
        asyncio.run(scene(bus))


@needed
def test_a_slow_reader_is_told_that_it_missed_something(server: Redis) -> None:
    async def scene(bus: RedisBus) -> None:
        slow, quick = await opened(bus, 1), bus.subscribe(1)
        for offset in range(1000):
            bus.publish(1, Event("text", 7, offset=offset))
            assert await heard(quick, 1) == [Event("text", 7, offset=offset)]
        await told_to_look(slow)
        bus.publish(1, Event("text", 7, offset=1000))
        assert await heard(slow, 1) == [Event("text", 7, offset=1000)]

    with running(server.url) as bus:
        asyncio.run(scene(bus))


@needed
def test_readers_look_at_the_database_while_redis_is_gone_and_hear_again_when_it_is_back(
    own_server: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="raconteur.engine.redis_bus")

    async def scene(bus: RedisBus) -> None:
        readers = [await opened(bus, 2), await opened(bus, 1), bus.subscribe(1)]
        own_server.part.kill()
        for _ in range(3):
            for reader in readers:
                await told_to_look(reader)
        assert not bus.healthy
        bus.publish(1, Event("text", 7, text="lost"))
        own_server.start()
        await until(lambda: bus.healthy)
        for reader, story_id in zip(readers, (2, 1, 1), strict=True):
            await hears_again(bus, reader, story_id)

    with running(own_server.url) as bus:
        asyncio.run(scene(bus))
    said = [record.levelname for record in caplog.records]
    assert said == ["WARNING", "INFO"]


@needed
def test_a_redis_that_hangs_is_as_good_as_gone(own_server: Redis) -> None:
    async def scene(bus: RedisBus) -> None:
        reader = await opened(bus, 1)
        own_server.part.process.send_signal(signal.SIGSTOP)  # type: ignore[union-attr]
        bus.publish(1, Event("text", 7, text="lost"))
        for _ in range(2):
            await told_to_look(reader)
        own_server.part.process.send_signal(signal.SIGCONT)  # type: ignore[union-attr]
        await until(lambda: bus.healthy)
        await hears_again(bus, reader, 1)

    with running(own_server.url) as bus:
        asyncio.run(scene(bus))


@needed
def test_readers_heal_when_the_publisher_alone_was_cut_off(own_server: Redis) -> None:
    admin = own_server.client()
    admin.acl_setuser(
        "writer", enabled=True, passwords=["+secret"], channels=["*"], categories=["+@all"]
    )

    cut_off = Outage("Redis", logging.getLogger(__name__))
    client = redis.Redis.from_url(own_server.url_of("writer", "secret"), **wire.options())
    voice = Voice(client, cut_off)

    async def scene(bus: RedisBus) -> None:
        reader, other = await opened(bus, 1), await opened(bus, 2)
        voice.say(1, Event("text", 7))
        assert await heard(reader, 1) == [Event("text", 7)]
        admin.acl_setuser("writer", enabled=False)
        admin.client_kill_filter(user="writer")
        voice.say(1, Event("state", 7, state="done", length=9))
        await until(lambda: not cut_off.over)
        voice.say(1, Event("revised", 7, revision=2))
        assert bus.healthy
        admin.acl_setuser("writer", enabled=True)
        # Nothing more is published, and yet:
        await told_to_look(reader)
        await until(lambda: cut_off.over)
        voice.say(2, Event("text", 8))
        assert await heard(other, 1) == [Event("text", 8)], "its readers had missed nothing"

    voice.start()
    with running(own_server.url) as bus:
        asyncio.run(scene(bus))
    voice.stop()
    client.close()
    admin.close()


@needed
def test_what_was_published_last_is_said_before_a_process_ends(server: Redis) -> None:
    async def scene(bus: RedisBus) -> None:
        reader = await opened(bus, 1)
        with running(server.url) as brief:
            for offset in range(100):
                brief.publish(1, Event("text", 7, offset=offset))
        assert [event.offset for event in await heard(reader, 100)] == list(range(100))

    with running(server.url) as bus:
        asyncio.run(scene(bus))


@needed
def test_what_another_version_says_makes_readers_look(server: Redis) -> None:
    async def scene(bus: RedisBus) -> None:
        reader = await opened(bus, 1)
        with server.client() as client:
            for strange in (b'{"kind":"new","passage":7,"colour":"red"}', b"\xff", b"[]", b"7"):
                client.publish("raconteur:story:1", strange)
                await told_to_look(reader)

    with running(server.url) as bus:
        asyncio.run(scene(bus))


@needed
def test_a_ping_says_whether_redis_answers(own_server: Redis) -> None:
    with running(own_server.url) as bus:
        bus.ping()
        ping(own_server.url)
        own_server.part.kill()
        with pytest.raises(BusDown):
            bus.ping()
        with pytest.raises(BusDown):
            ping(own_server.url)


def test_nobody_waits_for_a_redis_that_was_never_there() -> None:
    async def scene(bus: RedisBus) -> None:
        reader = bus.subscribe(1)
        for offset in range(1000):
            bus.publish(1, Event("text", 7, offset=offset))
        await told_to_look(reader)
        reader.close()

    with running(f"redis://127.0.0.1:{free_port()}/0") as bus:
        asyncio.run(scene(bus))


def channels(server: Redis) -> list[bytes]:
    with server.client() as client:
        found: list[bytes] = client.pubsub_channels("raconteur:story:*")
        return found


async def hears_again(bus: RedisBus, reader: Subscription, story_id: int) -> None:
    """It may be told to look some more times first, and hear only what is said after that."""
    end = time.monotonic() + DEADLINE_S
    for n in itertools.count():
        bus.publish(story_id, Event("text", 99, offset=n))
        taken = await reader.take(0.05)
        if taken and any(event.passage == 99 for event in taken):
            return
        assert time.monotonic() < end, "it heard nothing more"
