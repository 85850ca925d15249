"""A library of a million stories beside one of a thousand: to list, to open, to write one.

Two `raconteur serve`, one for each library, on SQLite files and then on two databases of one
PostgreSQL. The libraries were filled by single statements before (`bench/shelves.py`): each story
with a passage of some 300 words, its plan and its revision, about five kilobytes. The two are asked
in turn, each going first every other time, over connections that are open: `GET /api/stories`
(twenty, from the top and from a random place; by state: those that failed and those in the trash,
of which there are none), `GET /api/stories/{id}` of a random story, and `POST
/api/stories` (guided) up to its 202, after which the new story is stopped and that is waited for.
Compared are the 99th percentiles, over all samples. How many stories there are in the large one can
be chosen with RACONTEUR_BENCH_STORIES. Both have been asked for a while before anything is counted,
so that what a server learns once is not in it; a database of five gigabytes is not wholly read
into memory by that.
"""

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

from bench.asking import connect, get, post
from bench.figure import Figure, at_most
from bench.model import ROOT, Upstream, environment
from bench.served import home
from bench.shelves import fill_postgres, fill_sqlite
from raconteur.store import users
from raconteur.store.base import open_engine, open_sessions, writing
from tests.parts.postgres import Postgres
from tests.system.serving import Serving

GOAL = 1.5
SMALL, LARGE = 1_000, int(os.environ.get("RACONTEUR_BENCH_STORIES", "1000000"))
# Samples of each kind a round, and before the first one.
SAMPLES, WARM_UP = {"list": 200, "open": 200, "list by state": 200, "write one": 150}, 30
WISH = {"prompt": "A bear who is lost", "craft": "guided", "language": "en", "length_words": 100}

Times = dict[str, list[float]]
Ask = Callable[[], float]


def measure(rounds: int) -> list[Figure]:
    with Upstream(100) as model:
        with _on_sqlite(model.url) as (small, large):
            figures = _compared("SQLite", small, large, rounds)
        with _on_postgres(model.url) as (small, large):
            return figures + _compared("PostgreSQL", small, large, rounds)


def _compared(database: str, small: "Library", large: "Library", rounds: int) -> list[Figure]:
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in SAMPLES}
    for turn in range(rounds + 1):
        for name, number in SAMPLES.items():
            ways = small.ways[name], large.ways[name]
            for n in range(number if turn else WARM_UP):
                for which in (0, 1) if n % 2 else (1, 0):
                    seconds = ways[which]()
                    if turn:
                        taken[name][which].append(1000 * seconds)
    return [_figure(database, name, *times) for name, times in taken.items()]


def _figure(database: str, name: str, small: list[float], large: list[float]) -> Figure:
    of_small, of_large = _p99(small), _p99(large)
    middles = sorted(small)[len(small) // 2], sorted(large)[len(large) // 2]
    beside = (
        f"p99 {of_large:.1f} ms of {of_small:.1f} ms; p50 {middles[1]:.1f} of {middles[0]:.1f}; "
        f"{len(large)} samples each"
    )
    said = f"{name}, {LARGE:,} stories against {SMALL:,}, {database}, p99"
    return at_most(said, GOAL, of_large / of_small, "times", beside)


def _p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * 99 // 100)]


class Library:
    """One server, and the ways in which it is asked; each gives its seconds."""

    def __init__(self, server: Serving, stories: int) -> None:
        self._api: HTTPConnection = connect(server.url)
        self._server, self._stories = server, stories
        self._chance = random.Random(stories)
        self._before = False
        self.ways: dict[str, Ask] = {
            "list": self._list,
            "open": self._open,
            "list by state": self._list_by_state,
            "write one": self._write_one,
        }

    def _list(self) -> float:
        self._before = not self._before
        place = f"?before={self._any() + 21}" if self._before else ""
        return self._get(f"/api/stories{place}")

    def _list_by_state(self) -> float:
        """There is next to none of them, so that no list is soon full."""
        self._before = not self._before
        return self._get(f"/api/stories?state={'trash' if self._before else 'failed'}")

    def _open(self) -> float:
        return self._get(f"/api/stories/{self._any()}")

    def _write_one(self) -> float:
        began = time.perf_counter()
        story = json.loads(post(self._api, "/api/stories", WISH).read())
        seconds = time.perf_counter() - began
        post(self._api, f"/api/passages/{story['head']}/stop").read()
        return seconds

    def _get(self, path: str) -> float:
        began = time.perf_counter()
        answer = get(self._api, path)
        said, seconds = answer.read(), time.perf_counter() - began
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {said[:200]!r}")
        return seconds

    def _any(self) -> int:
        return self._chance.randint(1, self._stories)


@contextlib.contextmanager
def _on_sqlite(model: str) -> Iterator[tuple[Library, Library]]:
    with home() as small, home() as large:
        for folder, stories in ((small, SMALL), (large, LARGE)):
            _migrate(folder)
            fill_sqlite(folder / "raconteur.db", stories)
        with _serving(small, model) as one, _serving(large, model) as other:
            yield Library(one, SMALL), Library(other, LARGE)


@contextlib.contextmanager
def _on_postgres(model: str) -> Iterator[tuple[Library, Library]]:
    with home() as small, home() as large, tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "postgres").mkdir()
        server = Postgres(Path(folder) / "postgres", durable=True)
        server.start()
        try:
            urls = server.create("small"), server.create("large")
            for data, url, stories in zip((small, large), urls, (SMALL, LARGE), strict=True):
                _migrate(data, url)
                fill_postgres(url, stories)
            with (
                _serving(small, model, urls[0]) as one,
                _serving(large, model, urls[1]) as other,
            ):
                yield Library(one, SMALL), Library(other, LARGE)
        finally:
            server.stop()


def _serving(data: Path, model: str, database: str = "") -> Serving:
    return Serving(
        data,
        RACONTEUR_MODEL_URL=model,
        RACONTEUR_DATABASE_URL=database,
        PYTHONPATH=str(ROOT),
    )


def _migrate(data: Path, database: str = "") -> None:
    """Make the tables and the local user, as the first start does."""
    env = environment(
        RACONTEUR_DATA_DIR=str(data), RACONTEUR_DATABASE_URL=database, RACONTEUR_OLLAMA_URL=""
    )
    command = [sys.executable, "-m", "raconteur", "migrate"]
    subprocess.run(command, env=env, check=True, capture_output=True)
    engine = open_engine(database or f"sqlite:///{data / 'raconteur.db'}")
    with writing(open_sessions(engine)) as session:
        users.local_id(session)
    engine.dispose()
