"""Memory at rest: the server without the model.

`raconteur serve` with a model by URL, so that no model child runs. After the page, the lists and
a whole story were asked for and read, the server is left alone until it uses no more processor
time. Then the proportional set size (PSS) of the supervisor and of every process below it is
summed: memory shared between them counts once. The resident set size (RSS), in which it counts
once a process, is given beside it. The median of several servers.
"""

import statistics
import time
from pathlib import Path
from typing import NamedTuple

from bench.figure import Figure, under
from bench.processes import family, ticks
from bench.served import with_scripted_model

GOAL_MB = 150
ASKED = ("/", "/api/stories", "/api/prompts", "/api/models", "/api/config", "/api/openapi.json")
# Seconds without a tick of processor time that count as rest, and how long to wait for them.
QUIET_S, PATIENCE_S = 1.0, 15.0


class Memory(NamedTuple):
    """Megabytes (10^6 bytes)."""

    pss: float
    rss: float


def measure(rounds: int) -> list[Figure]:
    taken = [_one_server() for _ in range(rounds)]
    pss = statistics.median(memory.pss for memory in taken)
    rss = statistics.median(memory.rss for memory in taken)
    name = "server at rest, without the model"
    return [under(name, GOAL_MB, pss, "MB", f"PSS; RSS {rss:.0f} MB")]


def _one_server() -> Memory:
    with with_scripted_model(pace=200) as (server, _):
        for path in ASKED:
            server.api.get(path).raise_for_status()
        story = server.begin(craft="guided", language="en")
        finished = server.until_final(story["id"])
        if finished["state"] != "done":
            raise RuntimeError(f"the story ended {finished['state']}")
        assert server.process
        processes = family(server.process.pid)
        _wait_for_rest(processes)
        return memory(processes)


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


def _wait_for_rest(processes: list[int]) -> None:
    until = time.monotonic() + PATIENCE_S
    before = -1
    while time.monotonic() < until:
        now = sum(map(ticks, processes))
        if now == before:
            return
        before = now
        time.sleep(QUIET_S)
