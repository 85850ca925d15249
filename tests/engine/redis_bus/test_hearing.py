"""Readers of one process hear what another publishes."""

import asyncio
import select

import pytest
from redis import ConnectionPool

from raconteur.engine import redis_line
from raconteur.engine import redis_wire as wire
from raconteur.engine.redis_bus import RedisBus
from raconteur.engine.redis_line import Line
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
from tests.parts.redis import Redis

EVENTS = [
    Event("state", 7, state="writing"),
    Event("text", 7, offset=0, text="Zoé met 🦔 — “hello”\n\u2028\x00 \ud83e"),
    Event("text", 7, offset=21, text="and " * 3000),
    Event("revised", 7, revision=3),
    Event("state", 7, state="failed", error={"code": "died", "message": "Où ?", "n": None}),
    Event("state", 7, state="done", error=None, length=12021),
]


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


def channels(server: Redis) -> list[bytes]:
    with server.client() as client:
        found: list[bytes] = client.pubsub_channels("raconteur:story:*")
        return found


@needed
def test_a_connection_that_is_asked_whether_it_lives_says_nothing_else(
    server: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_line, "SILENCE_S", 0.0)
    line = Line(ConnectionPool.from_url(server.url, **wire.options()))
    theirs = line.open()

    def said() -> list[bytes]:
        assert select.select([theirs], [], [], DEADLINE_S)[0]
        return [kind for kind, _, _ in line.messages()]

    line.feel_pulse()
    assert said() == []
    line.subscribe([wire.channel(1)])
    assert said() == [b"subscribe"]
    line.feel_pulse()
    assert said() == []
    line.close()
