"""The locks, read: Python's and the page's."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "requirements.lock"
OPS = ROOT / "requirements-ops.lock"
PYTHON_LOCKS = (RUNTIME, OPS, ROOT / "requirements-dev.lock", Path(__file__).parent / "audit.lock")
PAGE_LOCKS = (
    ROOT / "frontend/package-lock.json",
    ROOT / "bench/lighthouse/package-lock.json",
    ROOT / "bench/peers/locked/package-lock.json",
)

_PINNED = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\[[a-z0-9,-]+\])?==([^\s;\\]+)(?: ; [^\\]+)?")


@dataclass(frozen=True)
class Package:
    """hashes  of its files, each "sha256:..." or "sha512-..."; licence  as the lock says it, if so
    needed_by  names, for Python
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str = ""
    needed_by: tuple[str, ...] = ()
    is_for_building: bool = False


def python(lock: Path) -> list[Package]:
    """Raises ValueError with the first line that pins nothing."""
    return [_package(each) for each in _entries(lock.read_text(encoding="utf-8"))]


def page(lock: Path) -> list[Package]:
    """What is installed for the page, also that which only builds and tests it."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return [
        Package(
            name=found.get("name") or where.rpartition("node_modules/")[2],
            version=found["version"],
            hashes=tuple(found.get("integrity", "").split()),
            licence=found.get("license", ""),
            is_for_building=bool(found.get("dev") or found.get("devOptional")),
        )
        for where, found in packages.items()
        if where
    ]


def _entries(text: str) -> list[list[str]]:
    """A package's line with those below it that are set in."""
    entries: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith(" "):
            entries[-1].append(line.strip())
        elif line:
            entries.append([line])
    return entries


def _package(lines: list[str]) -> Package:
    found = _PINNED.fullmatch(lines[0].rstrip(" \\"))
    if found is None:
        raise ValueError(f"not pinned: {lines[0]}")
    hashes = [line.removeprefix("--hash=").rstrip(" \\") for line in lines if line.startswith("--")]
    via = [line.removeprefix("#").removeprefix(" via").strip() for line in lines if line[0] == "#"]
    return Package(found[1], found[2], tuple(hashes), needed_by=tuple(each for each in via if each))
