"""An empty machine becomes a host: packages, user, folders, firewall, and what its roles want.

Done again, it changes what is not as it shall be, and nothing else.
"""

from collections.abc import Callable

from ops import environment, gateway, parts
from ops.inventory import Host, Inventory
from ops.onhost.files import Folder
from ops.placing import folder
from ops.tables import Wrong
from ops.visiting import Failed, Visit

USER = "raconteur"
SYSTEMS = ("debian", "ubuntu")
PATIENCE_S = 60.0


def provision(
    inventory: Inventory, visits: dict[str, Visit], can_come_in: Callable[[Host], None]
) -> None:
    """All hosts, those that others need first. Raises Failed, with what was changed taken back.

    can_come_in  opens another connection to a host, raises where that is not possible
    """
    for visit in visits.values():
        visit.do("lock")
        judge(visit)
    for visit in in_order(inventory, visits):
        visit.do("packages", names=parts.packages(inventory, visit.host))
        visit.do("user", name=USER, home="/var/lib/raconteur")
        visit.do("folders", folders=folders())
        make_passwords(inventory, visits, visit)
        for name, part in parts.of(visit.host).items():
            bring(inventory, visit, part)
            if name == "firewall":
                can_come_in(visit.host)
            if name == "database":
                visit.do("database")
            if name == "gateway":
                gateway.bring(inventory, visit)
        visit.do("keep")


def judge(visit: Visit) -> dict[str, str]:
    """What is known of a host. Raises Failed where it is none of ours."""
    found: dict[str, str] = visit.do("facts")
    if found["system"] not in SYSTEMS:
        raise Failed(f"{visit.host.name}: is {found['system']}; must be Debian or Ubuntu")
    return found


def in_order(inventory: Inventory, visits: dict[str, Visit]) -> list[Visit]:
    """Who makes the passwords first."""
    maker = environment.maker(inventory)
    return sorted(visits.values(), key=lambda each: maker is None or each.host.name != maker.name)


def make_passwords(inventory: Inventory, visits: dict[str, Visit], visit: Visit) -> None:
    """A host comes to know what it fills into its files; through memory here, never a file."""
    maker = environment.maker(inventory)
    if maker is None or not (visit.host.roles & (environment.PROGRAM | {"database"})):
        return
    if maker.name == visit.host.name:
        visit.do("passwords")
    elif maker.name in visits:
        visit.do("passwords", told=visits[maker.name].do("passwords"))
    else:
        raise Wrong(f"--host: {visit.host.name} needs passwords of {maker.name}; name both")


def bring(inventory: Inventory, visit: Visit, part: parts.Part) -> None:
    """The files of a part, and its services started again where they are older."""
    files = part.files(inventory, visit.host)
    if files:
        visit.do("files", files=files, check=[list(each) for each in part.check])
    if not part.after:
        return
    visit.do("services", names=list(part.after))
    found = parts.services(part, files)
    stale = visit.do("stale", units=found)
    for unit in found:
        if unit["name"] in stale:
            visit.do("restart", unit=unit, patience_s=PATIENCE_S, how=part.how)


def folders() -> list[Folder]:
    return [
        *(
            folder(f"/opt/raconteur{each}", 0o755)
            for each in ("", "/releases", "/venvs", "/wheels")
        ),
        folder("/etc/raconteur", 0o750, group=USER),
        folder("/etc/raconteur/secrets", 0o750, group=USER),
        folder("/var/lib/raconteur", 0o700, USER, USER),
        folder("/var/lib/raconteur/models", 0o700, USER, USER),
        # What is written there belongs to this group: a shipper may read it.
        folder("/var/log/raconteur", 0o2750, USER, "adm"),
        folder("/var/backups/raconteur", 0o700, USER, USER),
        folder("/var/www/letsencrypt", 0o755),
    ]
