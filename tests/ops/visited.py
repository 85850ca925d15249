"""Visits that only remember what was asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ops.inventory import Host, Inventory
from ops.visiting import Failed

FACTS = {
    "python": "3.11",
    "machine": "x86_64",
    "libc": "2.36",
    "system": "debian",
    "version": "12",
    "free": 1 << 40,
}


@dataclass
class Visited:
    """finds: what a step finds there; fails: steps that fail; log: (host, step), of all hosts"""

    host: Host
    log: list[tuple[str, str]]
    finds: dict[str, Any] = field(default_factory=dict)
    fails: set[str] = field(default_factory=set)
    given: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    def do(self, step: str, **given: object) -> Any:
        said = step
        if step == "restart":
            unit = given["unit"]
            assert isinstance(unit, dict)
            said = f"restart {unit['name']}"
        self.log.append((self.host.name, said))
        self.given.append((step, given))
        if said in self.fails:
            raise Failed(f"{self.host.name}: {said}: on purpose")
        return self.finds.get(step)


def visited(inventory: Inventory, **finds: object) -> dict[str, Visited]:
    """One for each host, where a release `old` serves and every process is stale."""
    log: list[tuple[str, str]] = []
    found = {}
    for host in inventory.hosts:
        here = Visited(host, log)
        here.finds = {
            "facts": FACTS,
            "nginx": {"said": "nginx version: nginx/1.22.1", "modules": []},
            "release": {"current": "old", "before": "older", "there": True, "venv": True},
            "needed": "no, from 0010 to 0010",
            "has": True,
            "ask": "active",
            "files": [],
            "passwords": {},
            "stale": Stale(),
            **finds,
        }
        found[host.name] = here
    return found


class Stale:
    """Holds every name."""

    def __bool__(self) -> bool:
        return True

    def __contains__(self, _name: object) -> bool:
        return True
