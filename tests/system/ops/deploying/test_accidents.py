"""What comes in between a release and its serving: what served before does so still."""

import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.hosts.checkout import Checkout, checkout
from tests.hosts.machine import Machine
from tests.parts.waiting import eventually
from tests.system.ops.deploying.asking import (
    MIGRATIONS,
    SETTINGS,
    SHAPE,
    newest,
    serving,
)

pytestmark = pytest.mark.timeout(600)
RACONTEUR = "/usr/local/bin/raconteur"


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


def begin(mine: Checkout) -> subprocess.Popen[str]:
    """A deploy that goes on beside what the test does."""
    return subprocess.Popen(
        mine.command("deploy"), cwd=mine.folder, env=mine.env(), stdout=subprocess.PIPE, text=True
    )


def until_said(deploying: subprocess.Popen[str], words: str) -> None:
    assert deploying.stdout is not None
    said = []
    for line in deploying.stdout:
        said.append(line)
        if words in line:
            return
    raise AssertionError(f"it never said {words}:\n{''.join(said)}")


def lose(mine: Checkout, host: Machine, when: str) -> None:
    """A deploy whose connection is lost once it said that; the host has done with it."""
    with begin(mine) as deploying:
        until_said(deploying, when)
        deploying.send_signal(signal.SIGKILL)
    eventually(lambda: host.runs("flock", "-n", "/run/lock/raconteur-ops", "true"), 60)


@pytest.mark.parametrize("when", ["sending the release", "building", "restart raconteur-serve"])
def test_a_lost_connection_leaves_no_half_release(
    host: Machine, first: Checkout, mine: Checkout, when: str
) -> None:
    before = serving(host)
    mine.write("raconteur/another.py", f'"""Lost while {when}."""\n')
    lose(mine, host, when)
    assert serving(host) == before
    mine.fab("deploy")
    assert serving(host) != before
    assert not host.inside("ls -A /opt/raconteur/releases | grep '^\\.' || true")


def test_a_connection_lost_in_a_migration_leaves_the_library_as_it_was(
    host: Machine, first: Checkout, mine: Checkout
) -> None:
    before, last = serving(host), newest(mine.folder)
    body = "from alembic import op; op.execute('CREATE TABLE lost (id INTEGER)')"
    mine.write(f"{MIGRATIONS}/9001_lost.py", SHAPE.format(id="9001", before=last, body=body))
    lose(mine, host, "migrating the database")
    assert serving(host) == before
    assert f"no, from {last}" in host.inside(f"{RACONTEUR} migrate --needed")


def test_who_deploys_second_waits_for_the_first(
    host: Machine, first: Checkout, mine: Checkout, tmp_path: Path
) -> None:
    other = checkout(tmp_path / "other", first.inventory, first.folder)
    mine.write("raconteur/another.py", '"""The first of two."""\n')
    other.write("raconteur/another.py", '"""The second of two."""\n')
    with begin(mine) as deploying:
        until_said(deploying, "sending the release")
        said = other.fab("deploy")
        deploying.communicate(timeout=60)
    assert deploying.returncode == 0
    assert f"{serving(host)} is what serves" in said


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
