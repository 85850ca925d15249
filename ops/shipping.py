"""Which lines are shipped from a host, by whom, and where to."""

from pathlib import PurePosixPath

from ops.inventory import Host, Inventory

# Daily indices, by the day of the line: flask-logs-2026.11.23.
INDEX = "flask-logs"
PORT = 9200
# The application's lines, with the generations it keeps.
APPLICATION = "/var/log/raconteur/*.log*"
# The gateway's, with the one generation that logrotate leaves uncompressed.
GATEWAY = "/var/log/nginx/raconteur.log"
CERTIFICATE = PurePosixPath("/etc/raconteur-logs/ca.crt")
KEY = PurePosixPath("/etc/raconteur-logs/api_key")

_WRITING = frozenset({"serve", "web", "writer"})


def globs(host: Host) -> tuple[str, ...]:
    """The files of this host that are shipped; none where nothing of ours writes any."""
    found = [APPLICATION] if host.roles & _WRITING else []
    if "gateway" in host.roles:
        found += [GATEWAY, f"{GATEWAY}.1"]
    return tuple(found)


def shipper(inventory: Inventory, host: Host) -> str:
    """ "logstash" where Elasticsearch is the same machine, "rsyslog" elsewhere: Logstash wants 1 GB
    of memory to itself, rsyslog 10 MB. Empty where there is nothing to ship, or nowhere to."""
    if not inventory.of("logs") or not globs(host):
        return ""
    return "logstash" if "logs" in host.roles else "rsyslog"


def elasticsearch(inventory: Inventory, host: Host) -> str:
    """Where a shipper on `host` finds it, as an address of the web."""
    address = inventory.reach(host, inventory.of("logs")[0])
    return f"https://[{address}]:{PORT}" if ":" in address else f"https://{address}:{PORT}"
