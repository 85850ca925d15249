"""The database's backups: made and brought back by the program on the host that keeps them."""

from pathlib import Path

from ops import releases, rolling, sending, systemd
from ops.inventory import Inventory
from ops.tables import Wrong
from ops.visiting import Failed, Tell, Visit

FOLDER = "/var/backups/raconteur"
OWNED = ("--chown=raconteur:raconteur", "--chmod=D700,F600")


def backup(
    inventory: Inventory, visits: dict[str, Visit], tell: Tell, to: str = "", *, dry: bool = False
) -> str:
    """The file on the host; a copy of it in the folder `to` here, where one is named."""
    keeper = _keeper(inventory, visits)
    keeper.do("lock")
    file = str(keeper.do("backup"))
    if to:
        sending.fetch(inventory, keeper.host, file, Path(to), tell, dry=dry)
    return file


def restore(
    inventory: Inventory, visits: dict[str, Visit], file: str, tell: Tell, *, dry: bool = False
) -> None:
    """A backup in the database's place: a file here, or one on the host. Raises Failed, Wrong.

    Nothing runs meanwhile; when it cannot be restored, all goes on as it was.
    """
    keeper = _keeper(inventory, visits)
    running = releases.running(inventory, visits)
    releases.need_all(inventory, running)
    for visit in visits.values():
        visit.do("lock")
    here = Path(file)
    if here.is_file():
        tell(f"{keeper.host.name}: sending {file}")
        sending.send_file(inventory, keeper.host, here, FOLDER, tell, modes=OWNED, dry=dry)
        file = f"{FOLDER}/{here.name}"
    elif not keeper.do("has", path=file):
        raise Wrong(f"--file: there is no {file}, neither here nor on {keeper.host.name}")
    units = {each.host.name: rolling.units(inventory, each.host) for each in running}
    try:
        for visit in running:
            visit.do("stop", units=units[visit.host.name])
        keeper.do("restore", file=file)
    except Failed:
        releases.take_back(visits)
        raise
    for visit in visits.values():
        visit.do("keep")
    rolling.restart(running, units)


def _keeper(inventory: Inventory, visits: dict[str, Visit]) -> Visit:
    host = systemd.keeper(inventory)
    if host is None or host.name not in visits:
        raise Wrong(f"--host: backups are kept on {host.name if host else 'no host'}; name it")
    return visits[host.name]
