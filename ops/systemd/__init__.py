"""The units of a host: what runs there, as whom, and what it may not do."""

from pathlib import Path
from shlex import quote

from ops.inventory import Host, Inventory
from ops.prometheus import writer_environment
from ops.rendering import render

HERE = Path(__file__).parent
UNITS = "/etc/systemd/system"
SCRIPTS = "/usr/local/lib/raconteur"
PLACES = {
    "release": "/opt/raconteur/current",
    "settings": "/etc/raconteur/raconteur.env",
    "data": "/var/lib/raconteur",
    "logs": "/var/log/raconteur",
    "backups": "/var/backups/raconteur",
    "metrics": "/var/lib/prometheus/node-exporter",
    "scripts": SCRIPTS,
}
# The first web's; the next ones follow it.
WEB_PORT, MODEL_PORT = 5000, 8081


def files(inventory: Inventory, host: Host) -> dict[str, str]:
    """Paths on the host, and what is in them: whatever its roles need, and no more."""
    found: dict[str, str] = {}
    for role in ("web", "writer"):
        if role in host.roles:
            found |= _unit(
                f"raconteur-{role}@.service",
                address=_address(inventory, host, role),
                watched=writer_environment(inventory, host),
            )
    for role in ("serve", "model"):
        if role in host.roles:
            found |= _unit(
                f"raconteur-{role}.service",
                address=_address(inventory, host, role),
                askers=_askers(inventory, host),
            )
    if host == keeper(inventory):
        found |= _unit("raconteur-backup.service") | _unit("raconteur-backup.timer")
        found |= _script("backup.sh", **_kept(inventory)) | _script("backed-up.sh")
        if inventory.backups.bucket:
            found[f"{SCRIPTS}/to_bucket.py"] = (HERE / "to_bucket.py").read_text()
    if "gateway" in host.roles:
        found |= _unit("raconteur-certificates.service") | _unit("raconteur-certificates.timer")
    return found


def units(inventory: Inventory, host: Host) -> tuple[str, ...]:
    """The units to enable and start there, in the order to start them in."""
    found: list[str] = []
    if "model" in host.roles:
        found.append("raconteur-model.service")
    if "serve" in host.roles:
        found.append("raconteur-serve.service")
    if "writer" in host.roles:
        found += [f"raconteur-writer@{number}.service" for number in range(1, host.writers + 1)]
    if "web" in host.roles:
        found += [f"raconteur-web@{WEB_PORT + number}.service" for number in range(host.webs)]
    if host == keeper(inventory):
        found.append("raconteur-backup.timer")
    if "gateway" in host.roles:
        found.append("raconteur-certificates.timer")
    return tuple(found)


def packages(inventory: Inventory, host: Host) -> tuple[str, ...]:
    """What the units there need of Debian's or Ubuntu's, besides Python."""
    found: list[str] = []
    if host.roles & {"serve", "model"}:
        # llama.cpp counts on it being there, and a fresh machine has none.
        found.append("libgomp1")
    if host == keeper(inventory):
        if not inventory.of("serve"):
            found.append("postgresql-client")
        if inventory.backups.bucket:
            found.append("python3-boto3")
    if "gateway" in host.roles:
        found.append("certbot")
    return tuple(found)


def keeper(inventory: Inventory) -> Host | None:
    """Who makes the backups: a host that has Raconteur, the database's own where that has it."""
    having = [*inventory.of("serve"), *inventory.of("writer"), *inventory.of("web")]
    nearest = [host for host in having if host.roles & {"serve", "database"}]
    return next(iter([*nearest, *having]), None)


def _address(inventory: Inventory, host: Host, role: str) -> str:
    """Where to listen: on loopback while nobody on another host has to ask."""
    asking = ("web", "writer") if role == "model" else ("gateway", "metrics")
    hosts = [each for name in asking for each in inventory.of(name)]
    found = {inventory.reach(each, host) for each in hosts} or {"127.0.0.1"}
    # The firewall lets in those who may.
    return found.pop() if len(found) == 1 else "0.0.0.0"  # noqa: S104


def _askers(inventory: Inventory, host: Host) -> list[str]:
    """The addresses of everybody who asks this host's model, its own among them."""
    asking = (host, *inventory.of("web"), *inventory.of("writer"))
    return ["localhost", *sorted({each.private for each in asking} - {""})]


def _kept(inventory: Inventory) -> dict[str, object]:
    backups = inventory.backups
    bucket = quote(backups.bucket) if backups.bucket else ""
    return {"bucket": bucket, "keep_minutes": backups.keep_days * 24 * 60}


def _unit(name: str, **values: object) -> dict[str, str]:
    return {f"{UNITS}/{name}": render(f"systemd/{name}.j2", **PLACES, **values)}


def _script(name: str, **values: object) -> dict[str, str]:
    return {f"{SCRIPTS}/{name}": render(f"systemd/{name}.j2", **PLACES, **values)}
