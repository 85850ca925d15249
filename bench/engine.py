"""Tokens a second: the bundled model through the whole application, and by itself.

The application is `raconteur serve` with the bundled model in its child process: stories are asked
for with `POST /api/stories` (free, English, 100 words) and read on their event streams. Its
seconds run from sending the first POST to having read the last final state. By itself, the same
model stands in the same server (xllamacpp) with the same threads, slots and context in another
process, and the craft asks it directly for the same stories (same briefs, same seeds): no server
of ours, no database, no stream. What the craft asks depends on what it was answered before, so a
list of requests made beforehand would be other work for the engine than the application gives it,
whose next request always begins with what the engine has just written. The processor time that
the craft and the client take for a token, on the core that the model leaves free, is given beside.

Tokens are counted by the client, in the same way on both sides. The sides take turns, each going
first every other round, with other stories every round; the ratio is taken within a round, and
the median of the rounds is the figure.
"""

import json
import sqlite3
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import requests
from bench.asking import connect, post, stamped_events
from bench.figure import Figure, at_least
from bench.served import home
from raconteur import craft
from raconteur.craft.brief import Brief
from raconteur.models import bundled
from raconteur.models.client import ModelClient
from raconteur.models.embedded import EmbeddedServer
from raconteur.models.probe import probe
from raconteur.settings import load
from raconteur.store.base import open_engine, open_sessions
from tests.system.serving import Serving

# Stories at the same time, and the share of the engine's own speed that must be left.
GOALS = {1: 0.95, 4: 0.90}
SLOTS = 4
WORDS = 100
LOAD_S = 60.0
PROMPTS = (
    "A bear who is lost in the snow",
    "Two sisters who build a boat",
    "A lighthouse keeper and her goat",
    "A dragon who is afraid of fire",
    "The baker's boy who found a map",
    "An owl who could not sleep by day",
    "A robot who plants a garden",
    "The smallest pirate on the sea",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """`own`: seconds of this process's processor time."""

    tokens: int
    seconds: float
    own: float

    @property
    def rate(self) -> float:
        return self.tokens / self.seconds


Round = tuple[Speed, Speed]  # (application, alone)


def measure(rounds: int) -> list[Figure]:
    with _both_sides() as (application, alone):
        # What every request begins with is then known to every slot of both.
        warm_up = _briefs(SLOTS, -1)
        application.speed(warm_up)
        alone.speed(warm_up)
        return [_figure(n, list(_rounds(application, alone, n, rounds))) for n in GOALS]


def _rounds(
    application: "Application", alone: "Alone", stories: int, rounds: int
) -> Iterator[Round]:
    for turn in range(rounds):
        briefs = _briefs(stories, turn)
        if turn % 2:
            theirs = alone.speed(briefs)
            yield application.speed(briefs), theirs
        else:
            yield application.speed(briefs), alone.speed(briefs)


def _figure(stories: int, taken: Sequence[Round]) -> Figure:
    ratios = [ours.rate / theirs.rate for ours, theirs in taken]
    ours = statistics.median(ours.rate for ours, _ in taken)
    theirs = statistics.median(theirs.rate for _, theirs in taken)
    client = statistics.median(1000 * theirs.own / theirs.tokens for _, theirs in taken)
    spread = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    name = "1 story" if stories == 1 else f"{stories} stories at once"
    beside = (
        f"{ours:.1f} of {theirs:.1f} tokens/s; rounds {spread}; "
        f"craft and client {client:.2f} ms a token"
    )
    return at_least(
        f"of the engine's own tokens/s, {name}", GOALS[stories], statistics.median(ratios), beside
    )


def _briefs(stories: int, turn: int) -> list[Brief]:
    first = turn * stories
    return [
        Brief(
            prompt=PROMPTS[n % len(PROMPTS)],
            language="en",
            words=WORDS,
            seed=1000 * stories + n,
            craft="free",
            tone="cosy",
        )
        for n in range(first, first + stories)
    ]


def _wish(brief: Brief) -> dict[str, object]:
    """The brief as a person asks for it."""
    return {
        "prompt": brief.prompt,
        "language": brief.language,
        "length_words": brief.words,
        "seed": brief.seed,
        "craft": brief.craft,
        "tone": brief.tone,
    }


@contextmanager
def _both_sides() -> Iterator[tuple["Application", "Alone"]]:
    """Both loaded and waiting; a model that nobody asks uses no processor."""
    weights = bundled.path(load().models_dir)
    if not weights.is_file():
        raise RuntimeError("no bundled model yet: raconteur models fetch")
    engine = EmbeddedServer(weights, slots=SLOTS)
    with home() as data:
        mine = bundled.path(data / "models")
        mine.parent.mkdir()
        mine.symlink_to(weights)
        engine.start()
        try:
            engine.wait_ready(LOAD_S)
            with Serving(data, RACONTEUR_WRITERS=str(SLOTS)) as server:
                application = Application(server, data / "raconteur.db")
                application.wait_for_the_model()
                yield application, Alone(engine)
        finally:
            engine.stop()


class Application:
    """The whole of it, as a reader meets it."""

    def __init__(self, server: Serving, database: Path) -> None:
        self._server, self._database = server, database
        self._sessions = open_sessions(open_engine(f"sqlite:///{database}"))

    def wait_for_the_model(self) -> None:
        until = time.monotonic() + LOAD_S
        while not self._server.api.get("/api/models").json()[0]["available"]:
            if time.monotonic() > until:
                raise RuntimeError("the model did not load")
            time.sleep(0.2)

    def speed(self, briefs: Sequence[Brief]) -> Speed:
        api = connect(self._server.url)
        began, own = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(len(briefs)) as readers:
            asked = [post(api, "/api/stories", _wish(brief)).read() for brief in briefs]
            stories = [json.loads(answer) for answer in asked]
            list(readers.map(self._read, [story["id"] for story in stories]))
        seconds, own = time.perf_counter() - began, time.process_time() - own
        heads = [story["head"] for story in stories]
        if [requests.kept_brief(self._sessions, head) for head in heads] != list(briefs):
            raise RuntimeError("the application made other briefs than were asked for")
        return Speed(sum(map(self._tokens, heads)), seconds, own)

    def _read(self, story_id: int) -> None:
        stream = connect(self._server.url)
        stream.request("GET", f"/api/stories/{story_id}/events")
        for data, _ in stamped_events(stream.getresponse()):
            if json.loads(data).get("state") in ("done", "failed", "stopped"):
                stream.close()
                return

    def _tokens(self, passage: int) -> int:
        """What the application itself counted. Raises RuntimeError for an unfinished passage."""
        with sqlite3.connect(f"file:{self._database}?mode=ro", uri=True) as database:
            query = "select state, provenance from passage where id = ?"
            state, provenance = database.execute(query, (passage,)).fetchone()
        if state != "done":
            raise RuntimeError(f"passage {passage} ended {state}")
        return int(json.loads(provenance)["completion_tokens"])


class Alone:
    """The engine, asked by nobody but the craft."""

    def __init__(self, engine: EmbeddedServer) -> None:
        abilities = probe(engine.url, "", engine.key)
        self._client = ModelClient(engine.url, "", engine.key, abilities)

    def speed(self, briefs: Sequence[Brief]) -> Speed:
        began, own = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(len(briefs)) as pool:
            tokens = list(pool.map(self._write, briefs))
        return Speed(sum(tokens), time.perf_counter() - began, time.process_time() - own)

    def _write(self, brief: Brief) -> int:
        pen = self._client.metered()
        for _ in craft.write(brief, "", None, None, pen):
            pass
        return pen.usage.tokens.completion
