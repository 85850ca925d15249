"""A story read by a link."""

import pytest
import sqlalchemy as sa

from raconteur.store.base import Sessions, now, writing
from raconteur.store.shares import Share
from raconteur.store.users import User
from tests.web.people import Browser
from tests.web.test_stories import finish


@pytest.fixture
def story(ada: Browser, sessions: Sessions) -> int:
    reader = ada("POST", "/api/readers", json={"name": "Zoé"}).json()["id"]
    wish = {"prompt": "A bear who is secret", "reader_ids": [reader], "title": "The bear"}
    made = ada("POST", "/api/stories", json=wish).json()
    finish(sessions, made["head"], "Once there was.")
    found: int = made["id"]
    return found


def shared(ada: Browser, story: int) -> str:
    code: str = ada("POST", f"/api/stories/{story}/shares", json={}).json()["code"]
    return code


def test_whoever_has_the_link_reads_the_story_and_nothing_else(
    ada: Browser, browser: Browser, story: int
) -> None:
    answer = browser("POST", "/api/shared", json={"code": shared(ada, story)})
    assert answer.json() == {"title": "The bear", "language": "en", "text": ["Once there was."]}
    assert "noindex" in answer.headers["x-robots-tag"]
    assert browser("GET", f"/api/stories/{story}").status_code == 401


def test_what_was_taken_back_opens_nothing(ada: Browser, browser: Browser, story: int) -> None:
    code = shared(ada, story)
    [link] = ada("GET", f"/api/stories/{story}/shares").json()
    assert "code" not in link
    ada("DELETE", f"/api/stories/{story}/shares/{link['id']}")
    answer = browser("POST", "/api/shared", json={"code": code})
    assert answer.status_code == 404
    assert "Ask whoever sent you" in answer.json()["detail"]


def test_nor_what_has_expired(
    ada: Browser, browser: Browser, story: int, sessions: Sessions
) -> None:
    code = shared(ada, story)
    with writing(sessions) as session:
        session.execute(sa.update(Share).values(expires_at=now()))
    assert browser("POST", "/api/shared", json={"code": code}).status_code == 404
    assert ada("GET", f"/api/stories/{story}/shares").json() == []


def test_nor_what_is_in_the_trash(ada: Browser, browser: Browser, story: int) -> None:
    code = shared(ada, story)
    ada("DELETE", f"/api/stories/{story}")
    assert browser("POST", "/api/shared", json={"code": code}).status_code == 404
    assert ada("POST", f"/api/stories/{story}/shares", json={}).status_code == 409
    ada("POST", f"/api/stories/{story}/restore")
    assert browser("POST", "/api/shared", json={"code": code}).status_code == 200


@pytest.mark.parametrize("what", ["disabled_at", "leaves_at"])
def test_nor_what_is_of_somebody_who_is_not_here_any_more(
    ada: Browser, browser: Browser, story: int, sessions: Sessions, what: str
) -> None:
    code = shared(ada, story)
    with writing(sessions) as session:
        session.execute(sa.update(User).values({what: now()}))
    assert browser("POST", "/api/shared", json={"code": code}).status_code == 404


def test_a_shared_story_can_be_removed_for_good(ada: Browser, story: int) -> None:
    shared(ada, story)
    ada("DELETE", f"/api/stories/{story}")
    assert ada("DELETE", f"/api/stories/{story}?forever=true").status_code == 204
