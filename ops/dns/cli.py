"""raconteur-dns plan | apply (python -m ops.dns, fab dns): the zone's file against the provider."""

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from octodns.zone import Zone

from ops import inventory
from ops.dns import planning, showing
from ops.dns import zone as zones
from ops.dns.failing import FAILURES, one_line
from ops.dns.providers import choose
from ops.tables import Wrong

INVENTORY = Path("ops/inventory.toml")
KNOWN = ("zone", "name", "provider", "token", "key", "secret")


@dataclass(frozen=True)
class Asked:
    """What was said on the command line; empty: as the inventory says."""

    zone: str = ""
    name: str = ""
    provider: str = ""
    inventory: str = ""
    remove: tuple[str, ...] = ()
    remove_all: bool = False
    api: str = ""


def shared(command: Any) -> Any:
    """The options of both commands."""
    options = (
        click.option("--zone", default="", metavar="FILE", help="The zone's file."),
        click.option(
            "--name", default="", metavar="DOMAIN", help="Where the file has another name."
        ),
        click.option("--provider", default="", help="cloudflare or godaddy."),
        click.option("--inventory", default="", metavar="FILE", help=f"Else {INVENTORY}."),
        click.option(
            "--remove",
            multiple=True,
            metavar="NAME",
            help="Its other records go ('@': the domain's).",
        ),
        click.option("--remove-all", is_flag=True, help="All records go that the file has not."),
        click.option(
            "--api", default="", metavar="URL", help="Another address of the provider's API."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def main() -> None:
    """The domain's records: plan shows what would change, apply does it."""
    # octoDNS tells its steps to the log; what matters of them is shown here.
    for name in ("CloudflareProvider[cloudflare]", "GoDaddy", "_process_validators"):
        logging.getLogger(name).setLevel(logging.ERROR)


@main.command()
@shared
def plan(**said: Any) -> None:
    """Show what would be created, changed and removed. Nothing is touched."""
    _show(Asked(**said))


@main.command()
@shared
@click.option("--yes", is_flag=True, help="Do not ask.")
def apply(yes: bool, **said: Any) -> None:
    """Show it, ask, and do it."""
    asked = Asked(**said)
    planned = _show(asked)
    if not planned.changes:
        click.echo("Nothing to do.")
        return
    if not yes and not _agreed(len(planned.changes)):
        sys.exit("Nothing was changed.")
    try:
        planned.apply()
    except FAILURES as error:
        domain = planned.zone.name.rstrip(".")
        why = one_line(planned.provider.id, domain, error)
        sys.exit(f"{why}. Some of it may be done: plan shows what is left.")
    click.echo("Done. Resolvers may remember the old records until their time is up.")


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        sys.exit("Nobody is here to ask: say --yes to apply without being asked.")
    return click.confirm(f"Apply {'this change' if count == 1 else f'these {count} changes'}?")


def _show(asked: Asked) -> planning.Planned:
    """Prints the plan. Leaves with one line when there cannot be one."""
    try:
        planned = _planned(asked)
    except Wrong as error:
        sys.exit(str(error))
    for line in showing.lines(planned):
        click.echo(line)
    return planned


def _planned(asked: Asked) -> planning.Planned:
    found = _inventory(asked)
    table = _table(found)
    folder = found.folder if found else Path()
    desired, notes = _desired(asked, table, folder, found)
    domain = desired.name.rstrip(".")
    behind = "cloudflare" if found and found.site.cloudflare else ""
    name = asked.provider or table.get("provider", behind)
    if not name:
        raise Wrong('dns.provider: is missing; it is "cloudflare" or "godaddy" (or say --provider)')
    provider = choose(name, domain, table, folder, asked.api)
    remove = {"" if host == "@" else host for host in asked.remove}
    try:
        planned = planning.make(provider, desired, remove, asked.remove_all)
    except FAILURES as error:
        raise Wrong(one_line(name, domain, error)) from None
    planned.notes.extend(notes)
    return planned


def _inventory(asked: Asked) -> inventory.Inventory | None:
    """None where there is none and none was asked for: the zone's file says all."""
    if asked.inventory:
        return inventory.load(Path(asked.inventory))
    return inventory.load(INVENTORY) if INVENTORY.exists() else None


def _table(found: inventory.Inventory | None) -> dict[str, Any]:
    table = dict(found.dns) if found else {}
    for key, value in table.items():
        if key not in KNOWN:
            raise Wrong(f"dns.{key}: no such key; there are {', '.join(KNOWN)}")
        if not isinstance(value, str):
            raise Wrong(f"dns.{key}: must be a text")
    return table


def _desired(
    asked: Asked, table: dict[str, Any], folder: Path, found: inventory.Inventory | None
) -> tuple[Zone, list[str]]:
    name = asked.name or table.get("name", "")
    if asked.zone or "zone" in table:
        file = Path(asked.zone) if asked.zone else folder / table["zone"]
        zone = zones.read(file, zones.named(file, name))
    elif found and name:
        zone = zones.empty(name)
    else:
        raise Wrong("dns.zone: is missing; begin with a copy of ops/dns/zone.example.yaml")
    return zone, zones.complete(zone, found) if found else []
