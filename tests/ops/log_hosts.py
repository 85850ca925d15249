"""Two ways to have the logs: on the one machine, and on one of their own."""

from pathlib import Path
from typing import Any

from ops.inventory import Inventory, parse

SITE = {"name": "example.com", "mail": "ada@example.com"}
LOGIN = {"user": "admin", "from": ["203.0.113.7/32"]}


def _host(number: int, *roles: str) -> dict[str, Any]:
    return {"address": f"203.0.113.{number}", "private": f"192.0.2.{number}", "roles": list(roles)}


def inventory(**hosts: dict[str, Any]) -> Inventory:
    several = {"MODEL_URL": "http://192.0.2.20:8000/v1"} if len(hosts) > 1 else {}
    values = {"site": SITE, "login": LOGIN, "settings": several, "hosts": hosts}
    return parse(values, Path("/nowhere"))


ALONE = inventory(stories=_host(10, "gateway", "serve", "logs"))
APART = inventory(
    front=_host(10, "gateway", "web"),
    pens=_host(11, "writer"),
    base=_host(12, "database"),
    logs=_host(13, "logs"),
)
WITHOUT = inventory(stories=_host(10, "gateway", "serve"))
