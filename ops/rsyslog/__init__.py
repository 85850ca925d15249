"""How lines are shipped where Elasticsearch is another machine: by Debian's rsyslog.

rsyslog follows the files; `deliver.py` takes each line from it to Elasticsearch. Debian's own
module for that (omelasticsearch) knows no API keys, and takes lines for delivered when
Elasticsearch answers a whole request with 429 or 503.
"""

from pathlib import Path

from ops.inventory import Host, Inventory
from ops.rendering import render
from ops.shipping import CERTIFICATE, KEY, elasticsearch, globs, shipper

PACKAGES = ("rsyslog",)
UNIT = "raconteur-shipper.service"
DELIVER = "/usr/local/lib/raconteur/deliver.py"
# Where systemd leaves the key for this unit alone.
CREDENTIAL = f"/run/credentials/{UNIT}/api_key"


def files(inventory: Inventory, host: Host) -> dict[str, str]:
    """What a host with this shipper gets besides its key and the certificate, by path."""
    if shipper(inventory, host) != "rsyslog":
        return {}
    return {
        "/etc/raconteur-logs/rsyslog.conf": configuration(
            state="/var/lib/raconteur-shipper",
            globs=globs(host),
            deliver=["/usr/bin/python3", DELIVER, elasticsearch(inventory, host)],
            key=CREDENTIAL,
            certificate=str(CERTIFICATE),
        ),
        DELIVER: program(),
        f"/etc/systemd/system/{UNIT}": render("rsyslog/shipper.service.j2", key=KEY),
    }


def configuration(
    *, state: str, globs: tuple[str, ...], deliver: list[str], key: str, certificate: str
) -> str:
    """state: a folder where it keeps how far it has read."""
    command = " ".join([*deliver, key, certificate])
    return render("rsyslog/rsyslog.conf.j2", state=state, globs=globs, command=command)


def program() -> str:
    return (Path(__file__).parent / "deliver.py").read_text(encoding="utf-8")
