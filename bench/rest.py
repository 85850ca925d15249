"""Memory at rest: the server without the model.

`raconteur serve` with a model by URL, so that no model child runs, from an environment that holds
what a host installs (`requirements.lock`) and nothing else. After the page, the lists and a whole
story were asked for and read, the server is left alone until it uses no more processor time. Then
the proportional set size (PSS) of the supervisor and of every process below it is summed: memory
shared between them counts once. The resident set size (RSS), in which it counts once a process, is
given beside it. The median of several servers.
"""

import statistics
from pathlib import Path
from typing import NamedTuple

from bench import host
from bench.figure import Figure, under, with_peers
from bench.model import Upstream
from bench.peers.peer import Peers, started
from bench.processes import family, until_at_rest
from bench.served import with_scripted_model

GOAL_MB = 150
ASKED = ("/", "/api/stories", "/api/prompts", "/api/models", "/api/config", "/api/openapi.json")


class Memory(NamedTuple):
    """Megabytes (10^6 bytes)."""

    pss: float
    rss: float


def measure(rounds: int, peers: Peers = ()) -> list[Figure]:
    taken: list[Memory] = []
    beside: dict[str, list[float]] = {peer.label(): [] for peer in peers}
    for _ in range(rounds):
        taken.append(_one_server())
        for name, found in _of_others(peers).items():
            beside[name].append(found.pss)
    pss = statistics.median(memory.pss for memory in taken)
    rss = statistics.median(memory.rss for memory in taken)
    name = "server at rest, without the model"
    figure = under(name, GOAL_MB, pss, "MB", f"PSS; RSS {rss:.0f} MB")
    return [with_peers(figure, beside, "MB", 0)]


def _one_server() -> Memory:
    with with_scripted_model(pace=200, python=str(host.python())) as (server, _):
        for path in ASKED:
            server.api.get(path).raise_for_status()
        story = server.begin(craft="guided", language="en")
        finished = server.until_final(story["id"])
        if finished["state"] != "done":
            raise RuntimeError(f"the story ended {finished['state']}")
        assert server.process
        processes = family(server.process.pid)
        until_at_rest(processes)
        return memory(processes)


def _of_others(peers: Peers) -> dict[str, Memory]:
    """Each one's, after a chat."""
    found: dict[str, Memory] = {}
    with Upstream(200) as model, started(peers, model.url) as others:
        for peer in others:
            peer.chat(200).first_token()
            until_at_rest(peer.processes)
            found[peer.label()] = memory(peer.processes)
    return found


def memory(processes: list[int]) -> Memory:
    pss = rss = 0
    for pid in processes:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == "Pss":
                pss += int(value.split()[0])
            elif name == "Rss":
                rss += int(value.split()[0])
    return Memory(pss * 1024 / 1e6, rss * 1024 / 1e6)
