"""Three thousand readers of one web process, ten events a second each.

Thirty stories with a hundred readers each follow `GET /api/stories/{id}/events` of one
`raconteur web`, with PostgreSQL and Redis behind it. In the place of the writers stands this
program: it claims the thirty passages and commits five words to each of them ten times a second, by
the functions that the writers commit with, in four transactions one after the other, as four writer
processes would; when a commit has returned it takes the time and publishes the texts on the Redis
bus. (No model and no craft: 30,000 events a second are wanted here, not stories.) The readers are
another process, which writes down when what came and looks at it afterwards. Lateness: from the
commit's return to the event's last byte with the reader, by one clock, of every event within the
seconds that are counted. An event that never came is as late as the run is long and a minute more.
All of it shares the processors of one machine, and whoever does not get through in time falls
behind more and more: the p99 grows with the run then.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.figure import Figure, under
from bench.model import Upstream, environment
from bench.processes import family, raise_limit, ticks, use
from raconteur.engine.redis_bus import RedisBus
from raconteur.services.acting import Event
from raconteur.store import pieces
from raconteur.store.base import open_engine, open_sessions, writing
from raconteur.store.pieces import Growth
from tests.cluster.cluster import Cluster

GOAL_MS = 100
STORIES, READERS = 30, 100
RATE = 10
GROUPS = 4
TEXT = " and then it went on"
WARM_UP_S, COUNTED_S = 3.0, 10.0
PATIENCE_S = 60.0
SPANS = [{"length": len(TEXT), "author": "model", "chooser": "model"}]

NAME = f"p99 lateness, {STORIES * READERS:,} streams, {RATE} events/s each"

Moment = tuple[int, int]
"""A passage and where the text ends that was committed."""


class TooFew(Exception):
    """Not every reader was answered."""


def measure(rounds: int) -> list[Figure]:
    raise_limit()
    with Upstream(0) as model, tempfile.TemporaryDirectory(prefix="raconteur-bench-") as home:
        cluster = Cluster(Path(home), webs=1, writers=0, model_url=model.url)
        with cluster:
            try:
                taken = [one_round(cluster) for _ in range(rounds)]
            except TooFew as error:
                return [Figure(NAME, f"< {GOAL_MS} ms", "none", False, str(error))]
    return [figure(NAME, taken)]


def figure(name: str, taken: Sequence["Taken"]) -> Figure:
    """The median round's p99."""
    p99 = [1000 * _percentile(one.late, 99) for one in taken]
    middle = taken[p99.index(statistics.median_low(p99))]
    beside = (
        f"rounds {', '.join(f'{each:.0f}' for each in p99)}; "
        f"p50 {1000 * _percentile(middle.late, 50):.0f} ms, "
        f"latest {1000 * middle.late[-1]:.0f} ms; "
        f"{middle.rate:,.0f} events/s came; shares of a core: web {middle.web:.0%}, "
        f"readers {middle.readers:.0%}, who commits {middle.bench:.0%}; "
        f"all processors {middle.all:.0%}"
    )
    return under(name, GOAL_MS, statistics.median_low(p99), "ms", beside)


@dataclass(frozen=True, slots=True)
class Taken:
    """One round: seconds of lateness, sorted; events a second; shares of a core, and of all."""

    late: list[float]
    rate: float
    web: float
    readers: float
    bench: float
    all: float


def one_round(cluster: Cluster, rate: int = RATE, way: Sequence[str] = ()) -> Taken:
    """rate: events a second of each story. way: how the readers come, to the web by itself."""
    bench = Bench(cluster, rate)
    try:
        return _watched(cluster, bench, way or ("--port", str(cluster.ports[0])))
    finally:
        bench.close()


def _watched(cluster: Cluster, bench: "Bench", way: Sequence[str]) -> Taken:
    with _readers(way, bench.stories) as readers:
        of = [family(cluster.webs[0].pid), [readers.pid], [os.getpid()]]
        committed = bench.commit(WARM_UP_S)
        used, whole, began = [sum(map(ticks, each)) for each in of], use(), time.perf_counter()
        committed |= bench.commit(COUNTED_S)
        ended, later = time.perf_counter(), use()
        shares = [
            (sum(map(ticks, each)) - before) / os.sysconf("SC_CLK_TCK") / (ended - began)
            for each, before in zip(of, used, strict=True)
        ]
        came = _told(readers)
    counted = {moment: when for moment, when in committed.items() if began <= when < ended}
    late = sorted(when - counted[moment] for moment, when in came if moment in counted)
    lost = len(counted) * READERS - len(late)
    late += [ended - began + PATIENCE_S] * max(0, lost)
    rate = sum(began <= when < ended for _, when in came) / (ended - began)
    busy = (later.used - whole.used) / (later.all - whole.all)
    return Taken(late, rate, shares[0], shares[1], shares[2], busy)


class Bench:
    """The passages, and who commits to them."""

    def __init__(self, cluster: Cluster, rate: int) -> None:
        self._rate = rate
        self._engine = open_engine(cluster.database)
        self._sessions = open_sessions(self._engine)
        self._bus = RedisBus(cluster.redis.url)
        self._bus.start()
        self._held: list[tuple[int, int, int]] = []
        self.stories: list[int] = []
        self._offsets: dict[int, int] = {}
        self._begin(cluster)

    def _begin(self, cluster: Cluster) -> None:
        wish = {"prompt": "A bear", "craft": "free", "language": "en"}
        url = f"http://127.0.0.1:{cluster.ports[0]}/api/stories"
        with httpx.Client(trust_env=False, timeout=30) as api:
            for _ in range(STORIES):
                story = api.post(url, json=wish).raise_for_status().json()
                with writing(self._sessions) as session:
                    fence = pieces.claim(session, story["head"])
                if fence is None:
                    raise RuntimeError("somebody else writes")
                self.stories.append(story["id"])
                self._held.append((story["id"], story["head"], fence))
                self._offsets[story["head"]] = 0

    def close(self) -> None:
        self._bus.stop()
        self._engine.dispose()

    def commit(self, seconds: float) -> dict[Moment, float]:
        """As often a second as it is to, for so long; when what was committed."""
        committed: dict[Moment, float] = {}
        began, turns = time.perf_counter(), round(seconds * self._rate * GROUPS)
        for turn in range(turns):
            wait = began + turn / (self._rate * GROUPS) - time.perf_counter()
            time.sleep(max(0.0, wait))
            committed |= self._commit(self._held[turn % GROUPS :: GROUPS])
        return committed

    def _commit(self, held: Sequence[tuple[int, int, int]]) -> dict[Moment, float]:
        with writing(self._sessions) as session:
            for _, passage, fence in held:
                offset = self._offsets[passage]
                pieces.grow(
                    session, Growth(passage, fence, offset, TEXT, SPANS, {"scene": 0}, None)
                )
        now = time.perf_counter()
        committed = {}
        for story, passage, _ in held:
            offset = self._offsets[passage]
            self._bus.publish(story, Event("text", passage, offset=offset, text=TEXT))
            self._offsets[passage] = offset + len(TEXT)
            committed[passage, offset + len(TEXT)] = now
        return committed


@contextmanager
def _readers(way: Sequence[str], stories: Sequence[int]) -> Iterator["subprocess.Popen[str]"]:
    """All connected, each with its first answer."""
    command = [sys.executable, "-m", "bench.crowd_readers", *way]
    command += ["--readers", str(READERS), *map(str, stories)]
    readers = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    )
    try:
        assert readers.stdout
        said = readers.stdout.readline()
        if said.strip() != "ready":
            raise TooFew(said.strip())
        yield readers
    finally:
        readers.kill()
        readers.communicate(timeout=10)


def _told(readers: "subprocess.Popen[str]") -> list[tuple[Moment, float]]:
    """All events that came, once nothing more comes."""
    assert readers.stdin
    assert readers.stdout
    readers.stdin.write("enough\n")
    readers.stdin.flush()
    return [((passage, end), when) for when, passage, end in json.loads(readers.stdout.readline())]


def _percentile(late: Sequence[float], percent: int) -> float:
    return late[min(len(late) - 1, len(late) * percent // 100)]
