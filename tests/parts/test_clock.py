"""A clock that is set moves the time of day and nothing else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.parts.clock import Clock

# What it sleeps, by the clock that nobody sets, and what the time of day is.
PROGRAM = """
import threading, time
began = time.monotonic()
time.sleep(0.05)
threading.Event().wait(0.05)
print(time.monotonic() - began, time.time())
"""


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    found = Clock(tmp_path / "clock")
    if not found.here:
        pytest.skip("no libfaketime here")
    return found


@pytest.mark.parametrize("seconds", [0, 7 * 3600, -86_400])
def test_a_process_whose_clock_was_set_sleeps_as_long_as_any(clock: Clock, seconds: int) -> None:
    clock.step(seconds)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=clock.for_process(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    slept, now = map(float, done.stdout.split())
    assert 0.1 <= slept < 2
    assert abs(now - time.time() - seconds) < 30
