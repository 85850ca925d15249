"""Inventories in which somebody watches, and Debian's own tools to judge what is written."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ops.inventory import Inventory, parse
from ops.prometheus import ETC, files
from ops.prometheus import secrets as secrets_of

TOKEN = "w" * 40
Make = Callable[..., Inventory]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """An inventory with these hosts, and mail where it is wanted."""

    def make(mail: bool = True, token: bool = True, **hosts: Mapping[str, Any]) -> Inventory:
        folder = tmp_path / "inventory"
        folder.mkdir(exist_ok=True)
        return inventory_in(folder, mail, token, **hosts)

    return make


def inventory_in(
    folder: Path, mail: bool = True, token: bool = True, **hosts: Mapping[str, Any]
) -> Inventory:
    """Its files are there."""
    (folder / "token").write_text(TOKEN + "\n")
    (folder / "smtp").write_text("smtp://stories%40example.com:hush@mail.example.com:587\n")
    secrets = {"METRICS_TOKEN": "token"} if token else {}
    values = {
        "site": {"name": "example.com", "mail": "ada@example.com"},
        "login": {"user": "admin", "from": ["203.0.113.7/32"]},
        "settings": {"ACCOUNTS": "on", **({"SMTP_FROM": "s@example.com"} if mail else {})},
        "secrets": {**secrets, **({"SMTP_URL": "smtp"} if mail else {})},
        "hosts": hosts,
    }
    return parse(values, folder)


@pytest.fixture
def one(made: Make) -> Inventory:
    """Everything on one machine."""
    return made(a={"address": "192.0.2.1", "roles": ["gateway", "serve", "metrics"]})


@pytest.fixture
def apart(made: Make) -> Inventory:
    """Webs, writers and who watches them, each on a machine of its own."""
    return made(
        gate={"address": "192.0.2.1", "private": "10.0.0.1", "roles": ["gateway", "web"]},
        pen={
            **{"address": "192.0.2.2", "private": "10.0.0.2", "writers": 2},
            "roles": ["writer", "database", "model"],
        },
        eye={"address": "192.0.2.3", "private": "10.0.0.3", "roles": ["metrics"]},
    )


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} here: sudo apt install prometheus prometheus-alertmanager")
    return found


def run(*command: str) -> str:
    """What it says. Raises AssertionError where it finds something wrong."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def laid_out(inventory: Inventory, host: str, at: Path) -> Path:
    """A host's files below a folder, as if that were its root; where Prometheus' are."""
    [found] = [each for each in inventory.hosts if each.name == host]
    etc = at / ETC.lstrip("/")
    for path, text in (files(inventory, found) | secrets_of(inventory, found)).items():
        there = at / path.lstrip("/")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(text.replace(ETC, str(etc)))
    return etc
