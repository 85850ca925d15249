"""Fifty stories at once, each of a capable model that says 100 tokens a second.

Fifty stories with their event streams open are continued at the same moment (`POST
/api/stories/{id}/passages`, a connection each; free, 2,000 words). To the first token, all asked
at one moment: the median of the seconds from each POST to its first `text` event, less the median
when the model is asked directly, fifty at once, for the same: what the craft reads of it before
its first words. To the first token, one asked amid the others: while all are being told, one is
stopped and continued, then another, and what the same costs directly at that moment is taken off,
sample by sample. The sides take turns within a round. Delivered: the words (a token each) of all
`text` events that came to the fifty readers within a window of seconds once all are being told,
for each of its seconds; the model was asked meanwhile how many it sent, which stands beside.
Everything is committed before it is delivered. The model is the bench's own (`bench/upstream.py`),
whose share of a core stands beside, since it and the readers run on the same processors as the
server.
"""

import asyncio
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.chats import of_model
from bench.directly import Directly
from bench.figure import Figure, over, under, with_peers
from bench.model import Upstream, with_upstream
from bench.peers.many import How, Told, round_of
from bench.peers.peer import Peer, Peers, started
from bench.processes import family, ticks
from bench.requests import Asked
from bench.streams import Door, Wire
from tests.system.serving import Serving

GOAL_MS, GOAL_RATE = 40, 4_900
STORIES, PACE = 50, 100.0
# Seconds after the POSTs from which everybody is being told, and how long is counted.
SETTLED_S, WINDOW_S = 5.0, 8.0
# Stories asked amid the others, each round.
SAMPLES = 7
# Of an answer of the others, which is not read to its end; and short ones beforehand.
WORDS, WARM_UP = 20_000, 10
WISH = {"prompt": "A bear who is lost", "craft": "free", "language": "en", "length_words": 2000}

ToldBy = dict[str, list[Told]]


@dataclass(frozen=True, slots=True)
class Taken:
    """One round. Seconds to each story's first token; tokens a second; shares of a core."""

    ours: list[float]
    directly: list[float]
    amid: list[float]
    delivered: float
    sent: float
    model_cpu: float
    server_cpu: float
    reader_cpu: float

    @property
    def added_ms(self) -> float:
        return 1000 * (statistics.median(self.ours) - statistics.median(self.directly))


def measure(rounds: int, peers: Peers = ()) -> list[Figure]:
    at_once = {"RACONTEUR_WRITERS": str(STORIES), "RACONTEUR_STORIES_AT_ONCE": str(STORIES)}
    with with_upstream(PACE, **at_once) as (server, model):
        taken, told = asyncio.run(Bench(server, model).rounds(rounds, peers))
    return [
        with_peers(_first_token(taken), _each(told, lambda one: one.at_once), "ms"),
        with_peers(_amid(taken), _each(told, lambda one: one.amid), "ms"),
        with_peers(_delivered(taken), _each(told, lambda one: one.delivered), "tokens/s", 0),
    ]


def _each(told: ToldBy, figure: Callable[[Told], float]) -> dict[str, list[float]]:
    return {name: [figure(one) for one in rounds] for name, rounds in told.items()}


def _first_token(taken: Sequence[Taken]) -> Figure:
    every = [1000 * each for one in taken for each in one.ours]
    directly = statistics.median(1000 * each for one in taken for each in one.directly)
    beside = (
        f"rounds {', '.join(f'{each.added_ms:.1f}' for each in taken)}; with us "
        f"{statistics.median(every):.0f} ms (9 in 10 under "
        f"{statistics.quantiles(every, n=10)[-1]:.0f}), directly {directly:.0f}"
    )
    value = statistics.median(each.added_ms for each in taken)
    name = f"added to the first token, {STORIES} stories asked at one moment"
    return under(name, GOAL_MS, value, "ms", beside)


def _amid(taken: Sequence[Taken]) -> Figure:
    every = [1000 * each for one in taken for each in one.amid]
    middles = [1000 * statistics.median(one.amid) for one in taken]
    beside = (
        f"rounds of {SAMPLES}: {', '.join(f'{each:.1f}' for each in middles)}; "
        f"9 in 10 under {statistics.quantiles(every, n=10)[-1]:.0f} ms"
    )
    name = f"added to the first token, one asked amid {STORIES - 1} others"
    return under(name, GOAL_MS, statistics.median(middles), "ms", beside)


def _delivered(taken: Sequence[Taken]) -> Figure:
    middle = statistics.median_low([each.delivered for each in taken])
    one = next(each for each in taken if each.delivered == middle)
    beside = (
        f"rounds {', '.join(f'{each.delivered:.0f}' for each in taken)}; the model sent "
        f"{one.sent:.0f}; shares of a core: server {one.server_cpu:.0%}, model "
        f"{one.model_cpu:.0%}, readers {one.reader_cpu:.0%}"
    )
    name = f"tokens/s delivered, {STORIES} stories at {PACE:.0f} each"
    return over(name, GOAL_RATE, middle, "tokens/s", beside)


class Bench:
    """A server, its model and fifty readers."""

    def __init__(self, server: Serving, model: Upstream) -> None:
        self._server, self._model = server, model
        self._door = Door("127.0.0.1", server.port)
        self._stories: list[int] = []
        self._streams: list[Wire] = []

    async def rounds(self, number: int, peers: Peers) -> tuple[list[Taken], ToldBy]:
        """Ours, and each of the others', in turn."""
        begun = await asyncio.gather(*(self._begin(seed) for seed in range(STORIES)))
        self._stories = [int(str(story["id"])) for story in begun]
        directly = Directly(self._model.url, self._server.home)
        asked = await asyncio.to_thread(directly.asked, int(str(begun[0]["head"])))
        await self._stop([int(str(story["head"])) for story in begun])
        await self._round(asked, 0.0)
        taken: list[Taken] = []
        told: ToldBy = {peer.label(): [] for peer in peers}
        for _ in range(number):
            taken.append(await self._round(asked, WINDOW_S))
            for peer in peers:
                told[peer.label()].append(await self._told_by(peer))
        return taken, told

    async def _told_by(self, kind: type[Peer]) -> Told:
        """Started anew, so that what it still does for its streams disturbs nobody."""
        with started([kind], self._model.url) as [peer]:
            for _ in range(WARM_UP):
                await asyncio.to_thread(peer.chat(WARM_UP).first_token)
            how = How(STORIES, SETTLED_S, WINDOW_S, SAMPLES)
            return await round_of(peer.chat(WORDS), of_model(self._model, WORDS), how)

    async def _begin(self, seed: int) -> dict[str, object]:
        return await self._door.ask("POST", "/api/stories", {**WISH, "seed": seed})

    async def _stop(self, passages: Sequence[int]) -> None:
        asked = (self._door.ask("POST", f"/api/passages/{each}/stop") for each in passages)
        await asyncio.gather(*asked)

    async def _round(self, asked: Sequence[Asked], window: float) -> Taken:
        directly = await asyncio.gather(*(self._directly(asked) for _ in range(STORIES)))
        streams = [await self._follow(story) for story in self._stories]
        ours = await self._continue_all(streams)
        await asyncio.sleep(SETTLED_S if window else 0.0)
        counted = await self._counted(streams, window)
        await self._stop_all()
        # Begun anew, so that all are told until the last of the samples.
        await self._continue_all(streams)
        await asyncio.sleep(SETTLED_S if window else 0.0)
        amid = [
            await self._amid(self._stories[n], streams[n], asked)
            for n in range(SAMPLES if window else 0)
        ]
        await self._stop_all()
        for wire in streams:
            wire.transport.close()
        return Taken(ours, list(directly), amid, *counted)

    async def _continue_all(self, streams: Sequence[Wire]) -> list[float]:
        """Seconds from each story's POST to its first text."""
        posting = [await self._door.wire() for _ in self._stories]
        firsts = [wire.until(lambda data: b"event: text" in data) for wire in streams]
        answers = [wire.until(lambda data: b'"head":' in data) for wire in posting]
        began = []
        for wire, story in zip(posting, self._stories, strict=True):
            began.append(time.perf_counter())
            wire.post(f"/api/stories/{story}/passages", {})
        came = await asyncio.wait_for(asyncio.gather(*firsts), 60)
        await asyncio.wait_for(asyncio.gather(*answers), 60)
        for wire in posting:
            wire.transport.close()
        return [there - then for there, then in zip(came, began, strict=True)]

    async def _amid(self, story: int, stream: Wire, asked: Sequence[Asked]) -> float:
        """Seconds added when one is asked while the others are told."""
        head = (await self._door.ask("GET", f"/api/stories/{story}"))["head"]
        stopped = stream.until(lambda data: b'"state":"stopped"' in data)
        await self._stop([int(str(head))])
        await asyncio.wait_for(stopped, 60)
        wire = await self._door.wire()
        first = stream.until(lambda data: b"event: text" in data)
        began = time.perf_counter()
        wire.post(f"/api/stories/{story}/passages", {})
        taken = await asyncio.wait_for(first, 60) - began
        wire.transport.close()
        return taken - await self._directly(asked)

    async def _follow(self, story: int) -> Wire:
        """The story's stream, what is there already read."""
        wire = await self._door.wire()
        there = wire.until(lambda data: b"event: state" in data)
        wire.get(f"/api/stories/{story}/events")
        await asyncio.wait_for(there, 60)
        wire.read.clear()
        return wire

    async def _counted(
        self, streams: Sequence[Wire], window: float
    ) -> tuple[float, float, float, float, float]:
        """Delivered and sent, a second; processor time of model, server and this process."""
        assert self._server.process
        of = [[self._model.pid], family(self._server.process.pid), [os.getpid()]]
        began, sent = time.perf_counter(), await asyncio.to_thread(self._model.tokens)
        used = [sum(map(ticks, each)) for each in of]
        await asyncio.sleep(window)
        ended, sent = time.perf_counter(), await asyncio.to_thread(self._model.tokens) - sent
        hertz = os.sysconf("SC_CLK_TCK")
        shares = [
            (sum(map(ticks, each)) - before) / hertz / max(ended - began, 1e-9)
            for each, before in zip(of, used, strict=True)
        ]
        words = sum(_words(wire, began, ended) for wire in streams)
        seconds = max(ended - began, 1e-9)
        return words / seconds, sent / seconds, shares[0], shares[1], shares[2]

    async def _stop_all(self) -> None:
        stories = await asyncio.gather(
            *(self._door.ask("GET", f"/api/stories/{story}") for story in self._stories)
        )
        await self._stop([int(str(story["head"])) for story in stories])

    async def _directly(self, asked: Sequence[Asked]) -> float:
        """Seconds for what the craft reads before its first words, asked of the model itself."""
        door = Door.of(self._model.url)
        began = time.perf_counter()
        for each in asked:
            wire = await door.wire()
            enough = wire.until(_Enough(each.pieces))
            wire.post(f"/v1/{each.path}", each.body)
            await asyncio.wait_for(enough, 60)
            wire.transport.close()
        return time.perf_counter() - began


class _Enough:
    """Whether so many events have come; None: whether the answer has ended."""

    def __init__(self, pieces: int | None) -> None:
        self._left = pieces

    def __call__(self, data: bytes) -> bool:
        if self._left is None:
            return b"[DONE]" in data
        self._left -= data.count(b"data: ")
        return self._left <= 0


def _words(wire: Wire, began: float, ended: float) -> int:
    return sum(
        len(str(event.data["text"]).split())
        for event in wire.events()
        if event.name == "text" and began <= event.when < ended
    )
