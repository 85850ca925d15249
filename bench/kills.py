"""Characters lost or doubled when everything is killed, and how soon the text goes on.

`python -m tests.chaos` starts a whole cluster with a model that numbers its tokens, kills its parts
at random, mostly writers and webs when there are many kills, and reads along with readers that drop
their connections and come back. At its end every reader's text and the database's must hold every
token once, in order. Each disagreement counts as a fault. After a writer's death: from the kill to
the next text, of every reader who waited for text at that moment and had to wait more than three
times as long as between two commits. The figure is of the waits during which nothing else happened;
those that another accident overlapped, be it because they lasted until then, are given beside. As
many kills as RACONTEUR_BENCH_KILLS says (60 otherwise; a thousand take about an hour).
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.figure import Figure, none_of, under
from bench.model import environment

GOAL_P50_S, GOAL_MAX_S = 1, 10
KILLS = int(os.environ.get("RACONTEUR_BENCH_KILLS", "60"))
# There is time for a kill every few seconds, and a run ends when there were enough.
LEAST_S = 30.0
ENDING_S = 120.0


def measure(rounds: int) -> list[Figure]:
    """`rounds` is of no use here: one run has many kills."""
    del rounds
    with tempfile.TemporaryDirectory(prefix="raconteur-bench-") as home:
        found = Path(home) / "chaos.json"
        command = [sys.executable, "-m", "tests.chaos", "--kills", str(KILLS)]
        command += ["--seconds", str(LEAST_S), "--json", str(found)]
        said = _until_it_ends(command)
        if not found.exists():
            raise RuntimeError(f"the chaos did not come to its end: {said[-1500:]}")
        return figures(json.loads(found.read_text()))


def _until_it_ends(command: Sequence[str]) -> str:
    """What it said. When we are interrupted it still ends all that it started."""
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as chaos:
        try:
            return chaos.communicate()[0]
        except BaseException:
            chaos.terminate()
            chaos.wait(ENDING_S)
            raise


def figures(told: Mapping[str, object]) -> list[Figure]:
    """`told`: as `tests.chaos.__main__.Run.told` has it."""
    faults = told["faults"]
    assert isinstance(faults, list)
    alone, overlapped = (
        _seconds(told["after_a_writer"]),
        _seconds(told["after_a_writer_overlapped"]),
    )
    counted = f"{told['passages']} passages, longest gap of any reader {told['longest_gap']:.3} s"
    lost = none_of(f"characters lost or doubled in {told['kills']} kills", faults)
    beside = f"{len(alone)} waits; overlapped by other accidents {_described(overlapped)}"
    name = "a killed writer's passage goes on after"
    return [
        replace(lost, beside=lost.beside[:200] or counted),
        _wait(f"{name}, p50", GOAL_P50_S, statistics.median, alone, beside),
        _wait(f"{name}, at most", GOAL_MAX_S, max, alone, ""),
    ]


def _seconds(waits: object) -> list[float]:
    assert isinstance(waits, list)
    return [float(each) for each in waits]


def _wait(
    name: str, goal: float, of: Callable[[list[float]], float], waits: list[float], beside: str
) -> Figure:
    if not waits:
        return Figure(name, f"< {goal:g} s", "nobody waited", False, beside)
    return under(name, goal, of(waits), "s", beside)


def _described(waits: list[float]) -> str:
    if not waits:
        return "none"
    return f"{len(waits)}: p50 {statistics.median(waits):.1f} s, at most {max(waits):.1f} s"
