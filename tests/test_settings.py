"""A bad setting stops the start with a line that names it."""

from pathlib import Path

import pytest

from raconteur.settings import SettingsError, load


def test_the_defaults_listen_on_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RACONTEUR_PORT", raising=False)
    assert (load().host, load().port) == ("127.0.0.1", 5000)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ACCOUNTS", "maybe"), ("TRUSTED_PROXIES", "a gateway"), ("PUBLIC_URL", "example.com"),
     ("PORT", "many"), ("PORT", "70000"), ("LOG_LEVEL", "LOUD"),
     ("MODEL_URL", "ftp://x"), ("OLLAMA_URL", "localhost"), ("WRITERS", "0"),
     ("DATABASE_URL", "stories.db"), ("DATABASE_URL", "mysql://h/x"), ("BROKER_URL", "sqs://h"),
     ("BUS_URL", "amqp://h"), ("MODEL_NETWORKS", "10.0.0.0/8, a host"), ("SECRET_KEY", "short"),
     ("SECRET_KEY", f"{'k' * 40},short"),
     ("SMTP_URL", "imap://h"), ("PROXY_SIGN_OUT", "gate"),
     ("PROXY_UNKNOWN", "administrator"), ("KEEP_TRASH_DAYS", "-1"), ("KEEP_AUDIT_DAYS", "long"),
     ("MODERATION", "strict"), ("MODERATION", "endpoint"),
     ("METRICS_PORT", "-1"), ("METRICS_PORT", "70000"), ("METRICS_TOKEN", "short"),
     ("MODERATION_URL", "ftp://h"), ("MODERATION_TIMEOUT_S", "0")],
)  # fmt: skip
def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"RACONTEUR_{name}", value)
    with pytest.raises(SettingsError, match=f"RACONTEUR_{name}"):
        load()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "many", "a whole number$"),
        ("PORT", "", "a whole number$"),
        ("PORT", "70000", "a whole number <= 65535$"),
        ("MODEL_PATIENCE_S", "-1", "a number >= 0(.0)?$"),
        ("MODEL_PATIENCE_S", "soon", "a number$"),
    ],
)
def test_and_so_is_what_it_must_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"RACONTEUR_{name}", value)
    with pytest.raises(SettingsError, match=f"^RACONTEUR_{name}: must be {said}"):
        load()


def test_a_path_that_is_left_empty_is_as_if_it_was_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RACONTEUR_MODEL_FILE", "")
    assert load().model_file is None


def test_the_environment_goes_before_the_file_beside(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("RACONTEUR_PORT=5001\nRACONTEUR_WRITERS=2\nraconteur_host=::1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RACONTEUR_PORT", "5002")
    found = load()
    assert (found.port, found.writers, found.host) == (5002, 2, "::1")


MAILS = {
    "SMTP_URL": "smtp://me:p%40ss@mail.example.com",
    "SMTP_FROM": "stories@example.com",
    "PUBLIC_URL": "https://stories.example.com",
}
NAMES = {"PROXY_USER_HEADER": "Remote-User", "TRUSTED_PROXIES": "10.0.0.1", "ACCOUNTS": "on"}


def _set(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"RACONTEUR_{name}", value)


@pytest.mark.parametrize("whole", [MAILS, NAMES])
def test_what_belongs_together_is_taken_together(
    monkeypatch: pytest.MonkeyPatch, whole: dict[str, str]
) -> None:
    _set(monkeypatch, whole)
    found = load()
    assert [getattr(found, name.lower()) for name in whole] == list(whole.values())


@pytest.mark.parametrize(
    ("whole", "name", "value", "said"),
    [
        (MAILS, "SMTP_URL", "smtp://", "SMTP_URL: must be"),
        (MAILS, "SMTP_URL", "smtp://hush@h", "SMTP_URL: must be"),
        (MAILS, "SMTP_URL", "smtp://me:hush@h:port", "SMTP_URL: must be"),
        (MAILS, "SMTP_URL", "smtp://me:hush@h/there", "SMTP_URL: must be"),
        (MAILS, "SMTP_FROM", "", "SMTP_FROM: must be an address"),
        (MAILS, "SMTP_FROM", "Us <a@example.com>", "SMTP_FROM: must be an address"),
        (MAILS, "SMTP_FROM", "a@b\nBcc: c@d", "SMTP_FROM: must be an address"),
        (MAILS, "PUBLIC_URL", "", "SMTP_URL: needs RACONTEUR_PUBLIC_URL"),
        (NAMES, "PROXY_USER_HEADER", "Remote_User", "PROXY_USER_HEADER: must be a header"),
        (NAMES, "PROXY_USER_HEADER", "cookie", "PROXY_USER_HEADER: must be a header"),
        (NAMES, "PROXY_USER_HEADER", "Remote-User: x", "PROXY_USER_HEADER: must be a header"),
        (NAMES, "TRUSTED_PROXIES", "", "PROXY_USER_HEADER: needs RACONTEUR_TRUSTED_PROXIES"),
        (NAMES, "ACCOUNTS", "off", "PROXY_USER_HEADER: needs RACONTEUR_ACCOUNTS"),
    ],
)
def test_and_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, whole: dict[str, str], name: str, value: str, said: str
) -> None:
    _set(monkeypatch, {**whole, name: value})
    with pytest.raises(SettingsError, match=f"^RACONTEUR_{said}") as refused:
        load()
    assert "hush" not in str(refused.value)


def test_the_password_of_the_mail_server_may_come_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "smtp").write_text(f"{MAILS['SMTP_URL']}\n")
    _set(monkeypatch, {**MAILS, "SMTP_URL_FILE": str(tmp_path / "smtp")})
    monkeypatch.delenv("RACONTEUR_SMTP_URL")
    assert load().smtp_url == MAILS["SMTP_URL"]


def test_this_machines_name_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACONTEUR_HOST", "localhost")
    assert load().host == "127.0.0.1"


def test_where_others_can_reach_it_everybody_signs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not load().has_accounts
    monkeypatch.setenv("RACONTEUR_HOST", "192.168.1.10")
    assert load().has_accounts
    monkeypatch.setenv("RACONTEUR_ACCOUNTS", "off")
    with pytest.raises(SettingsError, match="RACONTEUR_ACCOUNTS: off"):
        load()


def test_on_this_machine_when_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACONTEUR_ACCOUNTS", "on")
    assert load().has_accounts


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("RACONTEUR_MODEL_KEY_FILE", str(tmp_path / "key"))
    assert load().model_key == "s3cret"


def test_a_file_of_a_secret_may_be_named_beside_the_other_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    (tmp_path / ".env").write_text(f"RACONTEUR_MODEL_KEY_FILE={tmp_path / 'key'}\n")
    monkeypatch.chdir(tmp_path)
    assert load().model_key == "s3cret"
    monkeypatch.setenv("RACONTEUR_MODEL_KEY", "another")
    assert load().model_key == "another"


def test_a_secret_key_that_is_refused_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACONTEUR_SECRET_KEY", "hush")
    with pytest.raises(SettingsError, match="openssl rand") as refused:
        load()
    assert "hush" not in str(refused.value)


def test_settings_that_are_printed_show_nothing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACONTEUR_SECRET_KEY", f"{'k' * 40},{'j' * 40}")
    monkeypatch.setenv("RACONTEUR_MODEL_KEY", "hush")
    monkeypatch.setenv("RACONTEUR_DATABASE_URL", "postgresql://me:hush@h/x")
    found = load()
    assert found.secret_keys == ["k" * 40, "j" * 40]
    assert "port=5000" in repr(found)
    for said in (repr(found), f"{found}"):
        assert "hush" not in said
        assert "kkk" not in said


def test_a_bad_address_is_named_without_what_is_secret_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RACONTEUR_DATABASE_URL", "mysql://me:hush@h/x")
    with pytest.raises(SettingsError, match="postgresql") as refused:
        load()
    assert "hush" not in str(refused.value)


def test_a_secret_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACONTEUR_MODEL_KEY_FILE", "/nowhere/at/all")
    with pytest.raises(SettingsError, match="RACONTEUR_MODEL_KEY_FILE"):
        load()


def test_everything_is_kept_in_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RACONTEUR_DATA_DIR", str(tmp_path))
    found = load()
    assert found.database == f"sqlite:///{tmp_path}/raconteur.db"
    assert found.log_path.is_relative_to(tmp_path)
    assert found.models_dir.is_relative_to(tmp_path)


def test_metrics_are_shown_to_other_machines_only_with_a_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RACONTEUR_METRICS_HOST", "10.0.0.7")
    load()
    monkeypatch.setenv("RACONTEUR_METRICS_PORT", "6001")
    with pytest.raises(SettingsError, match="RACONTEUR_METRICS_TOKEN: needed, as RACONTEUR_MET"):
        load()
    monkeypatch.setenv("RACONTEUR_METRICS_TOKEN", "m" * 40)
    found = load()
    assert (found.metrics_host, found.metrics_port) == ("10.0.0.7", 6001)
    assert "m" * 40 not in repr(found)
