"""Inventories for tests of the units, without a file."""

from pathlib import Path

from ops.inventory import Backups, Certificates, Host, Inventory, Login, Site


def host(name: str, *roles: str, private: str = "", webs: int = 2, writers: int = 1) -> Host:
    return Host(name, "192.0.2.10", private, 22, frozenset(roles), webs, writers)


def inventory(*hosts: Host, keep_days: int = 14, bucket: str = "") -> Inventory:
    return Inventory(
        site=Site("example.com"),
        certificates=Certificates(),
        login=Login("admin", ("203.0.113.7/32",), Path("known_hosts")),
        settings={},
        secrets={},
        backups=Backups(keep_days, bucket),
        dns={},
        hosts=hosts,
        folder=Path(),
    )
