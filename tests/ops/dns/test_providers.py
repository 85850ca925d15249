"""Tokens come from files or the environment, are judged before they are sent, and are not shown."""

from pathlib import Path

import pytest

from ops.dns import providers
from ops.tables import Wrong


@pytest.fixture(autouse=True)
def _nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLOUDFLARE_TOKEN", "GODADDY_KEY", "GODADDY_SECRET"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def test_the_inventorys_file_comes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLOUDFLARE_TOKEN", "from-the-environment")
    assert providers.secret("CLOUDFLARE_TOKEN", None) == "from-the-environment"
    (tmp_path / "a").write_text("from-a-file\n")
    monkeypatch.setenv("CLOUDFLARE_TOKEN_FILE", str(tmp_path / "a"))
    assert providers.secret("CLOUDFLARE_TOKEN", None) == "from-a-file"
    (tmp_path / "b").write_text("from-the-inventory")
    assert providers.secret("CLOUDFLARE_TOKEN", tmp_path / "b") == "from-the-inventory"


def test_a_missing_token_says_where_it_goes() -> None:
    with pytest.raises(Wrong, match="CLOUDFLARE_TOKEN_FILE"):
        providers.choose("cloudflare", "example.com", {}, Path())
    with pytest.raises(Wrong, match="GODADDY_KEY is missing"):
        providers.choose("godaddy", "example.com", {}, Path())


def test_what_is_no_token_is_refused_without_being_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("tok\nen")
    with pytest.raises(Wrong, match="this is no token") as refusal:
        providers.choose("cloudflare", "example.com", {"token": "token"}, tmp_path)
    assert "tok\n" not in str(refusal.value)


def test_a_token_is_not_sent_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDFLARE_TOKEN", "a-token")
    with pytest.raises(Wrong, match="must begin with https"):
        providers.choose("cloudflare", "example.com", {}, Path(), "http://192.0.2.1/v4")


def test_an_unknown_provider_is_one_line() -> None:
    with pytest.raises(Wrong, match="must be cloudflare or godaddy"):
        providers.choose("elsewhere", "example.com", {}, Path())
