"""A release on its way: sent, made whole, migrated to, switched to, started, or taken back."""

from ops import building, gateway, parts, rolling, sending, systemd, weights, wheels
from ops.building import Release
from ops.environment import PROGRAM
from ops.inventory import Host, Inventory
from ops.onhost.services import Unit
from ops.provisioning import bring, in_order, judge, make_passwords
from ops.tables import Wrong
from ops.visiting import Failed, Tell, Visit

RELEASES = "/opt/raconteur/releases"
# What a host needs beside what is sent: the packages, installed, and some room to breathe.
FREE = 1 << 30
# They wait for what they need before they say that they are ready.
WAITING = frozenset({"serve", "web", "writer"})
# Units that are ended where the inventory no longer wants them; the shipper's is somebody else's.
OURS = tuple(
    f"raconteur-{each}"
    for each in ("serve", "web@", "writer@", "model", "backup.timer", "certificates.timer")
)
OF_THE_PROGRAM = ("program", "units")


def deploy(
    inventory: Inventory,
    visits: dict[str, Visit],
    release: Release,
    tell: Tell,
    *,
    dry: bool = False,
) -> None:
    """`release` serves on all hosts, or what served before does still. Raises Failed, Wrong."""
    there = running(inventory, visits)
    for visit in visits.values():
        visit.do("lock")
    for visit in there:
        upload(inventory, visit, release, tell, dry=dry)
        weights.send(inventory, visit.host, tell, visit, dry=dry)
    try:
        for visit in there:
            make_passwords(inventory, visits, visit)
            for name, part in parts.of(visit.host).items():
                if name in OF_THE_PROGRAM:
                    bring(inventory, visit, part)
        go(inventory, there, release.id)
        for visit in visits.values():
            if "gateway" in visit.host.roles and not gateway.bring(inventory, visit):
                tell(f"{visit.host.name}: has no certificate yet; run fab -r ops certificates")
    except (Failed, Wrong):
        take_back(visits)
        raise
    for visit in visits.values():
        visit.do("keep")
    for visit in there:
        visit.do("prune")
        visit.do("prune_backups")


def go(inventory: Inventory, there: list[Visit], id: str) -> None:
    """A release that lies on all hosts is what runs on them. Raises Failed."""
    units = {each.host.name: rolling.units(inventory, each.host) for each in there}
    is_new = any(visit.do("release")["current"] != id for visit in there)
    if is_new or any(visit.do("stale", units=units[visit.host.name]) for visit in there):
        reach(there)
    if is_new:
        migrate(inventory, there, id, units)
        for visit in there:
            visit.do("switch", id=id)
    rolling.restart(there, units)
    for visit in there:
        visit.do("services", names=list(systemd.units(inventory, visit.host)), tidy=list(OURS))


def reach(there: list[Visit]) -> None:
    """Nothing is ended that would not come back. Raises Failed.

    A model of our own that does not run is no reason: it is started before those that ask it.
    """
    lenders = [visit for visit in there if "model" in visit.host.roles]
    running = ["systemctl", "is-active", "raconteur-model.service"]
    if not all(visit.do("ask", command=running) for visit in lenders):
        return
    for visit in there:
        for role in sorted(visit.host.roles & WAITING):
            visit.do("reach", role=role)


def migrate(
    inventory: Inventory, there: list[Visit], id: str, units: dict[str, list[Unit]]
) -> None:
    """Where the database lacks something: everything ends, then one host does it. Raises Failed."""
    one = leader(inventory, there)
    if not one.do("needed", id=id).startswith("yes"):
        return
    need_all(inventory, there)
    for visit in there:
        visit.do("stop", units=units[visit.host.name])
    one.do("migrate", id=id, users=[unit["name"] for unit in units[one.host.name]])


def take_back(visits: dict[str, Visit]) -> None:
    """On every host that still answers; what does not, does it by itself.

    What others wait for comes first.
    """
    for visit in sorted(visits.values(), key=lambda each: rolling.place_of(each.host)):
        try:
            visit.do("undo")
        except Failed:
            continue


def upload(
    inventory: Inventory, visit: Visit, release: Release, tell: Tell, *, dry: bool = False
) -> None:
    """The release lies on a host, whole. Raises Failed, Wrong."""
    host = visit.host
    facts = judge(visit)
    venv = building.venv_name(release, facts["python"], facts["machine"])
    found = visit.do("release", id=release.id, lock=venv)
    if found["there"]:
        return
    if int(facts["free"]) < FREE:
        raise Failed(f"{host.name}: the disk is nearly full; nothing was sent")
    if not found["venv"]:
        packages = wheels.fetch(
            release.lock, venv, facts["python"], facts["machine"], facts["libc"], tell
        )
        tell(f"{host.name}: sending the packages")
        sending.send(inventory, host, packages, f"/opt/raconteur/wheels/{venv}", tell, dry=dry)
    tell(f"{host.name}: sending the release {release.id}")
    part = visit.do("prepare", id=release.id)
    like_before = f"--link-dest={RELEASES}/{found['current']}/" if found["current"] else "--delete"
    sending.send(inventory, host, release.folder, part, tell, "--delete", like_before, dry=dry)
    visit.do("finish", id=release.id, wanted=release.digest, lock=venv)


def rollback(inventory: Inventory, visits: dict[str, Visit], to: str = "", file: str = "") -> str:
    """The release before, or `to`, serves on all hosts; its id. Raises Failed.

    file  a backup on the host, for the way back over a migration: what was written since goes
    """
    there = running(inventory, visits)
    for visit in visits.values():
        visit.do("lock")
    before = to or str(there[0].do("release")["before"])
    if not before:
        raise Failed(f"{there[0].host.name}: there is no release before this one")
    for visit in there:
        if not visit.do("release", id=before)["there"]:
            raise Failed(f"{visit.host.name}: there is no release {before}")
    try:
        if file:
            _with_backup(inventory, there, before, file)
        else:
            go(inventory, there, before)
    except (Failed, Wrong):
        take_back(visits)
        raise
    for visit in visits.values():
        visit.do("keep")
    return before


def _with_backup(inventory: Inventory, there: list[Visit], id: str, file: str) -> None:
    """A release and its library. Raises Failed, Wrong."""
    need_all(inventory, there)
    units = {each.host.name: rolling.units(inventory, each.host) for each in there}
    for visit in there:
        visit.do("stop", units=units[visit.host.name])
    for visit in there:
        visit.do("switch", id=id)
    leader(inventory, there).do("restore", file=file)
    rolling.restart(there, units)


def need_all(inventory: Inventory, there: list[Visit]) -> None:
    """Before the database becomes another one. Raises Wrong where a host would go on with it."""
    missing = [host.name for host in hosts(inventory) if host not in [each.host for each in there]]
    if missing:
        raise Wrong(
            f"--host: the database changes, and {', '.join(missing)} would not end meanwhile; "
            "name no host"
        )


def leader(inventory: Inventory, there: list[Visit]) -> Visit:
    """Who does what is done to the database once."""
    keeper = systemd.keeper(inventory)
    return next((each for each in there if each.host == keeper), there[0])


def hosts(inventory: Inventory) -> tuple[Host, ...]:
    """Those that run the program."""
    return tuple(host for host in inventory.hosts if host.roles & PROGRAM)


def running(inventory: Inventory, visits: dict[str, Visit]) -> list[Visit]:
    """The visits to them, who makes the passwords first."""
    return [each for each in in_order(inventory, visits) if each.host.roles & PROGRAM]
