"""What a process leaves behind, told to end or dead, goes on to the letter in another."""

import re
import time

import pytest

from raconteur.models.registry import Models
from raconteur.models.scripted.server import ScriptedServer
from raconteur.store.base import Sessions
from tests.engine.conftest import claim
from tests.engine.pool.conftest import (
    DEADLINE_S,
    PATIENCE_S,
    Begin,
    Gates,
    MakePool,
    Readers,
    grow,
    kept,
)

# What a pool needs to stop, of what it is given.
PROMPT_S = 4.0
SAID = 12


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\bw(\d+)\b", text)]


@pytest.mark.parametrize(
    ("silence", "shown"),
    [({"first_token": 600}, 0), ({"fault": "stall", "after": SAID}, SAID - 1)],
    ids=["before the first token", "between tokens"],
)
def test_a_pool_that_stops_lays_down_what_a_silent_model_was_to_write(
    pool: MakePool,
    begin: Begin,
    scripted: Models,
    fake: ScriptedServer,
    readers: Readers,
    sessions: Sessions,
    silence: dict[str, object],
    shown: int,
) -> None:
    """The craft keeps the last word back, which might go on; whoever writes on says it again."""
    two = [begin(by=scripted, craft="free", language="en", seed=seed) for seed in (1, 2)]
    fake.control(**silence)
    ours = pool(by=scripted)
    ours.start(alone=False)
    for each in two:
        ours.ring(each)
    told = time.monotonic()
    while fake.seen()["active"] != 2:
        assert time.monotonic() < told + DEADLINE_S
    readers.until(lambda: all(len(numbers(readers.text(each))) == shown for each in two))
    began = time.monotonic()
    ours.stop(PATIENCE_S)
    assert time.monotonic() - began < PROMPT_S
    before = [kept(sessions, each) for each in two]
    for each, (state, text) in zip(two, before, strict=True):
        assert (state, text) == ("queued", readers.text(each))
        assert numbers(text) == list(range(shown))
        assert readers.states(each) == ["writing", "queued"]
    fake.control()
    another = pool(by=scripted)
    another.start(alone=True)
    readers.until_done(*two)
    for each, (_, text) in zip(two, before, strict=True):
        state, whole = kept(sessions, each)
        assert (state, whole) == ("done", readers.text(each))
        assert whole.startswith(text)
        assert numbers(whole) == list(range(len(numbers(whole))))
        assert len(numbers(whole)) > SAID


def test_whoever_is_alone_takes_up_what_a_dead_process_left(
    pool: MakePool, begin: Begin, gates: Gates, readers: Readers, sessions: Sessions
) -> None:
    left, waiting = begin("A1"), begin("B1")
    fence = claim(sessions, left)
    assert grow(sessions, left, fence, "Once. ")
    gates.let("A1", "B1")
    pool().start(alone=True)
    readers.until_done(left, waiting)
    assert kept(sessions, left) == ("done", "Once. A1 was here.")
    assert kept(sessions, waiting) == ("done", "B1 was here.")
    assert not grow(sessions, left, fence, "zombie")
