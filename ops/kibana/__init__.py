"""Kibana, beside Elasticsearch: on loopback, reached through a tunnel, with a dashboard.

It has not been run against the real one here: there is no package of it to be had. What is asserted
is what these files say, and that all parts of the dashboard find each other.
"""

from ops.inventory import Host, Inventory
from ops.kibana.objects import ndjson
from ops.rendering import render
from ops.shipping import CERTIFICATE, PORT

FOLDER = "/usr/local/lib/raconteur/kibana"


def files(_inventory: Inventory, host: Host) -> dict[str, str]:
    """What the host of role "logs" gets, by path. Its token is in its keystore (install.sh)."""
    if "logs" not in host.roles:
        return {}
    url = f"https://127.0.0.1:{PORT}"
    return {
        "/etc/kibana/kibana.yml": render(
            "kibana/kibana.yml.j2", host=host, url=url, certificate=CERTIFICATE
        ),
        f"{FOLDER}/raconteur.ndjson": ndjson(),
    }
