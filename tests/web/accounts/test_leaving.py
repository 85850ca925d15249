"""Taking everything along, and leaving nothing behind."""

import datetime as dt
import io
import zipfile

import pytest
import sqlalchemy as sa

from raconteur.services.accounts.leaving import forget_those_who_left
from raconteur.store.base import Base, Sessions, now, writing
from raconteur.store.users import User
from tests.web.people import PASSWORD, Browser
from tests.web.test_stories import finish
from tests.web.test_usage import use


@pytest.fixture
def bob(ada: Browser, sessions: Sessions) -> Browser:
    """Who has a story that a model wrote, a prompt, a reader, a token, and a link to the story."""
    bob = ada.invited("bob")
    story = bob("POST", "/api/stories", json={"prompt": "A bear"}).json()
    finish(sessions, story["head"], "Once there was.")
    bob(
        "POST",
        "/api/prompts",
        json={"content": "A bear"},
        headers={"Idempotency-Key": "a-key"},
    )
    bob("POST", "/api/readers", json={"name": "Zoé"})
    bob("POST", f"/api/stories/{story['id']}/shares", json={})
    bob("POST", "/api/account/tokens", json={"name": "mine", "scopes": ["read"]})
    use(sessions, bob("GET", "/api/session").json()["user"]["id"], 70)
    return bob


def leave(browser: Browser, password: str = PASSWORD) -> int:
    return browser("DELETE", "/api/account", json={"password": password}).status_code


def test_everything_in_one_file(bob: Browser) -> None:
    answer = bob("GET", "/api/account/export")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "library.json" in archive.namelist()
        assert any(name.endswith(".md") for name in archive.namelist())


def test_who_leaves_is_signed_out_and_may_think_it_over(bob: Browser, sessions: Sessions) -> None:
    assert leave(bob) == 200
    assert bob("GET", "/api/stories").status_code == 401
    assert forget_those_who_left(sessions) == 0
    again = bob.another()
    assert again.sign_in("bob").status_code == 200
    assert len(again("GET", "/api/stories").json()) == 1


def test_then_nothing_of_theirs_is_left(bob: Browser, ada: Browser, sessions: Sessions) -> None:
    ada("POST", "/api/prompts", json={"content": "A hare"})
    leave(bob)
    with writing(sessions) as session:
        session.execute(sa.update(User).where(User.name == "bob").values(leaves_at=now()))
    assert forget_those_who_left(sessions) == 1
    assert bob.another().sign_in("bob").status_code == 401
    with sessions() as session:
        left = {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
    # Ada's own, the server's, and that somebody tried to sign in as Bob.
    kept = {"user", "session", "prompt", "config", "audit", "sign_in_failure"}
    assert {name for name, count in left.items() if count} == kept
    assert (left["user"], left["session"], left["prompt"]) == (1, 1, 1)


def test_who_comes_back_at_the_last_moment_stays(
    bob: Browser, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(bob)
    [gone] = _numbers(sessions, "bob")
    bob.another().sign_in("bob")
    monkeypatch.setattr("raconteur.store.leaving.due", lambda _session, _moment: [gone])
    forget_those_who_left(sessions)
    again = bob.another()
    assert again.sign_in("bob").status_code == 200
    assert len(again("GET", "/api/stories").json()) == 1


def _numbers(sessions: Sessions, name: str) -> list[int]:
    with sessions() as session:
        return list(session.scalars(sa.select(User.id).where(User.name == name)))


def test_not_by_somebody_who_found_the_page_open(bob: Browser) -> None:
    assert leave(bob, "not this one") == 422
    assert bob("GET", "/api/stories").status_code == 200


def test_the_last_administrator_stays(ada: Browser) -> None:
    assert leave(ada) == 409
    assert ada("GET", "/api/stories").status_code == 200


def test_there_are_two_weeks_for_it(bob: Browser) -> None:
    answer = bob("DELETE", "/api/account", json={"password": PASSWORD})
    until = dt.datetime.fromisoformat(answer.json()["leaves_at"])
    assert dt.timedelta(days=13) < until - now() <= dt.timedelta(days=14)
