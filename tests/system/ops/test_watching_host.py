"""A real Debian host with the role `metrics`: its packages, under its own systemd, with the files
that are written for it, watch it."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ops.inventory import Inventory
from ops.onhost.files import File
from ops.parts import PARTS
from tests.cluster.asking import until
from tests.hosts.machine import Machine
from tests.hosts.starting import hosts
from tests.ops.prometheus.conftest import TOKEN, inventory_in

pytestmark = pytest.mark.timeout(600)
WANTED = ("watched", "metrics")


@pytest.fixture(scope="module")
def eye() -> Iterator[Machine]:
    with hosts("eye") as machines:
        yield machines["eye"]


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Inventory:
    folder = tmp_path_factory.mktemp("inventory")
    one = {"address": "192.0.2.1", "roles": ["gateway", "serve", "metrics"]}
    return inventory_in(folder, eye=one)


@pytest.fixture(scope="module")
def watching(eye: Machine, inventory: Inventory) -> Machine:
    """As provisioning brings it up: packages, files, checks, and what reads the files anew."""
    parts = [PARTS[name] for name in WANTED]
    packages = " ".join(package for part in parts for package in part.packages)
    eye.inside(
        f"apt-get install -qq --no-install-recommends {packages} >/tmp/apt 2>&1"
        " || (cat /tmp/apt; false)",
        timeout_s=300,
    )
    for part in parts:
        for each in part.files(inventory, inventory.hosts[0]):
            place(eye, each)
        for command in part.check:
            eye.inside(" ".join(command))
        for unit in part.after:
            eye.inside(f"systemctl restart {unit}")
    return eye


def place(machine: Machine, file: File) -> None:
    path = str(file["path"])
    there = machine.root / path.lstrip("/")
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_text(str(file["content"]))
    machine.inside(f"chmod {file['mode']:o} {path} && chgrp {file['group']} {path}")


def asked(machine: Machine, query: str) -> list[dict[str, str]]:
    """The labels of each answer."""
    url = "http://127.0.0.1:9090/api/v1/query"
    said = machine.inside(
        "python3 - <<'END'\n"
        "import urllib.parse, urllib.request\n"
        f"asked = urllib.parse.urlencode({{'query': {query!r}}})\n"
        f"print(urllib.request.urlopen('{url}?' + asked, timeout=10).read().decode())\n"
        "END"
    )
    return [each["metric"] for each in json.loads(said)["data"]["result"]]


def test_all_of_it_runs_and_listens_on_loopback_alone(watching: Machine) -> None:
    for unit in (unit for name in WANTED for unit in PARTS[name].after):
        assert watching.runs("systemctl", "is-active", "-q", unit), unit
    for port in (9090, 9093, 9100, 9115):
        until(partial(watching.runs, "python3", "-c", _opens(port)))
    listening = watching.inside("ss -Hltn '( sport >= 9000 and sport < 9200 )'").splitlines()
    assert {line.split()[3] for line in listening} == {
        *("127.0.0.1:9090", "127.0.0.1:9093", "127.0.0.1:9100", "127.0.0.1:9115")
    }


def test_prometheus_alone_can_read_the_token(watching: Machine) -> None:
    path = "/etc/prometheus/raconteur-token"
    assert watching.inside(f"runuser -u prometheus -- cat {path}") == TOKEN
    assert not watching.runs("runuser", "-u", "nobody", "--", "cat", path)


def test_the_machine_is_asked_and_so_is_what_does_not_run(watching: Machine) -> None:
    until(lambda: asked(watching, 'up{job="node"} == 1'))
    until(lambda: asked(watching, 'up{job="raconteur"} == 0'))
    [missing] = asked(watching, 'up{job="raconteur"} == 0')
    assert (missing["process"], missing["host"]) == ("serve", "eye")


def test_a_unit_that_failed_is_seen(watching: Machine) -> None:
    watching.inside("systemd-run --quiet --unit raconteur-broken false")
    until(lambda: asked(watching, 'node_systemd_unit_state{state="failed"} == 1'))
    [failed] = asked(watching, 'node_systemd_unit_state{state="failed"} == 1')
    assert failed["name"] == "raconteur-broken.service"


def test_when_a_backup_was_made_is_read_from_where_it_is_noted(watching: Machine) -> None:
    name = "raconteur_backup_last_success_timestamp_seconds"
    folder = watching.root / "var/lib/prometheus/node-exporter"
    Path(folder / "raconteur.prom").write_text(f"{name} 1.7e9\n")
    until(lambda: asked(watching, f"{name} == 1.7e9"))


def _opens(port: int) -> str:
    return f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
