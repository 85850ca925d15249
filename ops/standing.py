"""How the hosts do, in a few lines each."""

from ops import parts, systemd
from ops.inventory import Host, Inventory
from ops.visiting import Tell, Visit

LITTLE = 0.1
OLD_H = 48.0


def standing(inventory: Inventory, visits: dict[str, Visit], tell: Tell) -> bool:
    """Whether all is well."""
    # Every one is told, also after one that is not well.
    wells = [_host(inventory, visit, tell) for visit in visits.values()]
    return all(wells)


def _host(inventory: Inventory, visit: Visit, tell: Tell) -> bool:
    units = _units(inventory, visit.host)
    found = visit.do("standing", units=units)
    name, wrong = visit.host.name, []
    tell(f"{name}: {', '.join(sorted(visit.host.roles))}; serves {found['release'] or 'nothing'}")
    for unit, state in found["units"].items():
        tell(f"{name}:   {unit} is {state}")
        if not state.startswith("active"):
            wrong.append(f"{unit} is {state}; see fab -r ops logs --host {name}")
    for site, ends in found["names"].items():
        tell(f"{name}:   the certificate of {site} ends {ends}")
    if found["free"] < LITTLE:
        wrong.append(f"only {found['free']:.0%} of the disk is free")
    if visit.host == systemd.keeper(inventory):
        wrong += _backup(found["backup_h"], lambda line: tell(f"{name}:   {line}"))
    for line in wrong:
        tell(f"{name}: ! {line}")
    return not wrong


def _backup(hours: float | None, tell: Tell) -> list[str]:
    if hours is None:
        return ["there is no backup yet; fab -r ops backup makes one"]
    tell(f"the last backup is {hours:.0f} hours old")
    return [f"the last backup is {hours:.0f} hours old"] if hours > OLD_H else []


def _units(inventory: Inventory, host: Host) -> list[str]:
    others = [unit for part in parts.of(host).values() for unit in part.after]
    gateway = ["nginx.service"] if "gateway" in host.roles else []
    return [*others, *gateway, *systemd.units(inventory, host)]
