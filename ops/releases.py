"""A release on its way: sent, made whole, migrated to, switched to, started, or taken back."""

from ops import building, gateway, parts, rolling, sending, systemd, weights, wheels
from ops.building import Release
from ops.inventory import Host, Inventory
from ops.provisioning import bring, in_order, judge, make_passwords
from ops.visiting import Failed, Tell, Visit

RELEASES = "/opt/raconteur/releases"
# What a host needs beside what is sent: the packages, installed, and some room to breathe.
FREE = 1 << 30
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
    running = [each for each in in_order(inventory, visits) if rolling.has_program(each.host)]
    for visit in visits.values():
        visit.do("lock")
    for visit in running:
        upload(inventory, visit, release, tell, dry=dry)
        weights.send(inventory, visit.host, tell, visit, dry=dry)
    try:
        for visit in running:
            make_passwords(inventory, visits, visit)
            for name, part in parts.of(visit.host).items():
                if name in OF_THE_PROGRAM:
                    bring(inventory, visit, part)
        go(inventory, running, release.id)
        for visit in visits.values():
            if "gateway" in visit.host.roles and not gateway.bring(inventory, visit):
                tell(f"{visit.host.name}: has no certificate yet; run fab -r ops certificates")
    except Failed:
        take_back(visits)
        raise
    for visit in visits.values():
        visit.do("keep")
    for visit in running:
        visit.do("prune")


def go(inventory: Inventory, running: list[Visit], id: str) -> None:
    """A release that lies on all hosts is what runs on them. Raises Failed."""
    all_units = {each.host.name: rolling.units(inventory, each.host) for each in running}
    if any(visit.do("release")["current"] != id for visit in running):
        keeper = systemd.keeper(inventory)
        leader = next((each for each in running if each.host == keeper), running[0])
        if leader.do("needed", id=id).startswith("yes"):
            for visit in running:
                visit.do("stop", units=all_units[visit.host.name])
            names = [unit["name"] for unit in all_units[leader.host.name]]
            leader.do("migrate", id=id, users=names)
        for visit in running:
            visit.do("switch", id=id)
    for visit in running:
        rolling.restart(visit, all_units[visit.host.name])
    for visit in running:
        visit.do("services", names=list(systemd.units(inventory, visit.host)), tidy="raconteur-")


def take_back(visits: dict[str, Visit]) -> None:
    """On every host that still answers; what does not, does it by itself."""
    for visit in visits.values():
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
    there = visit.do("release", id=release.id, lock=venv)
    if there["there"]:
        return
    if int(facts["free"]) < FREE:
        raise Failed(f"{host.name}: the disk is nearly full; nothing was sent")
    if not there["venv"]:
        found = wheels.fetch(
            release.lock, venv, facts["python"], facts["machine"], facts["libc"], tell
        )
        tell(f"{host.name}: sending the packages")
        sending.send(inventory, host, found, f"/opt/raconteur/wheels/{venv}", tell, dry=dry)
    tell(f"{host.name}: sending the release {release.id}")
    part = visit.do("prepare", id=release.id)
    like_before = f"--link-dest={RELEASES}/{there['current']}/" if there["current"] else "--delete"
    sending.send(inventory, host, release.folder, part, tell, "--delete", like_before, dry=dry)
    visit.do("finish", id=release.id, wanted=release.digest, lock=venv)


def rollback(inventory: Inventory, visits: dict[str, Visit], to: str = "") -> str:
    """The release before, or `to`, serves on all hosts; its id. Raises Failed."""
    running = [each for each in in_order(inventory, visits) if rolling.has_program(each.host)]
    for visit in visits.values():
        visit.do("lock")
    before = to or str(running[0].do("release")["before"])
    if not before:
        raise Failed(f"{running[0].host.name}: there is no release before this one")
    for visit in running:
        if not visit.do("release", id=before)["there"]:
            raise Failed(f"{visit.host.name}: there is no release {before}")
    try:
        go(inventory, running, before)
    except Failed:
        take_back(visits)
        raise
    for visit in visits.values():
        visit.do("keep")
    return before


def program_hosts(inventory: Inventory) -> tuple[Host, ...]:
    return tuple(host for host in inventory.hosts if rolling.has_program(host))
