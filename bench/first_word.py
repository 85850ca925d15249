"""To the first word: what stands between asking and reading, besides the model.

From sending `POST /api/stories` to having read the first `text` event on the story's event
stream, which is asked for once the answer to the POST has come, as the page does, on a connection
that is open already, as a browser keeps them. The scripted fake writes, as a small model would.
What the craft has to read from it before its first words is then asked of it again, directly, and
the time that takes is taken off, sample by sample. (A free story of a small model begins with words
of ours: nothing is taken off there.) Between two samples the story is stopped and other requests
are answered until the fake is silent, as on a server in use; beside the figure stands the median
of a few samples that each find it after a second of rest.
"""

import json
import statistics
import time
from contextlib import closing
from http.client import HTTPConnection

from bench.asking import connect, get, post, stamped_events
from bench.directly import Directly
from bench.figure import Figure, under
from bench.served import with_scripted_model
from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving

GOAL_MS = 10
SAMPLES = 30
WARM_UP = 10
RESTED = 3
REST_S = 1.0
# Tokens a second: quick, and yet what comes after the first words does not get in their way.
PACE = 200.0
CRAFTS = ("free", "guided")


def measure(rounds: int) -> list[Figure]:
    taken: dict[str, list[list[float]]] = {craft: [] for craft in CRAFTS}
    rested: dict[str, list[float]] = {craft: [] for craft in CRAFTS}
    with with_scripted_model(PACE) as (server, model):
        bench = _Bench(server, model)
        for craft in CRAFTS:
            bench.round(craft, WARM_UP)
        # In turn, so that what disturbs the machine disturbs both.
        for _ in range(rounds):
            for craft in CRAFTS:
                taken[craft].append(bench.round(craft, SAMPLES))
                rested[craft] += bench.round(craft, RESTED, rest=REST_S)
    return [_figure(craft, taken[craft], rested[craft]) for craft in CRAFTS]


def _figure(craft: str, samples: list[list[float]], rested: list[float]) -> Figure:
    every = [sample for each in samples for sample in each]
    spread = ", ".join(f"{statistics.median(each):.1f}" for each in samples)
    beside = (
        f"rounds of {SAMPLES}: {spread}; "
        f"9 in 10 under {statistics.quantiles(every, n=10)[-1]:.1f} ms; "
        f"after a rest {statistics.median(rested):.1f} ms"
    )
    return under(f"POST to first text, {craft}", GOAL_MS, statistics.median(every), "ms", beside)


class _Bench:
    """A server and its fake."""

    def __init__(self, server: Serving, model: ScriptedServer) -> None:
        self._url, self._api = server.url, connect(server.url)
        self._model, self._directly = model, Directly(model.url, server.home)

    def round(self, craft: str, samples: int, rest: float = 0.0) -> list[float]:
        """Milliseconds of our own, each sample, taken after `rest` seconds."""
        return [self._sample(craft, seed, rest) for seed in range(samples)]

    def _sample(self, craft: str, seed: int, rest: float) -> float:
        wish = {"prompt": "A bear who is lost", "craft": craft, "language": "en", "seed": seed}
        time.sleep(rest)
        with closing(connect(self._url)) as stream:
            began = time.perf_counter()
            story = json.loads(post(self._api, "/api/stories", wish).read())
            taken = _first_text(stream, story["id"]) - began
        post(self._api, f"/api/passages/{story['head']}/stop").read()
        own = self._directly.seconds(story["head"])
        self._calm_down(story["id"])
        return 1000 * (taken - own)

    def _calm_down(self, story_id: int) -> None:
        """Until nothing is written any more, the server answering meanwhile."""
        while self._model.seen()["active"]:
            get(self._api, f"/api/stories/{story_id}").read()
        for path in ("/api/stories", f"/api/stories/{story_id}", "/api/config"):
            get(self._api, path).read()


def _first_text(stream: HTTPConnection, story_id: int) -> float:
    """When the first words were read."""
    for data, when in stamped_events(get(stream, f"/api/stories/{story_id}/events")):
        if json.loads(data).get("text"):
            return when
    raise RuntimeError("the stream ended without a text")
