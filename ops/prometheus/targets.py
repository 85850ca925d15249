"""Who is asked, as the metrics host reaches them."""

from dataclasses import dataclass

from ops.inventory import Host, Inventory, Site

WEB_PORT, NODE_PORT = 5000, 9100


@dataclass(frozen=True)
class Target:
    """address: with its port. process: which of those on its host."""

    address: str
    host: str
    role: str = ""
    process: str = ""


def processes(inventory: Inventory, watching: Host) -> tuple[Target, ...]:
    """Every process of Raconteur that says what it measures: webs at their own port, writers at
    one for this alone."""
    found = []
    for host in inventory.hosts:
        at = inventory.reach(watching, host)
        if "serve" in host.roles:
            found.append(_target(at, WEB_PORT, host, "serve", "serve"))
        if "web" in host.roles:
            ports = range(WEB_PORT, WEB_PORT + host.webs)
            found += [_target(at, port, host, "web", f"web@{port}") for port in ports]
        if "writer" in host.roles:
            numbers = range(1, host.writers + 1)
            found += [
                _target(at, int(f"600{number}"), host, "writer", f"writer@{number}")
                for number in numbers
            ]
    return tuple(found)


def nodes(inventory: Inventory, watching: Host) -> tuple[Target, ...]:
    """Every host's node_exporter."""
    return tuple(
        _target(inventory.reach(watching, host), NODE_PORT, host) for host in inventory.hosts
    )


def pages(site: Site) -> tuple[str, ...]:
    """What people open, looked at from outside: the page, and the API by a way in that asks the
    database."""
    api = f"https://{site.api}" if site.api else f"{site.url}/api"
    return (f"{site.url}/", f"{api}/session")


def _target(address: str, port: int, host: Host, role: str = "", process: str = "") -> Target:
    within = f"[{address}]" if ":" in address else address
    return Target(f"{within}:{port}", host.name, role, process)
