"""The machine and the versions a figure was measured with: enough to compare, nothing private."""

import datetime as dt
import os
import platform
from importlib.metadata import version
from pathlib import Path

from bench.peers.peer import Peers

PACKAGES = ("granian", "flask", "sqlalchemy", "httpx", "xllamacpp")


def describe(peers: Peers = ()) -> dict[str, str]:
    """What a reader of the figures needs to know, by name."""
    beside = ", ".join(f"{peer.label()} ({peer.runs_on()})" for peer in peers)
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return {
        "Date": dt.datetime.now(dt.UTC).date().isoformat(),
        "Processor": f"{_processor()}, {len(os.sched_getaffinity(0))} cores",
        "Memory": f"{_memory_gb():.0f} GB",
        "System": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "Raconteur": version("raconteur"),
        "Packages": packages,
        **({"Beside us": beside} if beside else {}),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or "unknown"


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
