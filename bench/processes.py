"""Processes and the processor time they use."""

import contextlib
import os
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Seconds without a tick of processor time that count as rest.
QUIET_S = 1.0


def raise_limit() -> None:
    """As many open files as are allowed, for this process and those it starts."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with contextlib.suppress(FileNotFoundError):
            for child in (thread / "children").read_text().split():
                found += family(int(child))
    return found


def ticks(pid: int) -> int:
    """Processor time of a process and of the ended children it has waited for, in clock ticks."""
    with contextlib.suppress(FileNotFoundError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15]))
    return 0


def until_at_rest(pids: Sequence[int], patience_s: float = 15.0) -> None:
    """Until they use no processor time for a while, or patience ends."""
    until = time.monotonic() + patience_s
    before = -1
    while time.monotonic() < until:
        now = sum(map(ticks, pids))
        if now == before:
            return
        before = now
        time.sleep(QUIET_S)


@dataclass(frozen=True, slots=True)
class Use:
    """Of all processors so far, in clock ticks: what there was, what was used, what by us."""

    all: int
    used: int
    ours: int

    def others_since(self, before: "Use") -> float:
        """The share of the processors that other programs used, 0 to 1."""
        others = (self.used - before.used) - (self.ours - before.ours)
        return max(0.0, others / max(1, self.all - before.all))


def use() -> Use:
    """Of this machine now; we are this process and all below it."""
    line = Path("/proc/stat").read_text().splitlines()[0]
    spent = [int(each) for each in line.split()[1:9]]
    idle = spent[3] + spent[4]
    return Use(sum(spent), sum(spent) - idle, sum(map(ticks, family(os.getpid()))))
