"""Characters lost or doubled when everything is killed, and how soon the text goes on.

`python -m tests.chaos` starts a whole cluster with a model that numbers its tokens, kills its parts
at random, mostly writers and webs when there are many kills, and reads along with readers that drop
their connections and come back. At its end every reader's text and the database's must hold every
token once, in order. Each disagreement counts as a fault. After a writer's death: from the kill to
the next text, of every reader who waited for text at that moment and had to wait more than three
times as long as between two commits. As many kills as RACONTEUR_BENCH_KILLS says
(60 otherwise; a thousand take hours).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.figure import Figure, none_of, under
from bench.model import environment

GOAL_P50_S, GOAL_MAX_S = 1, 10
KILLS = int(os.environ.get("RACONTEUR_BENCH_KILLS", "60"))
# There is time for a kill every few seconds, and a run ends when there were enough.
LEAST_S = 30.0


def measure(rounds: int) -> list[Figure]:
    """`rounds` is of no use here: one run has many kills."""
    del rounds
    with tempfile.TemporaryDirectory(prefix="raconteur-bench-") as home:
        found = Path(home) / "chaos.json"
        command = [sys.executable, "-m", "tests.chaos", "--kills", str(KILLS)]
        command += ["--seconds", str(LEAST_S), "--json", str(found)]
        done = subprocess.run(
            command, env=environment(), check=False, stdout=subprocess.PIPE, text=True
        )
        if not found.exists():
            raise RuntimeError(f"the chaos did not come to its end: {done.stdout[-1500:]}")
        return figures(json.loads(found.read_text()))


def figures(told: Mapping[str, object]) -> list[Figure]:
    """`told`: kills, passages, faults (sentences), after_a_writer (seconds), longest_gap."""
    faults, waits = told["faults"], told["after_a_writer"]
    assert isinstance(faults, list)
    assert isinstance(waits, list)
    waits = sorted(float(each) for each in waits) or [0.0]
    counted = f"{told['passages']} passages, longest gap of any reader {told['longest_gap']:.3} s"
    lost = none_of(f"characters lost or doubled in {told['kills']} kills", faults)
    return [
        Figure(lost.name, lost.goal, lost.measured, lost.met, lost.beside[:200] or counted),
        under(
            "a killed writer's passage goes on after, p50",
            GOAL_P50_S,
            waits[len(waits) // 2],
            "s",
            f"{len(waits)} waits",
        ),
        under("a killed writer's passage goes on after, at most", GOAL_MAX_S, waits[-1], "s"),
    ]
