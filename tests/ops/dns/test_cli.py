"""The command takes what it needs from the inventory, and names what is missing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ops.dns import cli

INVENTORY = """
[site]
name = "example.com"
mail = "ada@example.com"
[login]
user = "admin"
from = ["203.0.113.7/32"]
known_hosts = "known_hosts"
[hosts.stories]
address = "203.0.113.10"
roles = ["gateway", "serve"]
[dns]
"""


def refused(tmp_path: Path, table: str, *words: str) -> str:
    file = tmp_path / "inventory.toml"
    file.write_text(INVENTORY + table)
    done = CliRunner().invoke(cli.main, ["plan", "--inventory", str(file), *words])
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    return done.output


@pytest.fixture(autouse=True)
def _nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLOUDFLARE_TOKEN", raising=False)
    monkeypatch.delenv("CLOUDFLARE_TOKEN_FILE", raising=False)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("", "dns.zone: is missing"),
        ('name = "example.com"', "dns.provider: is missing"),
        ('zone = "none.com.yaml"', "there is no such file"),
        ('nmae = "example.com"', "dns.nmae: no such key"),
        ("name = 3", "dns.name: must be a text"),
        ('name = "example.com"\nprovider = "cloudflare"', "CLOUDFLARE_TOKEN is missing"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, table: str, word: str) -> None:
    assert word in refused(tmp_path, table)


def test_a_site_behind_cloudflare_is_planned_there(tmp_path: Path) -> None:
    behind = INVENTORY.replace("[login]", "cloudflare = true\n[login]")
    (tmp_path / "inventory.toml").write_text(behind + 'name = "example.com"')
    done = CliRunner().invoke(cli.main, ["plan", "--inventory", "inventory.toml"])
    assert "CLOUDFLARE_TOKEN is missing" in done.output
