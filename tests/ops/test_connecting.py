"""Nobody is believed to be a host whose key is not in the inventory's own file."""

from pathlib import Path

import pytest

from ops import connecting, trusting
from ops.inventory import Wrong
from tests.ops.inventories import example, read


def test_rsync_is_as_strict_as_everything_else() -> None:
    inventory = read(example())
    command = " ".join(connecting.ssh_command(inventory, inventory.hosts[0]))
    assert "StrictHostKeyChecking=yes" in command
    assert "UserKnownHostsFile=/nowhere/known_hosts" in command
    assert "GlobalKnownHostsFile=/dev/null" in command
    assert "-F none" in command, "this machine's own settings would be others"


def test_without_a_file_of_keys_nobody_connects() -> None:
    inventory = read(example())
    with (
        pytest.raises(Wrong, match="run fab -r ops trust --host stories"),
        connecting.connected(inventory, inventory.hosts[0]),
    ):
        pass


def test_a_host_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    tables = example()
    tables["hosts"]["stories"] |= {"address": "127.0.0.1", "port": 1}
    (tmp_path / "known_hosts").touch()
    inventory = read(tables, tmp_path)
    with (
        pytest.raises(Wrong, match=r"^stories \(127.0.0.1:1\): cannot be reached"),
        connecting.connected(inventory, inventory.hosts[0]),
    ):
        pass


class Key:
    """A host's."""

    def __init__(self, words: str) -> None:
        self.words = words

    def get_name(self) -> str:
        return "ssh-ed25519"

    def get_base64(self) -> str:
        return self.words

    def asbytes(self) -> bytes:
        return b"key"


OURS = "AAAAC3NzaC1lZDI1NTE5AAAAIJtq0JgPZtT1X1qYl3Jp1H0c3a8yqkq0m5w0q1p1o1xY"


def test_a_key_is_believed_after_a_yes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trusting, "shown", lambda _host: Key(OURS))
    inventory = read(example(), tmp_path)
    said: list[str] = []
    assert not trusting.trust(inventory, inventory.hosts[0], said.append, lambda _: "")
    assert not inventory.login.known_hosts.exists()
    assert trusting.trust(inventory, inventory.hosts[0], said.append, lambda _: "y")
    assert inventory.login.known_hosts.read_text() == f"203.0.113.10 ssh-ed25519 {OURS}\n"
    assert any("SHA256:" in line for line in said)
