"""Many chats with one server at once."""

import asyncio
import math
import statistics
import time
from collections.abc import Sequence
from typing import NamedTuple

from bench.chats import Chat, tokens
from bench.streams import Wire


class How(NamedTuple):
    """How many streams; seconds until everybody is being told, and that are counted; how many are
    asked amid the others."""

    streams: int
    settled_s: float
    window_s: float
    samples: int


class Told(NamedTuple):
    """Milliseconds added to the first token, all asked at one moment and one amid the others;
    infinite when it was not there in time; tokens a second that came to all."""

    at_once: float
    amid: float
    delivered: float


async def round_of(chat: Chat, directly: Chat, how: How) -> Told:
    """`directly`: the same asked of the model itself, so that it can be taken off."""
    wires, alone = await _at_once(directly, how.streams)
    _close(wires)
    asked = time.perf_counter()
    wires, through = await _at_once(chat, how.streams)
    try:
        await asyncio.sleep(max(0.0, asked + how.settled_s - time.perf_counter()))
        began = time.perf_counter()
        await asyncio.sleep(how.window_s)
        ended = time.perf_counter()
        amid = await _amid(chat, directly, wires, how.samples)
    finally:
        _close(wires)
    return Told(
        1000 * (statistics.median(through) - statistics.median(alone)),
        1000 * amid,
        sum(_between(wire, began, ended) for wire in wires) / (ended - began),
    )


async def _at_once(chat: Chat, streams: int) -> tuple[list[Wire], list[float]]:
    """All asked at one moment: who is being told, and each one's seconds to the first token."""
    wires = [await chat.wire() for _ in range(streams)]
    return wires, await asyncio.gather(*(chat.asked(wire) for wire in wires))


async def _amid(chat: Chat, directly: Chat, wires: list[Wire], samples: int) -> float:
    """The median of seconds added when one is asked anew while the others are told."""
    taken: list[float] = []
    for n in range(samples):
        wires[n].transport.close()
        wires.append(await chat.wire())
        through = await chat.asked(wires[-1])
        if math.isinf(through):
            return through
        alone = await directly.wire()
        taken.append(through - await directly.asked(alone))
        alone.transport.close()
    return statistics.median(taken)


def _between(wire: Wire, began: float, ended: float) -> int:
    return tokens([data for when, data in wire.read if began <= when < ended])


def _close(wires: Sequence[Wire]) -> None:
    for wire in wires:
        wire.transport.close()
