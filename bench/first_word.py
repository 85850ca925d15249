"""To the first word: what stands between asking and reading, besides the model.

From sending `POST /api/stories` to having read the first `text` event on the story's event
stream, which is opened once the answer to the POST has come, as the page does. The scripted fake
writes. Whatever the craft had asked the fake up to that moment is then asked of it again, directly:
earlier requests to their end, the last one to its first token. That time is taken off, sample by
sample. Between two samples the story is stopped and the fake falls silent. Two fakes: one that
thinks for 50 ms before its first token, as real models at their fastest do, and one that answers
at once, behind which nothing of ours can hide.
"""

import json
import statistics
import time
from collections.abc import Mapping
from http.client import HTTPResponse

from bench.asking import connect, post, stamped_events
from bench.figure import Figure, under
from bench.served import with_scripted_model
from raconteur.models.scripted.server import ScriptedServer
from raconteur.models.wire import read_chunk
from tests.system.serving import Serving

GOAL_MS = 10
SAMPLES = 30
WARM_UP = 10
# Tokens a second: slow enough that the first token is the only one written by then.
PACE = 40.0
# Seconds before the first token.
FAKES = {"a model that thinks 50 ms": 0.05, "a model that answers at once": 0.0}


def measure(rounds: int) -> list[Figure]:
    with with_scripted_model(PACE) as (server, model):
        bench = _Bench(server, model)
        for first_token in FAKES.values():
            bench.round(WARM_UP, first_token)
        # Round by round in turn, so that what disturbs the machine disturbs both.
        taken: dict[str, list[list[float]]] = {name: [] for name in FAKES}
        for _ in range(rounds):
            for name, first_token in FAKES.items():
                taken[name].append(bench.round(SAMPLES, first_token))
    return [_figure(name, samples) for name, samples in taken.items()]


def _figure(name: str, samples: list[list[float]]) -> Figure:
    medians = [statistics.median(each) for each in samples]
    every = [sample for each in samples for sample in each]
    nine_in_ten = statistics.quantiles(every, n=10)[-1]
    spread = ", ".join(f"{median:.1f}" for median in medians)
    beside = f"rounds of {SAMPLES}: {spread}; 9 in 10 under {nine_in_ten:.1f} ms"
    return under(
        f"POST to first text, with {name}", GOAL_MS, statistics.median(every), "ms", beside
    )


class _Bench:
    """A server and its fake."""

    def __init__(self, server: Serving, model: ScriptedServer) -> None:
        self._server, self._model = server, model
        self._api, self._direct = connect(server.url), connect(model.url)

    def round(self, samples: int, first_token: float) -> list[float]:
        """Milliseconds of our own, each sample."""
        return [self._sample(first_token, seed) for seed in range(samples)]

    def _sample(self, first_token: float, seed: int) -> float:
        self._model.control(pace=PACE, first_token=first_token)
        wish = {"prompt": "A bear who is lost", "craft": "free", "language": "en", "seed": seed}
        began = time.perf_counter()
        story = json.loads(post(self._api, "/api/stories", wish).read())
        taken = self._first_text(story["id"]) - began
        asked = self._model.seen()["asked"]
        post(self._api, f"/api/passages/{story['head']}/stop").read()
        while self._model.seen()["active"]:
            time.sleep(0.01)
        assert isinstance(asked, list)
        return 1000 * (taken - self._directly(asked))

    def _first_text(self, story_id: int) -> float:
        stream = connect(self._server.url)
        stream.request("GET", f"/api/stories/{story_id}/events")
        for data, when in stamped_events(stream.getresponse()):
            if json.loads(data).get("text"):
                stream.close()
                return when
        raise RuntimeError("the stream ended without a text")

    def _directly(self, asked: list[Mapping[str, object]]) -> float:
        """Seconds the fake itself takes until the first token of the last request."""
        began = time.perf_counter()
        for body in asked[:-1]:
            self._ask(body).read()
        first = next(
            when
            for data, when in stamped_events(self._ask(asked[-1]))
            if data != "[DONE]" and read_chunk(data).text
        )
        # The rest of the answer is not wanted.
        self._direct.close()
        self._direct.connect()
        return first - began

    def _ask(self, body: Mapping[str, object]) -> HTTPResponse:
        path = "completions" if "prompt" in body else "chat/completions"
        return post(self._direct, f"/v1/{path}", body)
