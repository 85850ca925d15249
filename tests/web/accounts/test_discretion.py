"""Logs and metrics hold nothing of what people wrote, who they are, or where they are."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from raconteur.observe import logs, metrics
from raconteur.services.accounts.leaving import forget_those_who_left
from raconteur.services.retention import Keep, forget_what_is_old
from raconteur.store.base import Sessions, writing
from raconteur.web.wiring import Gateway
from tests.web.people import Browser
from tests.web.test_stories import finish

# Each stands in whatever somebody can write, show or be.
MARK = "Zoémarks"
ASCII = "zmarkz"
SECRETS = "a very marked password of zmarkz"
ADDRESS = "203.0.113.77"


@pytest.fixture
def gateway() -> Gateway | None:
    return Gateway()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log file of this process, as a host would have it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    path = tmp_path / "logs" / "raconteur.log"
    logs.configure(path, "DEBUG")
    yield path
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def hidden(said: str, *marks: str) -> None:
    for mark in (MARK, ASCII, ADDRESS, "mark", *marks):
        assert mark.casefold() not in said.casefold(), mark


def evening(ada: Browser, sessions: Sessions) -> list[str]:
    """Somebody comes in, asks for stories, shares and leaves; the secrets that they held."""
    made = ada("POST", "/api/invitations", json={"role": "writer"}).json()
    bob = Browser(ada.app, address=ADDRESS, headers={"User-Agent": f"{ASCII}/1.0"})
    bob("POST", "/api/invitations/look", json={"code": made["code"]})
    bob.accept(made["code"], f"{MARK} Bob", SECRETS)
    bob.another().sign_in(f"{MARK} Bob", "a wrong one of zmarkz")
    bob("POST", "/api/prompts", json={"content": f"{MARK} meets a bear"})
    bob("POST", "/api/readers", json={"name": MARK, "age": 5, "likes": [ASCII]})
    story = bob("POST", "/api/stories", json={"prompt": f"{MARK}, a hare", "title": MARK}).json()
    finish(sessions, story["head"], f"Once there was {MARK}.")
    where = f"/api/stories/{story['id']}"
    bob("PATCH", where, json={"title": f"{MARK} again", "revision": 1})
    bob("POST", f"{where}/passages", json={"instruction": f"{MARK} sings"})
    bob("GET", f"/api/stories?q={ASCII}&state=done")
    shared = bob("POST", f"{where}/shares", json={}).json()["code"]
    bob("POST", "/api/shared", json={"code": shared})
    key = bob("POST", "/api/account/tokens", json={"name": MARK, "scopes": ["read"]}).json()
    program = Browser(bob.app, headers={"Authorization": f"Bearer {key['token']}"})
    program("GET", "/api/stories")
    bob("GET", "/api/account/export")
    by_gateway = {"Remote-User": f"{ASCII} eve"}
    Browser(bob.app, address="10.0.0.1", headers=by_gateway)("GET", "/api/stories")
    bob("DELETE", "/api/account", json={"password": SECRETS})
    forget_those_who_left(sessions)
    forget_what_is_old(sessions, Keep(trash=1, audit=1))
    return [made["code"], shared, key["token"], *bob.cookies.values(), bob.csrf]


def test_an_evening_leaves_nobody_in_the_log_or_the_metrics(
    ada: Browser, sessions: Sessions, log: Path
) -> None:
    secrets = evening(ada, sessions)
    said = log.read_text()
    assert '"url.path"' in said or '"path"' in said
    assert "/api/invitations/accept" in said
    for text in (said, json.dumps([json.loads(line) for line in said.splitlines()])):
        hidden(text, *secrets)
    hidden(metrics.render()[0].decode(), *secrets)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/api/stories/12/passages", "/api/stories/12/passages"),
        (f"/api/shared/{ASCII}", "/api/shared/*"),
        (f"/welcome/{ASCII}?code={ASCII}", "/welcome/*"),
        (f"/api/models/{ASCII}/test", "/api/models/*/test"),
        (f"/assets/index-{ASCII}.js", "/assets/*"),
        (f"/{ASCII}@mail.example", "/*"),
        ("/api/stories/12345678901234567890", "/api/stories/*"),
        ("/sign-in?refused=unknown", "/sign-in"),
        ("/", "/"),
    ],
)
def test_a_path_is_shown_as_far_as_it_is_ours(
    browser: Browser, log: Path, path: str, shown: str
) -> None:
    browser("GET", path)
    said = log.read_text()
    assert f"GET {shown} " in said
    hidden(said)


def test_what_nobody_knows_is_a_method_is_not_counted_by_its_name(
    browser: Browser, log: Path
) -> None:
    browser("ZMARKZ", "/api/stories")
    hidden(metrics.render()[0].decode())
    hidden(log.read_text())
    assert 'method="other"' in metrics.render()[0].decode()


def test_a_database_that_fails_is_logged_without_what_it_was_given(
    ada: Browser, sessions: Sessions, log: Path
) -> None:
    answer = _with_a_broken_table(ada, sessions)
    assert answer.status_code == 503
    said = log.read_text()
    assert "the database failed" in said
    assert "INSERT INTO prompt" in said
    hidden(said)


def _with_a_broken_table(ada: Browser, sessions: Sessions) -> httpx.Response:
    with writing(sessions) as session:
        session.execute(sa.text("ALTER TABLE prompt RENAME COLUMN title TO heading"))
    return ada("POST", "/api/prompts", json={"content": f"{MARK} meets a bear", "title": MARK})
