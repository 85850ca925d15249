"""The machine and the versions a figure was measured with: enough to compare, nothing private."""

import datetime as dt
import os
import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bench.peers.peer import Peers
from tests.parts import postgres, rabbitmq

PACKAGES = (
    "granian",
    "flask",
    "sqlalchemy",
    "psycopg",
    "celery",
    "redis",
    "httpx",
    "xllamacpp",
)
_VERSION = re.compile(r"\d+(?:\.\d+)+")


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
        "Servers": ", ".join(f"{name} {found}" for name, found in _servers()),
        **({"Beside us": beside} if beside else {}),
    }


def _servers() -> Iterator[tuple[str, str]]:
    """Those that are here, with their versions."""
    yield "SQLite", sqlite3.sqlite_version
    path = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"
    asked = {"Redis": ("redis-server", "--version"), "Nginx": ("nginx", "-v")}
    for name, (program, how) in asked.items():
        if found := shutil.which(program, path=path):
            yield name, _said(found, how)
    try:
        yield "PostgreSQL", _said(str(postgres.binaries() / "postgres"), "--version")
        # It takes seconds to say so itself; Debian has it in the folder's name.
        yield "RabbitMQ", _first_version(rabbitmq.binary())
    except RuntimeError:
        return


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return _first_version(done.stdout + done.stderr)


def _first_version(text: str) -> str:
    found = _VERSION.search(text)
    return found[0] if found else "of some version"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or "unknown"


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
