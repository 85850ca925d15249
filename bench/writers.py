"""One, two and four writer processes: tokens a second, and how near they come to linear.

A web process, PostgreSQL, RabbitMQ, Redis and so many `raconteur writer` processes of four hands
each. Stories (free, 150 words) are asked for, six for every hand, and wait in the queue. The model
is the bench's own (`bench/upstream.py`); it says 50 tokens a second to whoever asks, and is not the
limit: twice the writers hold twice the streams, and what would keep them from twice the text is
what they share (the turns, the rows, the broker) or that the processors are full, which is why the
processors' share stands beside. Counted from the database: of each passage the words that fall
within the seconds when every hand was busy, from when the last story was asked for until the last
passage was taken up. Linear is the tokens a second of one writer as often as there are writers.
Each round begins with a set-up of its own; the median of the rounds.
"""

import asyncio
import datetime as dt
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from bench.figure import Figure, at_least
from bench.model import Upstream
from bench.processes import Use, use
from bench.streams import Door
from raconteur.store.base import open_engine, open_sessions, reading
from raconteur.store.passages import DONE, Passage
from tests.cluster.cluster import Cluster

GOAL = 0.9
NUMBERS = (1, 2, 4)
HANDS, EACH = 4, 6
PACE = 50.0
LONGEST_S = 120.0
WISH = {"prompt": "A bear who is lost", "craft": "free", "language": "en", "length_words": 150}


_ROWS = sa.select(Passage.state, Passage.started_at, Passage.finished_at, Passage.text)


class _Row(NamedTuple):
    """A passage; the times are there once it is begun and ended."""

    state: str
    began: dt.datetime | None
    ended: dt.datetime | None
    text: str

    def share(self, begin: dt.datetime, end: dt.datetime) -> float:
        """How much of its time lies between two moments."""
        assert self.began
        assert self.ended
        within = min(self.ended, end) - max(self.began, begin)
        return max(0.0, within / (self.ended - self.began))


@dataclass(frozen=True, slots=True)
class Taken:
    """Tokens a second, and the share of all processors that was used."""

    rate: float
    busy: float


class Many(Cluster):
    """Nobody has a share that is smaller than all hands."""

    def environment(self, **more: str) -> Mapping[str, str]:
        mine = {"RACONTEUR_WRITERS": str(HANDS), "RACONTEUR_STORIES_AT_ONCE": "1000"}
        return super().environment(**mine, **more)


def measure(rounds: int) -> list[Figure]:
    with Upstream(PACE) as model:
        taken = [{n: _one(model.url, n) for n in NUMBERS} for _ in range(rounds)]
    return [_figure(n, taken) for n in NUMBERS[1:]]


def _figure(number: int, taken: Sequence[Mapping[int, Taken]]) -> Figure:
    shares = [one[number].rate / (number * one[1].rate) for one in taken]
    rate = statistics.median(one[number].rate for one in taken)
    alone = statistics.median(one[1].rate for one in taken)
    busy = statistics.median(one[number].busy for one in taken)
    beside = (
        f"{rate:.0f} tokens/s, one writer {alone:.0f}; rounds "
        f"{', '.join(f'{each:.2f}' for each in shares)}; processors {busy:.0%} used"
    )
    return at_least(f"of linear, {number} writers", GOAL, statistics.median(shares), beside)


def _one(model_url: str, writers: int) -> Taken:
    with tempfile.TemporaryDirectory(prefix="raconteur-bench-") as home:
        cluster = Many(Path(home), webs=1, writers=writers, model_url=model_url)
        with cluster:
            asyncio.run(_ask(cluster.ports[0], writers * HANDS * EACH))
            asked, before = dt.datetime.now(dt.UTC), use()
            return asyncio.run(_written(cluster, asked, before))


async def _ask(port: int, stories: int) -> None:
    door = Door("127.0.0.1", port)
    for seed in range(stories):
        await door.ask("POST", "/api/stories", {**WISH, "seed": seed})


async def _written(cluster: Cluster, asked: dt.datetime, before: Use) -> Taken:
    """Wait until all is written; what was written a second while every hand was busy."""
    engine = open_engine(cluster.database)
    sessions, after = open_sessions(engine), before
    async with asyncio.timeout(LONGEST_S):
        while True:
            with reading(sessions) as session:
                rows = [_Row(*row) for row in session.execute(_ROWS)]
            if all(row.began for row in rows) and after is before:
                after = use()
            if all(row.ended for row in rows):
                break
            await asyncio.sleep(0.25)
    engine.dispose()
    if any(row.state != DONE for row in rows):
        raise RuntimeError(f"passages ended {sorted({row.state for row in rows})}")
    until = max(row.began for row in rows if row.began)
    words = sum(len(row.text.split()) * row.share(asked, until) for row in rows)
    busy = (after.used - before.used) / max(1, after.all - before.all)
    return Taken(words / (until - asked).total_seconds(), busy)
