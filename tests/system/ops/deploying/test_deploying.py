"""From an empty machine to a served release, again and again."""

from pathlib import Path

import pytest

from tests.hosts.checkout import Checkout
from tests.hosts.machine import Machine
from tests.system.ops.deploying.asking import serving

pytestmark = pytest.mark.timeout(600)


def test_a_host_is_believed_after_a_yes_alone(host: Machine, first: Checkout) -> None:
    inventory = first.inventory.with_name("fresh.toml")
    text = first.inventory.read_text()
    inventory.write_text(text.replace('known_hosts = "known_hosts"', 'known_hosts = "fresh_hosts"'))
    fresh = Checkout(first.folder, inventory)
    assert "run fab -r ops trust --host stories" in fresh.fab("status", fails=True)
    assert "is not trusted; nothing was written" in fresh.fab("trust", fails=True)
    assert not inventory.with_name("fresh_hosts").exists()
    key = host.inside("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub").split()[1]
    assert key in fresh.fab("trust", given="yes\n")
    assert "its key is known" in fresh.fab("trust")
    assert "is what serves" in fresh.fab("deploy")


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


def test_a_backup_is_brought_back(host: Machine, first: Checkout, tmp_path: Path) -> None:
    first.fab("backup", "--to", str(tmp_path))
    (saved,) = tmp_path.iterdir()
    assert saved.stat().st_mode & 0o777 == 0o600
    inode = "stat -c %i /var/lib/raconteur/raconteur.db"
    before = host.inside(inode)
    assert "Restored" in first.fab("restore", "--file", str(saved))
    assert host.inside(inode) != before
    assert serving(host)


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
