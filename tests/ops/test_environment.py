"""The settings of a host: what everybody may know in one file, what is secret in others."""

import subprocess
from pathlib import Path

from ops import environment
from raconteur.settings import SECRETS
from tests.ops.inventories import example, many, read


def test_a_gateway_on_another_host_is_believed_there() -> None:
    inventory = read(many())
    for host in inventory.hosts:
        found = environment.settings(inventory, host)
        assert found["TRUSTED_PROXIES"] == "127.0.0.1,192.0.2.10"
        assert found["MODEL_URL"].endswith(":8081/v1")
        assert found["PUBLIC_URL"] == "https://example.com"


def test_below_a_path_people_reach_it_there() -> None:
    tables = example()
    tables["site"]["path"] = "/stories/"
    inventory = read(tables)
    settings = environment.settings(inventory, inventory.hosts[0])
    assert settings["PUBLIC_URL"] == "https://example.com/stories"


def test_nothing_secret_is_in_the_settings() -> None:
    inventory = read(many())
    for host in inventory.hosts:
        told, *secrets = environment.files(inventory, host)
        assert told["mode"] == 0o640
        assert "{{" not in (told["content"] or "")
        assert not set(environment.settings(inventory, host)) & {each.upper() for each in SECRETS}
        assert all(each["secret"] and each["mode"] == 0o440 for each in secrets if each["content"])


def test_what_is_no_longer_secret_here_is_removed() -> None:
    inventory = read(example())
    _, *secrets = environment.files(inventory, inventory.hosts[0])
    assert {each["path"] for each in secrets if each["content"] is None} == {
        f"/etc/raconteur/secrets/{name}" for name in SECRETS
    }


def test_a_shell_reads_what_systemd_reads(tmp_path: Path) -> None:
    tables = example()
    tables["settings"]["OIDC_NAME"] = """Ada's "$HOME" `id` \\ & more"""
    inventory = read(tables)
    told, *_ = environment.files(inventory, inventory.hosts[0])
    (tmp_path / "env").write_text(told["content"] or "")
    read_by_shell = subprocess.run(
        ["sh", "-c", f'. {tmp_path}/env; printf %s "$RACONTEUR_OIDC_NAME"'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert read_by_shell.stdout == tables["settings"]["OIDC_NAME"]


def test_passwords_are_made_where_the_database_is() -> None:
    inventory = read(many())
    assert environment.maker(inventory) == inventory.of("database")[0]
    assert environment.maker(read(example())) is None
