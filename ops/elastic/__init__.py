"""Elasticsearch, on the host of role "logs": in private, by TLS, and nobody without a name.

It has not been run against the real one here: there is no package of it to be had. What is asserted
is what these files say.
"""

import json
from pathlib import Path

from ops.elastic import mapping, rights
from ops.inventory import Host, Inventory
from ops.rendering import render
from ops.shipping import INDEX, PORT, shipper

# The vendor's package repository, and the key it signs with, as its documentation gives both.
ARTIFACTS = "https://artifacts.elastic.co"
FINGERPRINT = "46095ACC8548582C1A2699A9D27D666CD88E42B4"
MAJOR = "9.x"

# What install.sh needs before Elastic's own packages are there.
PACKAGES = ("curl", "gpg", "openssl")

FOLDER = "/usr/local/lib/raconteur/elastic"
CERTIFICATES = "/etc/elasticsearch/certs"


def files(inventory: Inventory, host: Host) -> dict[str, str]:
    """What the host of role "logs" gets, by path; `install.sh` among them does the rest."""
    if "logs" not in host.roles:
        return {}
    addresses = _addresses(inventory, host)
    names = ["DNS:localhost", f"DNS:{host.name}", *(f"IP:{each}" for each in addresses)]
    here = Path(__file__).parent
    return {
        f"{FOLDER}/elastic.sources": render(
            "elastic/elastic.sources.j2", artifacts=ARTIFACTS, major=MAJOR
        ),
        "/etc/elasticsearch/elasticsearch.yml": render(
            "elastic/elasticsearch.yml.j2", host=host, addresses=addresses, index=INDEX, port=PORT
        ),
        "/etc/elasticsearch/jvm.options.d/raconteur.options": "-Xms1g\n-Xmx1g\n",
        f"{FOLDER}/lifecycle.json": _json(mapping.lifecycle()),
        f"{FOLDER}/template.json": _json(mapping.template()),
        f"{FOLDER}/role-reader.json": _json(rights.reader()),
        f"{FOLDER}/key-rsyslog.json": _json(rights.shipper()),
        f"{FOLDER}/key-logstash.json": _json(rights.shipper(logstash=True)),
        f"{FOLDER}/certificates.sh": (here / "certificates.sh").read_text(),
        f"{FOLDER}/arrange.py": (here / "arrange.py").read_text(),
        f"{FOLDER}/install.sh": render(
            "elastic/install.sh.j2",
            artifacts=ARTIFACTS,
            fingerprint=FINGERPRINT,
            folder=FOLDER,
            certificates=CERTIFICATES,
            names=",".join(names),
            url=f"https://127.0.0.1:{PORT}",
            logstash=shipper(inventory, host) == "logstash",
        ),
    }


def _addresses(inventory: Inventory, host: Host) -> list[str]:
    """Where it listens: to others only where lines come from other hosts."""
    others = any(shipper(inventory, each) == "rsyslog" for each in inventory.hosts)
    return ["127.0.0.1", *([host.private] if others else [])]


def _json(found: object) -> str:
    return json.dumps(found, indent=2) + "\n"
