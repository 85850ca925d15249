"""What is done to the hosts: `fab -r ops --list`, and `fab -r ops deploy --dry-run` first."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from fabric import task
from invoke.context import Context

from ops import backups, building, gateway, provisioning, releases, trusting
from ops import standing as standings
from ops.connecting import connected
from ops.dns.task import dns
from ops.inventory import Host, Inventory, Wrong, load
from ops.visiting import Failed, Visit, visits

__all__ = ["dns"]

WHICH = {
    "inventory": "the file that says what there is (ops/inventory.toml)",
    "host": "only hosts of these names, with commas between",
    "role": "only hosts with one of these roles, with commas between",
}
HELP = {
    **WHICH,
    "dry_run": "print each command and each file's difference; change nothing",
}
INVENTORY = "ops/inventory.toml"


def tell(line: str) -> None:
    print(line, flush=True)


def asked(question: str) -> str:
    """What somebody answers; nothing where nobody is there."""
    try:
        return input(question)
    except EOFError:
        return ""


@contextlib.contextmanager
def said() -> Iterator[None]:
    """What is wrong is one line, and exit status 1."""
    try:
        yield
    except (Wrong, Failed) as error:
        sys.exit(f"fab: {error}")


def chosen(inventory: Inventory, host: str, role: str) -> tuple[Host, ...]:
    """Raises Wrong for a name that nobody has."""
    hosts = inventory.hosts
    names, roles = _listed(host), _listed(role)
    for name in names:
        if name not in {each.name for each in hosts}:
            raise Wrong(f"--host: there is no {name}; there are {', '.join(h.name for h in hosts)}")
    found = tuple(
        each
        for each in hosts
        if (not names or each.name in names) and (not roles or each.roles & set(roles))
    )
    if not found:
        raise Wrong("--role: no host has it")
    return found


def _listed(value: str) -> list[str]:
    return [each.strip() for each in value.split(",") if each.strip()]


@contextlib.contextmanager
def at(
    inventory: str, host: str = "", role: str = "", *, dry: bool = False
) -> Iterator[tuple[Inventory, dict[str, Visit]]]:
    """The inventory, judged, and a visit to each host that is meant."""
    with said():
        found = load(Path(inventory))
        with visits(found, chosen(found, host, role), tell, dry=dry) as there:
            yield found, there


@task(help=WHICH)  # type: ignore[untyped-decorator]
def trust(_c: Context, inventory: str = INVENTORY, host: str = "", role: str = "") -> None:
    """Show the hosts' keys, and believe them after a yes."""
    with said():
        found = load(Path(inventory))
        for each in chosen(found, host, role):
            if not trusting.trust(found, each, tell, asked):
                raise Wrong(f"{each.name}: is not trusted; nothing was written")


@task(help=HELP)  # type: ignore[untyped-decorator]
def provision(
    _c: Context, inventory: str = INVENTORY, host: str = "", role: str = "", dry_run: bool = False
) -> None:
    """Make hosts of empty machines: packages, user, folders, firewall, what their roles want."""
    with at(inventory, host, role, dry=dry_run) as (found, there):

        def can_come_in(each: Host) -> None:
            with connected(found, each):
                pass

        provisioning.provision(found, there, can_come_in)


@task(help=HELP)  # type: ignore[untyped-decorator]
def deploy(
    _c: Context, inventory: str = INVENTORY, host: str = "", role: str = "", dry_run: bool = False
) -> None:
    """Build here, send, migrate after a backup, switch, restart one by one, or take it all back."""
    with said():
        release = building.build(load(Path(inventory)))
    with at(inventory, host, role, dry=dry_run) as (found, there):
        releases.deploy(found, there, release, tell, dry=dry_run)
        tell(f"{release.id} {'would be' if dry_run else 'is'} what serves")


@task(
    help={**HELP, "to": "an id; else the release before", "file": "a backup to go back to with it"}
)  # type: ignore[untyped-decorator]
def rollback(
    _c: Context,
    inventory: str = INVENTORY,
    host: str = "",
    role: str = "",
    to: str = "",
    file: str = "",
    dry_run: bool = False,
) -> None:
    """The release before serves again; over a migration, with the backup made before it."""
    with at(inventory, host, role, dry=dry_run) as (found, there):
        tell(f"{releases.rollback(found, there, to, file)} is what serves")


@task(help=WHICH)  # type: ignore[untyped-decorator]
def status(_c: Context, inventory: str = INVENTORY, host: str = "", role: str = "") -> None:
    """How the hosts do; exit status 1 when something is wrong."""
    with at(inventory, host, role) as (found, there):
        is_well = standings.standing(found, there, tell)
    if not is_well:
        sys.exit(1)


@task(help={**WHICH, "lines": "how many of the last", "follow": "and those that come"})  # type: ignore[untyped-decorator]
def logs(
    _c: Context,
    inventory: str = INVENTORY,
    host: str = "",
    role: str = "",
    lines: int = 50,
    follow: bool = False,
) -> None:
    """What the processes said last."""
    with said():
        found = load(Path(inventory))
        for each in chosen(found, host, role):
            tell(f"{each.name}:")
            with connected(found, each) as connection:
                more = "--follow" if follow else "--no-pager"
                connection.run(
                    f"sudo -n journalctl -q -u 'raconteur-*' -n {int(lines)} {more}", warn=True
                )


@task(help={**HELP, "to": "a folder here, for a copy of it"})  # type: ignore[untyped-decorator]
def backup(
    _c: Context,
    inventory: str = INVENTORY,
    host: str = "",
    role: str = "",
    to: str = "",
    dry_run: bool = False,
) -> None:
    """A backup of the database, checked, on the host that keeps them."""
    with at(inventory, host, role, dry=dry_run) as (found, there):
        backups.backup(found, there, tell, to, dry=dry_run)


@task(help={"inventory": HELP["inventory"], "dry_run": HELP["dry_run"], "file": "a backup"})  # type: ignore[untyped-decorator]
def restore(_c: Context, file: str, inventory: str = INVENTORY, dry_run: bool = False) -> None:
    """A backup in the database's place; what was there is kept beside it."""
    with at(inventory, dry=dry_run) as (found, there):
        backups.restore(found, there, file, tell, dry=dry_run)


@task(help=HELP)  # type: ignore[untyped-decorator]
def certificates(
    _c: Context, inventory: str = INVENTORY, host: str = "", role: str = "", dry_run: bool = False
) -> None:
    """Let's Encrypt's certificates, and the site behind them; then they renew by themselves."""
    with at(inventory, host, role or "gateway", dry=dry_run) as (found, there):
        for visit in there.values():
            visit.do("lock")
            gateway.certify(found, visit)
            visit.do("keep")
