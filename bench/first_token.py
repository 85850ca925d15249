"""To the first token: what the whole path adds to what a capable model needs.

A capable model is asked through `raconteur serve` (free): from sending the POST to having read the
first `text` event. Continued: `POST /api/stories/{id}/passages` of a story of one to five parts
whose event stream is open already, as when a page shows it. New: `POST /api/stories`, and the
stream asked for when its answer has come. Every text is committed before it is shown, and that is
in the figure. What the craft reads of the model up to there (the outline to its end, then the first
scene until a whole word has come) is then asked of the model again, directly, over a connection of
its own, and the time that takes is taken off, sample by sample. The model is the bench's own
(`bench/upstream.py`), which says 200 tokens a second, the first at once. Between two samples the
passage is stopped.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from http.client import HTTPConnection

from bench.asking import connect, get, post, stamped_events
from bench.chats import of_model
from bench.directly import Directly
from bench.figure import Figure, under, with_peers
from bench.model import Upstream, with_upstream
from bench.peers.peer import Peer, Peers, started
from tests.system.serving import Serving

GOAL_MS = 5
PACE = 200.0
SAMPLES = 30
# Parts of a story that is gone on with.
PARTS = 5
WARM_UP = 10
# A short answer of the others, read to its end.
WORDS = 20
WISH = {"prompt": "A bear who is lost", "craft": "free", "language": "en", "length_words": 300}

Events = Iterator[tuple[str, float]]


def measure(rounds: int, peers: Peers = ()) -> list[Figure]:
    with with_upstream(PACE) as (server, model), started(peers, model.url) as others:
        bench = Bench(server, model)
        ways = {"continued": bench.continued, "new": bench.new}
        for peer in others:
            ways[peer.label()] = partial(_through, peer, model)
        taken: dict[str, list[list[float]]] = {name: [] for name in ways}
        for way in ways.values():
            way(WARM_UP)
        for _ in range(rounds):
            for name, way in ways.items():
                taken[name].append(way(SAMPLES))
    beside = {
        peer.label(): [statistics.median(each) for each in taken[peer.label()]] for peer in peers
    }
    continued = with_peers(_figure("continued", taken["continued"]), beside, "ms")
    return [continued, _figure("new", taken["new"])]


def _through(peer: Peer, model: Upstream, samples: int) -> list[float]:
    """Milliseconds that another's program adds, each sample."""
    through, directly = peer.chat(WORDS), of_model(model, WORDS)
    return [1000 * (through.first_token() - directly.first_token()) for _ in range(samples)]


def _figure(name: str, samples: list[list[float]]) -> Figure:
    every = [sample for each in samples for sample in each]
    middles = [statistics.median(each) for each in samples]
    beside = (
        f"rounds of {SAMPLES}: {', '.join(f'{each:.1f}' for each in middles)}; "
        f"9 in 10 under {statistics.quantiles(every, n=10)[-1]:.1f} ms"
    )
    said = f"added to the first token, 1 story {name}"
    return under(said, GOAL_MS, statistics.median(middles), "ms", beside)


class Bench:
    """A server and its model. `dial`: opens a connection, to the server by itself."""

    def __init__(
        self, server: Serving, model: Upstream, dial: Callable[[], HTTPConnection] | None = None
    ) -> None:
        self._dial = dial or partial(connect, server.url)
        self._api = self._dial()
        self._directly = Directly(model.url, server.home)

    def new(self, samples: int) -> list[float]:
        """Milliseconds added, each sample."""
        return [self._new(seed) for seed in range(samples)]

    def _new(self, seed: int) -> float:
        with closing(self._dial()) as stream:
            began = time.perf_counter()
            story = json.loads(post(self._api, "/api/stories", {**WISH, "seed": seed}).read())
            events = self._follow(stream, story["id"])
            taken = first_text(events, story["head"]) - began
            self._stop(story["head"], events)
        return 1000 * (taken - self._directly.seconds(story["head"]))

    def continued(self, samples: int) -> list[float]:
        """Milliseconds added, each sample; of stories that have up to `PARTS` when they go on."""
        return [each for _ in range(samples // PARTS) for each in self._told(PARTS)]

    def _told(self, parts: int) -> list[float]:
        story = json.loads(post(self._api, "/api/stories", WISH).read())
        with closing(self._dial()) as stream:
            events = self._follow(stream, story["id"])
            first_text(events, story["head"])
            self._stop(story["head"], events)
            return [self._continued(story["id"], events) for _ in range(parts)]

    def _continued(self, story: int, events: Events) -> float:
        began = time.perf_counter()
        answer = post(self._api, f"/api/stories/{story}/passages", {})
        head = json.loads(answer.read())["head"]
        taken = first_text(events, head) - began
        self._stop(head, events)
        return 1000 * (taken - self._directly.seconds(head))

    def _follow(self, stream: HTTPConnection, story: int) -> Events:
        return stamped_events(get(stream, f"/api/stories/{story}/events"))

    def _stop(self, passage: int, events: Events) -> None:
        post(self._api, f"/api/passages/{passage}/stop").read()
        _when(events, lambda data: data.get("state") == "stopped" and data["passage"] == passage)


def first_text(events: Events, passage: int) -> float:
    """When the passage's first words were read."""
    return _when(events, lambda data: bool(data.get("text")) and data["passage"] == passage)


def _when(events: Events, looked_for: Callable[[dict[str, object]], bool]) -> float:
    for data, when in events:
        if looked_for(json.loads(data)):
            return when
    raise RuntimeError("the stream ended early")
