"""Each role on a host of its own: they find each other, and a release reaches all or none."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.checkout import Checkout, checkout
from tests.hosts.machine import Machine
from tests.hosts.starting import hosts

pytestmark = pytest.mark.timeout(900)

INVENTORY = """
[site]
name = "example.com"
mail = "ada@example.com"
[login]
user = "admin"
from = ["198.18.0.0/15"]
known_hosts = "known_hosts"
key = "id_ed25519"
[secrets]
METRICS_TOKEN = "token"
"""
ROLES = {
    "front": 'roles = ["gateway", "web"]',
    "work": 'roles = ["writer", "model", "metrics"]',
    "data": 'roles = ["database"]',
}
ASK = "python3 -c \"import urllib.request as r; print(r.urlopen('{}').read().decode())\""


@pytest.fixture(scope="module")
def apart() -> Iterator[dict[str, Machine]]:
    with hosts(*ROLES) as machines:
        yield machines


@pytest.fixture(scope="module")
def first(apart: dict[str, Machine], tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    home = apart["front"].known_hosts.parent
    (home / "token").write_text("a-token-by-chance-0123456789abcdef\n")
    tables = [
        f'[hosts.{name}]\naddress = "{host.address}"\nprivate = "{host.address}"\n{ROLES[name]}\n'
        for name, host in apart.items()
    ]
    (home / "inventory.toml").write_text(INVENTORY + "".join(tables))
    made = checkout(tmp_path_factory.mktemp("first"), home / "inventory.toml")
    made.fab("provision")
    made.fab("deploy")
    return made


def serving(host: Machine, unit: str) -> str:
    pid = host.inside(f"systemctl show -P MainPID {unit}").strip()
    return Path(host.inside(f"readlink /proc/{pid}/cwd").strip()).name


def test_everything_finds_everything(apart: dict[str, Machine], first: Checkout) -> None:
    said = apart["front"].inside(ASK.format("http://127.0.0.1:5000/readyz"))
    assert said.count('"ok"') == 4, said
    assert apart["work"].runs("systemctl", "is-active", "raconteur-writer@1")


def test_a_second_time_changes_nothing(first: Checkout) -> None:
    assert first.fab("provision") == ""
    assert "restart" not in first.fab("deploy")


def test_passwords_are_where_they_are_needed_alone(
    apart: dict[str, Machine], first: Checkout
) -> None:
    password = apart["data"].inside("cat /etc/raconteur/made/postgres")
    found = f"grep -rlsF '{password}' /etc /opt /var/log /var/lib/raconteur || true"
    assert apart["data"].inside(found).split() == ["/etc/raconteur/made/postgres"]
    for name in ("front", "work"):
        assert apart[name].inside(found).split() == ["/etc/raconteur/secrets/database_url"]
    assert not list(first.folder.rglob("*postgres*password*"))


def test_the_database_is_open_to_its_own_hosts_alone(
    apart: dict[str, Machine], first: Checkout
) -> None:
    data = apart["data"].address
    reach = f"timeout 5 python3 -c \"import socket; socket.create_connection(('{data}', 5432), 3)\""
    assert apart["work"].runs("sh", "-c", reach)
    # This machine is on the same network, and is none of them.
    with pytest.raises(OSError, match="timed out"):
        socket.create_connection((data, 5432), 2)


def test_a_release_that_fails_on_one_host_is_taken_back_on_all(
    apart: dict[str, Machine], first: Checkout, tmp_path: Path
) -> None:
    before = serving(apart["work"], "raconteur-writer@1")
    mine = checkout(tmp_path / "mine", first.inventory, first.folder)
    mine.write("raconteur/assembly/web.py", 'raise RuntimeError("broken on purpose")\n')
    said = mine.fab("deploy", fails=True)
    assert "raconteur-web@5000.service does not get ready" in said
    assert serving(apart["work"], "raconteur-writer@1") == before
    assert serving(apart["front"], "raconteur-web@5000") == before
    assert apart["front"].inside(ASK.format("http://127.0.0.1:5001/readyz"))


def test_a_backup_of_the_server_comes_back(apart: dict[str, Machine], first: Checkout) -> None:
    said = first.fab("backup")
    file = said.split(" to ")[1].split(": version")[0]
    assert "Restored" in first.fab("restore", "--file", file)
    assert apart["front"].inside(ASK.format("http://127.0.0.1:5000/readyz"))
    assert "!" not in first.fab("status")


def test_prometheus_watches_all_of_them(apart: dict[str, Machine], first: Checkout) -> None:
    said = apart["work"].inside(ASK.format("http://127.0.0.1:9090/api/v1/targets?state=active"))
    for host in apart.values():
        assert host.address in said or "127.0.0.1" in said
    assert apart["data"].runs("systemctl", "is-active", "prometheus-node-exporter")
