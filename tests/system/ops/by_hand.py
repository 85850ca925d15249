"""A release put on a host by hand: what deploying does in one go, for tests of what runs there."""

import io
import re
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path

from ops.inventory import Host, Inventory
from ops.systemd import files
from tests.hosts.machine import Machine
from tests.system.serving import ROOT

RELEASE, VENV = "opt/raconteur/releases/1", "opt/raconteur/venvs/1"
FOLDERS = """
useradd --system --user-group --home-dir /var/lib/raconteur --shell /usr/sbin/nologin raconteur
install -d -o raconteur -g raconteur -m 700 /var/lib/raconteur /var/backups/raconteur
install -d -o raconteur -g adm -m 2750 /var/log/raconteur
install -d -o root -g raconteur -m 750 /etc/raconteur
mkdir -p /opt/raconteur/current /opt/raconteur/venvs && rmdir /opt/raconteur/current
"""


def install(machine: Machine, *packages: str) -> None:
    """From the host's own package cache."""
    names = " ".join(packages)
    machine.inside(
        f"apt-get install -qq --no-install-recommends {names} >/tmp/apt 2>&1"
        " || (cat /tmp/apt; false)",
        timeout_s=300,
    )


def put(
    machine: Machine,
    inventory: Inventory,
    host: Host,
    settings: Mapping[str, str],
    secrets: Mapping[str, str] | None = None,
) -> None:
    """The user, the folders, the release with what it needs, the settings and the units."""
    machine.inside(FOLDERS)
    _unpack(machine, _packed())
    machine.inside(
        f"python3 -m venv --without-pip /{VENV}.new && cp -a /{VENV}.new/. /{VENV}/"
        f" && ln -s /{VENV} /{RELEASE}/.venv && ln -s releases/1 /opt/raconteur/current"
        f" && chmod -R a+rX /opt/raconteur && /{VENV}/bin/python -m compileall -q /{RELEASE}"
    )
    lines = "".join(f"RACONTEUR_{name}={value}\n" for name, value in settings.items())
    write(machine, "/etc/raconteur/raconteur.env", lines)
    for name, secret in (secrets or {}).items():
        write(machine, f"/etc/raconteur/secrets/{name}", secret)
    machine.inside(
        "chgrp -R raconteur /etc/raconteur"
        " && find /etc/raconteur -type f -exec chmod 440 {} + -o -type d -exec chmod 750 {} +"
    )
    for path, content in files(inventory, host).items():
        write(machine, path, content)
    machine.inside("systemctl daemon-reload")


def as_raconteur(machine: Machine, *words: str) -> str:
    """What a command of Raconteur's says there. Raises RuntimeError when it fails."""
    settings = "set -a; . /etc/raconteur/raconteur.env; RACONTEUR_DATA_DIR=/var/lib/raconteur"
    return machine.inside(
        f"cd /opt/raconteur/current; {settings}; exec setpriv --reuid raconteur --regid raconteur"
        f" --init-groups .venv/bin/python -m raconteur {' '.join(words)}"
    )


def write(machine: Machine, path: str, content: str) -> None:
    file = machine.root / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)


def _unpack(machine: Machine, packed: bytes) -> None:
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(machine.root, filter="data")


def _packed() -> bytes:
    """What is tracked of the program, and the packages of the lock as they are installed here."""
    found = io.BytesIO()
    with tarfile.open(fileobj=found, mode="w") as archive:
        for name in _tracked("raconteur"):
            archive.add(ROOT / name, f"{RELEASE}/{name}")
        for name in _locked():
            for each in distribution(name).files or ():
                file = Path(str(each.locate()))
                if ".." not in each.parts and file.is_file():
                    archive.add(file, f"{VENV}/lib/python3.11/site-packages/{each}")
    return found.getvalue()


def _tracked(folder: str) -> list[str]:
    git = shutil.which("git") or "git"
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def _locked() -> list[str]:
    lock = (ROOT / "requirements.lock").read_text()
    return re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", lock, re.MULTILINE)
