"""`python -m bench`: measure, print the table, exit with 1 when a promise is not kept."""

import argparse
import logging
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from bench import (
    apart,
    crowd,
    deploying,
    doors,
    engine,
    fifty,
    first_token,
    first_word,
    gateway,
    kills,
    library,
    machine,
    page,
    processes,
    relay,
    rest,
    scores,
    writers,
)
from bench.figure import Figure
from bench.peers.litellm import LiteLLM
from bench.peers.peer import Peers
from bench.peers.sillytavern import SillyTavern
from bench.report import Part, document, table

log = logging.getLogger(__name__)

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


class Measure(NamedTuple):
    title: str
    module: ModuleType
    rounds: int
    take: Callable[[int], list[Figure]]


MEASURES = {
    "engine": Measure("Tokens a second", engine, 5, engine.measure),
    "first-word": Measure("To the first word", first_word, 3, first_word.measure),
    "first-token": Measure("To the first token", first_token, 3, first_token.measure),
    "fifty": Measure("Fifty stories at once", fifty, 3, fifty.measure),
    "relay": Measure("One stream as fast as it goes", relay, 3, relay.measure),
    "crowd": Measure("Three thousand readers", crowd, 3, crowd.measure),
    "page": Measure("The page's first load", page, 3, page.measure),
    "scores": Measure("The page's scores", scores, 3, scores.measure),
    "rest": Measure("Memory at rest", rest, 3, rest.measure),
    "apart": Measure("Memory of web and writer", apart, 3, apart.measure),
    "library": Measure("A library of a million stories", library, 3, library.measure),
    "writers": Measure("Several writers", writers, 3, writers.measure),
    "doors": Measure("Who somebody is", doors, 3, doors.measure),
    "gateway": Measure("Through the gateway", gateway, 3, gateway.measure),
    "deploying": Measure("Deploying", deploying, 3, deploying.measure),
    "kills": Measure("Nothing lost", kills, 1, kills.measure),
}
# Also measured beside others' programs when that is asked for.
BESIDE: dict[str, Callable[[int, Peers], list[Figure]]] = {
    "first-token": first_token.measure,
    "fifty": fifty.measure,
    "relay": relay.measure,
    "rest": rest.measure,
}
PEERS: Peers = (SillyTavern, LiteLLM)


def main() -> int:
    # Told to end, it ends what it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = _parser()
    asked = parser.parse_args()
    if asked.write and asked.only:
        parser.error("--write wants every figure of one run")
    peers = PEERS if asked.peers else ()
    for peer in peers:
        peer.install()
    about = machine.describe(peers)
    parts = [_taken(name, asked.rounds, peers) for name in asked.only or MEASURES]
    figures = [figure for part in parts for figure in part.figures]
    print(table(figures))
    if asked.write:
        DOCUMENT.write_text(document(parts, about), encoding="utf-8")
    return 0 if all(figure.met for figure in figures) else 1


def _taken(name: str, asked: int | None, peers: Peers) -> Part:
    measure = MEASURES[name]
    rounds = asked or measure.rounds
    began, before = time.monotonic(), processes.use()
    beside = BESIDE.get(name)
    try:
        figures = beside(rounds, peers) if beside else measure.take(rounds)
    except Exception as error:
        # The others take half an hour, and are worth as much without this one.
        log.exception("%s could not be measured", measure.title)
        figures = [Figure(measure.title, "", "could not be measured", False, str(error)[:200])]
    others = processes.use().others_since(before)
    seconds = time.monotonic() - began
    said = f"{measure.title}: {seconds:.0f} s, other programs used {others:.0%} of the processors"
    print(said, file=sys.stderr, flush=True)
    return Part(measure.title, measure.module, figures, others)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    add = parser.add_argument
    add("--only", action="append", choices=tuple(MEASURES), help="this one; may be repeated")
    add("--rounds", type=int, help="of each measurement, instead of its own number")
    add("--peers", action="store_true", help="install others' programs and measure them beside")
    add("--write", action="store_true", help="write docs/performance.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
