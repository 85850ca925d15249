"""What is wrong in an inventory is one line that names the key, before anything is touched."""

from pathlib import Path
from typing import Any

import pytest

from ops.inventory import Wrong, load
from tests.ops.inventories import EXAMPLE, example, many, read


def changed(tables: dict[str, Any], at: str, value: object) -> dict[str, Any]:
    """With another value at `site.name`; None: without it."""
    *folders, key = at.split(".")
    table = tables
    for each in folders:
        table = table.setdefault(each, {})
    if value is None:
        table.pop(key)
    else:
        table[key] = value
    return tables


def test_the_example_is_one() -> None:
    inventory = load(EXAMPLE)
    assert inventory.site.name == "example.com"
    assert inventory.site.names == ("example.com", "www.example.com")
    assert [host.name for host in inventory.of("serve")] == ["stories"]
    assert inventory.login.known_hosts == EXAMPLE.parent / "known_hosts"


def test_hosts_reach_each_other_by_their_private_addresses() -> None:
    inventory = read(many())
    front, stories, *_ = inventory.hosts
    assert inventory.reach(front, stories) == "192.0.2.11"
    assert inventory.reach(front, front) == "127.0.0.1"


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("site.name", None),
        ("site.name", "not a name"),
        ("site.name", 7),
        ("site.nmae", "example.com"),
        ("site.path", "stories"),
        ("site.path", "/../"),
        ("site.cloudflare", "yes"),
        ("site.mail", ""),
        ("site.cors", ["example.org"]),
        ("certificates.by", "hand"),
        ("certificates.acme", "http://example.com"),
        ("login.user", None),
        ("login.from", []),
        ("login.from", ["everywhere"]),
        ("login.from", ["203.0.113.7/8"]),
        ("login.key", "no/such/file"),
        ("settings.ACCOUNTS", "off"),
        ("settings.PORT", 80),
        ("settings.NOTHING", "1"),
        ("settings.WRITERS", "many"),
        ("settings.LOG_LEVEL", "LOUD"),
        ("settings.MODEL_URL", "ftp://example.com"),
        ("settings.MODEL_KEY", "secret"),
        ("settings.OIDC_NAME", "two\nlines"),
        ("secrets.SECRET_KEY", "no/such/file"),
        ("secrets.HOST", "known_hosts"),
        ("backups.keep_days", 0),
        ("backups.bucket", "http://example.com"),
        ("hosts.stories.address", "not an address"),
        ("hosts.stories.port", 70000),
        ("hosts.stories.port", True),
        ("hosts.stories.roles", ["gatway"]),
        ("hosts.stories.roles", []),
        ("hosts.stories.webs", 0),
        ("hosts.stories.private", "example.com"),
    ],
)
def test_what_is_wrong_is_named(at: str, value: object) -> None:
    with pytest.raises(Wrong) as said:
        read(changed(example(), at, value))
    assert str(said.value).startswith(f"{at}: ")
    assert "\n" not in str(said.value)


@pytest.mark.parametrize(
    ("at", "value", "named"),
    [
        ("hosts.front.private", "", "hosts.front.private"),
        ("hosts.front.private", "192.0.2.11", "hosts.front.private"),
        ("hosts.front.address", "203.0.113.11", "hosts.front.address"),
        ("hosts.data", None, 'role "database"'),
        ("hosts.mind", None, 'role "model"'),
        ("hosts.stories.roles", ["web"], 'role "writer"'),
        ("hosts.front.roles", ["gateway", "serve"], '"serve" does everything'),
        ("hosts.front.roles", ["gateway", "database"], 'only one can have the role "database"'),
    ],
)
def test_hosts_must_go_together(at: str, value: object, named: str) -> None:
    with pytest.raises(Wrong) as said:
        read(changed(many(), at, value))
    assert named in str(said.value)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[site")
    for name in ("missing.toml", "broken.toml"):
        with pytest.raises(Wrong, match=name):
            load(tmp_path / name)


def test_a_secret_is_judged_and_not_told(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short")
    with pytest.raises(Wrong, match=r"secrets\.SECRET_KEY: ") as said:
        read(changed(example(), "secrets.SECRET_KEY", "key"), tmp_path)
    assert "short" not in str(said.value)


def test_what_is_secret_is_named_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k" * 40)
    inventory = read(changed(example(), "secrets.SECRET_KEY", "key"), tmp_path)
    assert inventory.secrets == {"SECRET_KEY": tmp_path / "key"}
