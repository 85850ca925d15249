"""One process after another gets what was deployed, each only when the one before does its work."""

from ops import parts, systemd
from ops.inventory import Host, Inventory
from ops.onhost.services import Unit
from ops.visiting import Visit

CURRENT = "/opt/raconteur/current"
# Seconds until a process does its work: weights are loaded, a library is looked through.
PATIENCE_S = 120.0
# Whatever a new web asks for finds a writer that knows it.
ORDER = ("model", "writer", "serve", "web")


def units(inventory: Inventory, host: Host) -> list[Unit]:
    """The program's processes on a host, in the order in which they are restarted."""
    names = [each for each in systemd.units(inventory, host) if each.endswith(".service")]
    wanted = parts.of(host)
    files = [
        each["path"]
        for part in (wanted.get("program"), wanted.get("units"))
        for each in (part.files(inventory, host) if part else [])
    ]
    found: list[Unit] = [
        {
            "name": name,
            "uses": [each for each in files if _concerns(each, name)],
            "cwd": CURRENT,
            "ready": "",
        }
        for name in names
    ]
    return sorted(found, key=lambda unit: _place(unit["name"]))


def place_of(host: Host) -> int:
    """Hosts whose processes others wait for come before them."""
    return min((ORDER.index(role) for role in host.roles if role in ORDER), default=-1)


def _place(unit: str) -> int:
    return ORDER.index(_role(unit))


def _role(unit: str) -> str:
    return unit.removeprefix("raconteur-").partition("@")[0].removesuffix(".service")


def _concerns(path: str, unit: str) -> bool:
    """Settings concern every process, a unit's file its own."""
    if path.startswith("/etc/raconteur/"):
        return True
    return path.endswith(f"/raconteur-{_role(unit)}@.service") or path.endswith(f"/{unit}")


def restart(visits: list[Visit], found: dict[str, list[Unit]]) -> list[str]:
    """All that do not run what lies there, one after another; what the others need comes first.

    found: by host. Raises Failed at the first that does not get ready.
    """
    stale = [
        (visit, unit)
        for visit in visits
        for names in [visit.do("stale", units=found[visit.host.name])]
        for unit in found[visit.host.name]
        if unit["name"] in names
    ]
    stale.sort(key=lambda each: _place(each[1]["name"]))
    for visit, unit in stale:
        visit.do("restart", unit=unit, patience_s=PATIENCE_S)
    return [unit["name"] for _, unit in stale]
