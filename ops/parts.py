"""What each role wants of a host: packages, files, and what is started again after them.

A new role is a row here: everything else follows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ops import (
    certificates,
    databases,
    elastic,
    environment,
    firewall,
    kibana,
    logins,
    logstash,
    prometheus,
    rsyslog,
    shipping,
    systemd,
    upgrades,
    wrapper,
)
from ops.inventory import Host, Inventory
from ops.onhost.files import File
from ops.onhost.services import Unit
from ops.placing import placed, secret

Files = Callable[[Inventory, Host], list[File]]


@dataclass(frozen=True)
class Part:
    """roles  any of them wants it; empty: every host does
    files  what it puts there
    check  commands that must succeed before anything is started with them
    after  services that read these files: started again when one of them is newer
    how    "restart", or "reload" where that is enough
    """

    roles: frozenset[str] = frozenset()
    packages: tuple[str, ...] = ()
    files: Files = lambda _inventory, _host: []
    check: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()
    how: str = "restart"


def plain(files: Callable[[Inventory, Host], dict[str, str]]) -> Files:
    """Of content by path: files that everybody there may read."""
    return lambda inventory, host: [
        placed(path, content, 0o755 if content.startswith("#!") else 0o644)
        for path, content in files(inventory, host).items()
    ]


PARTS: dict[str, Part] = {
    "ssh": Part(files=logins.files, check=(("sshd", "-t"),), after=("ssh.service",), how="reload"),
    "firewall": Part(
        packages=("nftables",),
        files=firewall.files,
        check=(("nft", "-c", "-f", firewall.PATH),),
        after=("nftables.service",),
        how="reload-or-restart",
    ),
    "upgrades": Part(packages=("unattended-upgrades",), files=upgrades.files),
    "database": Part(
        roles=frozenset({"database"}),
        packages=("postgresql", "redis-server"),
        files=databases.files,
        after=databases.UNITS,
    ),
    # Its files need the certificate first (ops/gateway.py).
    "gateway": Part(roles=frozenset({"gateway"}), packages=certificates.PACKAGES),
    "program": Part(
        roles=environment.PROGRAM,
        # libgomp1: what runs the model in the box is linked with it.
        packages=("python3-venv", "libgomp1"),
        files=lambda inventory, host: [
            *environment.files(inventory, host),
            *wrapper.files(inventory, host),
        ],
    ),
    "units": Part(files=plain(systemd.files)),
    "watched": Part(
        packages=prometheus.WATCHED,
        files=plain(prometheus.watched),
        after=("prometheus-node-exporter.service",),
    ),
    "metrics": Part(
        roles=frozenset({"metrics"}),
        packages=prometheus.WATCHING,
        files=lambda inventory, host: [
            *plain(prometheus.watching)(inventory, host),
            *(
                secret(path, content, group="prometheus")
                for path, content in prometheus.secrets(inventory, host).items()
            ),
        ],
        check=(
            ("promtool", "check", "config", f"{prometheus.ETC}/prometheus.yml"),
            ("amtool", "check-config", f"{prometheus.ETC}/alertmanager.yml"),
        ),
        after=tuple(f"{name}.service" for name in prometheus.WATCHING),
    ),
    # Whoever put the key there starts it (docs/hosting.md).
    "shipper": Part(files=plain(rsyslog.files)),
    # install.sh, which is among them, does the rest.
    "logs": Part(
        roles=frozenset({"logs"}),
        packages=elastic.PACKAGES,
        files=plain(
            lambda inventory, host: {
                **elastic.files(inventory, host),
                **kibana.files(inventory, host),
                **logstash.files(inventory, host),
            }
        ),
    ),
}


EVERYWHERE = ("ca-certificates", "python3", "rsync")


def of(host: Host) -> dict[str, Part]:
    """The parts of one host, by name, in the order in which they are brought up."""
    return {name: part for name, part in PARTS.items() if not part.roles or part.roles & host.roles}


def packages(inventory: Inventory, host: Host) -> list[str]:
    """All that a host's parts need."""
    found = {name for part in of(host).values() for name in part.packages}
    found.update(systemd.packages(inventory, host))
    if "gateway" in host.roles and inventory.certificates.by == "cloudflare":
        found.update(certificates.BY_DNS)
    if shipping.shipper(inventory, host) == "rsyslog":
        found.update(rsyslog.PACKAGES)
    return sorted({*EVERYWHERE, *found})


def services(part: Part, files: list[File]) -> list[Unit]:
    """What reads the files of a part."""
    used = [each["path"] for each in files]
    return [{"name": name, "uses": used, "cwd": "", "ready": ""} for name in part.after]
