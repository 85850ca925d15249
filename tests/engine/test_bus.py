"""Readers hear what is published; a slow one is told that it missed something."""

import asyncio
import threading

from raconteur.engine.bus import BACKLOG, Bus
from raconteur.services.acting import Event


def test_every_reader_of_a_story_hears_it_from_any_thread() -> None:
    async def scene() -> tuple[list[Event] | None, list[Event] | None, list[Event] | None]:
        bus = Bus()
        one, two, other = bus.subscribe(1), bus.subscribe(1), bus.subscribe(2)
        thread = threading.Thread(target=bus.publish, args=(1, Event("text", 7, text="a")))
        thread.start()
        heard = await one.take(5), await two.take(5), await other.take(0.01)
        thread.join()
        return heard

    one, two, other = asyncio.run(scene())
    assert one == two == [Event("text", 7, text="a")]
    assert other == []


def test_a_slow_reader_is_told_that_it_missed_something() -> None:
    async def scene() -> tuple[list[Event] | None, list[Event] | None]:
        bus = Bus()
        slow = bus.subscribe(1)
        for n in range(BACKLOG + 5):
            bus.publish(1, Event("text", 7, offset=n))
        missed = await slow.take(5)
        bus.publish(1, Event("text", 7, offset=999))
        return missed, await slow.take(5)

    missed, after = asyncio.run(scene())
    assert missed is None
    assert after == [Event("text", 7, offset=999)]


def test_who_left_is_forgotten() -> None:
    async def scene() -> Bus:
        bus = Bus()
        bus.subscribe(1).close()
        bus.publish(1, Event("text", 7))
        return bus

    assert not asyncio.run(scene())._by_story
