"""Redis may be gone at any time: nobody waits for it, and readers heal from the database."""

import asyncio
import itertools
import logging
import signal
import time

import pytest
import redis

from raconteur.engine import redis_wire as wire
from raconteur.engine.bus import Subscription
from raconteur.engine.outage import Outage
from raconteur.engine.redis_bus import BusDown, RedisBus, ping
from raconteur.engine.redis_voice import Voice
from raconteur.services.acting import Event
from tests.engine.redis_bus.conftest import (
    DEADLINE_S,
    heard,
    needed,
    opened,
    running,
    told_to_look,
    until,
)
from tests.parts.process import free_port
from tests.parts.redis import Redis


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


async def hears_again(bus: RedisBus, reader: Subscription, story_id: int) -> None:
    """It may be told to look some more times first, and hear only what is said after that."""
    end = time.monotonic() + DEADLINE_S
    for n in itertools.count():
        bus.publish(story_id, Event("text", 99, offset=n))
        taken = await reader.take(0.05)
        if taken and any(event.passage == 99 for event in taken):
            return
        assert time.monotonic() < end, "it heard nothing more"
