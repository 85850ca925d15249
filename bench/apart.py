"""Memory of a web and a writer at rest, in processes of their own.

One `raconteur web` and one `raconteur writer` with PostgreSQL, RabbitMQ and Redis between them and
a model by URL; none of those is counted. They run from an environment that holds what a host
installs (`requirements.lock`) and nothing else. After the page, the lists and a whole story were
asked for and read, they are left alone for a moment. Then the proportional set size (PSS) of both
and of every process below them is summed: memory shared between them counts once. The resident set
size (RSS), in which it counts once a process, is given beside it. The median of several set-ups.
"""

import json
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench import host
from bench.asking import connect, get, post, stamped_events
from bench.figure import Figure, under
from bench.model import Upstream
from bench.processes import family
from bench.rest import ASKED, Memory, memory
from tests.cluster.cluster import Cluster

GOAL_MB = 200
WISH = {"prompt": "A bear who is lost", "craft": "guided", "language": "en", "length_words": 200}
# They beat and look around all the time, so that there is no moment without any work.
REST_S = 3.0


def measure(rounds: int) -> list[Figure]:
    with Upstream(200) as model:
        taken = [_one(model.url) for _ in range(rounds)]
    pss = statistics.median(web.pss + writer.pss for web, writer in taken)
    rss = statistics.median(web.rss + writer.rss for web, writer in taken)
    web = statistics.median(web.pss for web, _ in taken)
    writer = statistics.median(writer.pss for _, writer in taken)
    beside = f"PSS: web {web:.0f}, writer {writer:.0f}; RSS together {rss:.0f} MB"
    return [under("web and writer at rest, without the model", GOAL_MB, pss, "MB", beside)]


def _one(model_url: str) -> tuple[Memory, Memory]:
    with tempfile.TemporaryDirectory(prefix="raconteur-bench-") as home:
        cluster = Cluster(
            Path(home), webs=1, writers=1, model_url=model_url, python=str(host.python())
        )
        with cluster:
            _use(f"http://127.0.0.1:{cluster.ports[0]}")
            time.sleep(REST_S)
            [web], [writer] = cluster.webs, cluster.writers
            return memory(family(web.pid)), memory(family(writer.pid))


def _use(url: str) -> None:
    """As somebody does who reads a story."""
    with closing(connect(url)) as api, closing(connect(url)) as stream:
        for path in ASKED:
            get(api, path).read()
        story = json.loads(post(api, "/api/stories", WISH).read())
        for data, _ in stamped_events(get(stream, f"/api/stories/{story['id']}/events")):
            if json.loads(data).get("state") in ("done", "failed"):
                break
        if (told := json.loads(get(api, f"/api/stories/{story['id']}").read()))["state"] != "done":
            raise RuntimeError(f"the story ended {told['state']}")
