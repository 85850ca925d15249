"""From an empty machine to a served release, again and again, and what comes in between."""

import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hosts.checkout import Checkout, checkout
from tests.hosts.machine import Machine
from tests.hosts.starting import hosts

pytestmark = pytest.mark.timeout(600)

INVENTORY = """
[site]
name = "example.com"
mail = "ada@example.com"
[login]
user = "admin"
from = ["198.18.0.0/15"]
known_hosts = "known_hosts"
key = "id_ed25519"
[settings]
{settings}
[hosts.stories]
address = "{address}"
roles = ["gateway", "serve"]
"""
MIGRATIONS = "raconteur/store/migrations/versions"
RACONTEUR = "/usr/local/bin/raconteur"
READY = "import urllib.request as r; r.urlopen('http://127.0.0.1:5000/readyz')"
SETTINGS = "KEEP_NOTES_DAYS = 90"
SHAPE = """
revision = "{id}"
down_revision = "{before}"
branch_labels = depends_on = None


def upgrade() -> None:
    {body}


def downgrade() -> None:
    pass
"""


@pytest.fixture(scope="module")
def host() -> Iterator[Machine]:
    with hosts("stories") as machines:
        yield machines["stories"]


@pytest.fixture(scope="module")
def first(host: Machine, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """What everything begins with: the host is provisioned, and the first release serves."""
    inventory = host.known_hosts.with_name("inventory.toml")
    inventory.write_text(INVENTORY.format(address=host.address, settings=SETTINGS))
    made = checkout(tmp_path_factory.mktemp("first"), inventory)
    made.fab("provision")
    made.fab("deploy")
    return made


@pytest.fixture
def mine(first: Checkout, tmp_path: Path) -> Iterator[Checkout]:
    """A copy to change; the first release serves before and after."""
    yield checkout(tmp_path / "mine", first.inventory, first.folder)
    first.fab("deploy")


def serving(host: Machine) -> str:
    """The release of the process that answers, not of the link."""
    host.inside(f'python3 -c "{READY}"')
    pid = host.inside("systemctl show -P MainPID raconteur-serve").strip()
    return Path(host.inside(f"readlink /proc/{pid}/cwd").strip()).name


def eventually(holds: Callable[[], bool], within_s: float = 60) -> None:
    until = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.1)


def test_a_dry_run_says_everything_and_changes_nothing(host: Machine, first: Checkout) -> None:
    before = host.inside("find /etc /opt /usr/local -newer /etc/machine-id | sort")
    text = first.inventory.read_text()
    first.inventory.write_text(text.replace("[settings]", '[settings]\nLOG_LEVEL = "DEBUG"'))
    try:
        said = first.fab("provision", "--dry-run") + first.fab("deploy", "--dry-run")
    finally:
        first.inventory.write_text(text)
    assert '+RACONTEUR_LOG_LEVEL="DEBUG"' in said
    assert "would restart raconteur-serve.service" in said
    assert host.inside("find /etc /opt /usr/local -newer /etc/machine-id | sort") == before
    assert "DEBUG" not in host.inside("cat /etc/raconteur/raconteur.env")


def test_a_host_that_is_as_it_shall_be_is_not_touched(host: Machine, first: Checkout) -> None:
    pid = host.inside("systemctl show -P MainPID raconteur-serve nginx")
    assert first.fab("provision") == ""
    assert host.inside("systemctl show -P MainPID raconteur-serve nginx") == pid


def test_deploying_what_serves_already_touches_nothing(host: Machine, first: Checkout) -> None:
    pid = host.inside("systemctl show -P MainPID raconteur-serve")
    said = first.fab("deploy")
    assert "restart" not in said
    assert "sending" not in said
    assert host.inside("systemctl show -P MainPID raconteur-serve") == pid


def test_another_release_shares_what_did_not_change(
    host: Machine, first: Checkout, mine: Checkout
) -> None:
    before = serving(host)
    mine.write("raconteur/another.py", '"""Another version."""\n')
    mine.fab("deploy")
    now = serving(host)
    assert now != before
    inode = "stat -c %i /opt/raconteur/releases/{}/raconteur/settings.py"
    assert host.inside(inode.format(now)) == host.inside(inode.format(before))
    assert host.inside("ls /opt/raconteur/venvs").split() == [
        Path(host.inside(f"readlink /opt/raconteur/releases/{now}/.venv").strip()).name
    ]
    assert f"{before} is what serves" in mine.fab("rollback")
    assert serving(host) == before


def test_a_release_that_does_not_start_is_taken_back_by_itself(
    host: Machine, first: Checkout, mine: Checkout
) -> None:
    before = serving(host)
    mine.write("raconteur/assembly/serve.py", 'raise RuntimeError("broken on purpose")\n')
    said = mine.fab("deploy", fails=True)
    assert "raconteur-serve.service does not get ready" in said
    assert "broken on purpose" in said
    assert serving(host) == before
    assert Path(host.inside("readlink /opt/raconteur/current").strip()).name == before


def test_settings_that_nobody_can_start_with_are_taken_back(host: Machine, first: Checkout) -> None:
    before, there = serving(host), host.inside("cat /etc/raconteur/raconteur.env")
    text = first.inventory.read_text()
    first.inventory.write_text(text.replace(SETTINGS, 'MODEL_FILE = "/no/such.gguf"'))
    try:
        assert "does not get ready" in first.fab("deploy", fails=True)
    finally:
        first.inventory.write_text(text)
    assert host.inside("cat /etc/raconteur/raconteur.env") == there
    assert serving(host) == before


def test_what_serves_is_not_ended_for_what_cannot_be_reached(
    host: Machine, first: Checkout, mine: Checkout
) -> None:
    pid = host.inside("systemctl show -P MainPID raconteur-serve")
    mine.write("raconteur/another.py", '"""Another version."""\n')
    text = first.inventory.read_text()
    first.inventory.write_text(text.replace(SETTINGS, 'MODEL_URL = "http://127.0.0.1:9/v1"'))
    try:
        assert "the model cannot be reached" in mine.fab("deploy", fails=True)
    finally:
        first.inventory.write_text(text)
    assert host.inside("systemctl show -P MainPID raconteur-serve") == pid


def test_a_wrong_inventory_touches_nothing(host: Machine, first: Checkout) -> None:
    text = first.inventory.read_text()
    first.inventory.write_text(text.replace("[settings]", '[settings]\nWRITERS = "many"'))
    try:
        said = first.fab("deploy", fails=True)
    finally:
        first.inventory.write_text(text)
    assert "settings.WRITERS: must be a whole number" in said
    assert len(said.splitlines()) == 1


def test_a_setting_that_changed_restarts_what_uses_it(host: Machine, first: Checkout) -> None:
    text = first.inventory.read_text()
    first.inventory.write_text(text.replace("[settings]", "[settings]\nWRITERS = 7"))
    try:
        assert "restart raconteur-serve.service" in first.fab("deploy")
        pid = host.inside("systemctl show -P MainPID raconteur-serve").strip()
        assert "RACONTEUR_WRITERS=7" in host.inside(f"tr '\\0' '\\n' < /proc/{pid}/environ")
    finally:
        first.inventory.write_text(text)
        first.fab("deploy")


def newest(folder: Path) -> str:
    """The last migration's number."""
    return max(path.name[:4] for path in (folder / MIGRATIONS).glob("0*.py"))


def test_a_migration_comes_after_a_backup(host: Machine, first: Checkout, mine: Checkout) -> None:
    before, last = serving(host), newest(mine.folder)
    body = "from alembic import op; op.execute('CREATE TABLE added (id INTEGER)')"
    mine.write(f"{MIGRATIONS}/9001_added.py", SHAPE.format(id="9001", before=last, body=body))
    said = mine.fab("deploy")
    assert "no, from 9001" in host.inside(f"{RACONTEUR} migrate --needed")
    backup = re.search(r"to (/var/backups/\S+\.backup)", said)
    assert backup, said
    refused = mine.fab("rollback", fails=True)
    assert "a newer Raconteur is needed" in refused
    assert "is what serves" in mine.fab("rollback", "--file", backup[1])
    assert serving(host) == before
    assert f"no, from {last}" in host.inside(f"{RACONTEUR} migrate --needed")


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    host: Machine, first: Checkout, mine: Checkout
) -> None:
    before, last = serving(host), newest(mine.folder)
    table = "from alembic import op; op.execute('CREATE TABLE half (id INTEGER)')"
    mine.write(f"{MIGRATIONS}/9001_half.py", SHAPE.format(id="9001", before=last, body=table))
    fails = 'raise RuntimeError("failed on purpose")'
    mine.write(f"{MIGRATIONS}/9002_fails.py", SHAPE.format(id="9002", before="9001", body=fails))
    said = mine.fab("deploy", fails=True)
    assert "failed on purpose" in said
    assert serving(host) == before
    assert f"no, from {last}" in host.inside(f"{RACONTEUR} migrate --needed")


@pytest.mark.parametrize("when", ["sending the release", "building", "restart raconteur-serve"])
def test_a_lost_connection_leaves_no_half_release(
    host: Machine, first: Checkout, mine: Checkout, when: str
) -> None:
    before = serving(host)
    mine.write("raconteur/another.py", f'"""Lost while {when}."""\n')
    with subprocess.Popen(
        mine.command("deploy"), cwd=mine.folder, env=mine.env(), stdout=subprocess.PIPE, text=True
    ) as deploying:
        assert deploying.stdout is not None
        for line in deploying.stdout:
            if when in line:
                deploying.send_signal(signal.SIGKILL)
                break
    eventually(lambda: host.runs("flock", "-n", "/run/lock/raconteur-ops", "true"))
    assert serving(host) == before
    mine.fab("deploy")
    assert serving(host) != before
    assert not host.inside("ls -A /opt/raconteur/releases | grep '^\\.' || true")


def test_a_backup_is_brought_back(host: Machine, first: Checkout, tmp_path: Path) -> None:
    first.fab("backup", "--to", str(tmp_path))
    (saved,) = tmp_path.iterdir()
    assert saved.stat().st_mode & 0o777 == 0o600
    inode = "stat -c %i /var/lib/raconteur/raconteur.db"
    before = host.inside(inode)
    assert "Restored" in first.fab("restore", "--file", str(saved))
    assert host.inside(inode) != before
    assert serving(host)


def test_a_host_of_another_key_is_refused(host: Machine, first: Checkout, tmp_path: Path) -> None:
    known = first.inventory.with_name("known_hosts")
    text = known.read_text()
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other"], check=True
    )
    other = (tmp_path / "other.pub").read_text().split()
    known.write_text(f"{host.address} {other[0]} {other[1]}\n")
    try:
        assert "its key is another than in" in first.fab("deploy", fails=True)
    finally:
        known.write_text(text)


def test_what_is_secret_stays_secret(host: Machine, first: Checkout) -> None:
    secret = first.inventory.with_name("a_secret_key")
    secret.write_text("never-seen-by-anybody-0123456789abcdef")
    text = first.inventory.read_text()
    first.inventory.write_text(
        text.replace("[settings]", f'[secrets]\nSECRET_KEY = "{secret.name}"\n[settings]')
    )
    try:
        said = first.fab("deploy", "--dry-run") + first.fab("deploy")
    finally:
        first.inventory.write_text(text)
    assert "never-seen" not in said
    look = "grep -rls never-seen /etc /opt /var /run /home --exclude-dir=cache || true"
    assert host.inside(look).split() == ["/etc/raconteur/secrets/secret_key"]
    mode = host.inside("stat -c '%U:%G %a' /etc/raconteur/secrets/secret_key").strip()
    assert mode == "root:raconteur 440"
    first.fab("deploy")
    assert host.inside(look) == "", "what the inventory no longer names is gone"


def test_status_says_what_is_wrong(host: Machine, first: Checkout) -> None:
    first.fab("backup")
    assert "raconteur-serve.service is active" in first.fab("status")
    host.inside("systemctl stop raconteur-serve")
    assert "! raconteur-serve.service is inactive" in first.fab("status", fails=True)
    assert "start raconteur-serve.service" in first.fab("deploy").replace("restart", "start")
    assert serving(host)
