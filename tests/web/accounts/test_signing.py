"""Signing in and out."""

import asyncio
import datetime as dt
import re

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import Headers

from raconteur.services.acting import Visitor
from raconteur.store.base import Sessions, now, writing
from raconteur.store.failures import Failure, digest
from raconteur.store.signins import SignIn
from raconteur.web.client import Client
from raconteur.web.door import Accounts, Refused
from tests.web.people import PASSWORD, Browser


@pytest.mark.parametrize(
    "path", ["/api/stories", "/api/prompts", "/api/stories/1/events", "/api/docs/", "/metrics"]
)
def test_nobody_sees_anything_before(browser: Browser, path: str) -> None:
    answer = browser("GET", path)
    assert answer.status_code == 401
    assert answer.json()["type"].endswith(":sign-in")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/session"])
def test_but_whether_the_server_is_well(browser: Browser, path: str) -> None:
    assert browser("GET", path).status_code == 200


def test_the_cookie_is_for_our_page_alone(ada: Browser) -> None:
    cookie = ada.another().sign_in("ADA").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie


def test_and_goes_by_https_alone_behind_a_gateway_that_has_it(ada: Browser) -> None:
    other = ada.another()
    other.address = "10.0.0.1"
    other.headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    assert "Secure" in other.sign_in("ada").headers["set-cookie"]
    [newest, _] = ada("GET", "/api/account/sessions").json()
    assert newest["address"] == "203.0.113.9"


def test_by_https_no_other_name_of_our_domain_can_set_it(ada: Browser) -> None:
    other = by_https(ada)
    cookie = other.sign_in("ada").headers["set-cookie"]
    name, _, secret = cookie.partition(";")[0].partition("=")
    assert name == "__Host-raconteur"
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    seen = {
        name: other("GET", "/api/stories", headers={"Cookie": f"{name}={secret}"}).status_code
        for name in ("__Host-raconteur", "raconteur")
    }
    assert seen == {"__Host-raconteur": 200, "raconteur": 401}
    out = other(
        "DELETE", "/api/session", headers={"Cookie": f"{name}={secret}", "X-CSRF-Token": other.csrf}
    )
    assert out.headers["set-cookie"].startswith("__Host-raconteur=;")


def by_https(browser: Browser) -> Browser:
    """Somebody's, behind a gateway that has it."""
    other = browser.another()
    other.address = "10.0.0.1"
    other.headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    return other


def test_a_forged_gateway_is_not_believed(ada: Browser) -> None:
    other = ada.another()
    other.headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    assert "Secure" not in other.sign_in("ada").headers["set-cookie"]
    [newest, _] = ada("GET", "/api/account/sessions").json()
    assert newest["address"] == "127.0.0.1"


def test_a_wrong_name_and_a_wrong_password_are_told_alike(ada: Browser) -> None:
    said = [
        re.sub(r'"trace_id":"\w+"', "", ada.another().sign_in(name, password).text)
        for name, password in (("ada", "not this one"), ("nobody", PASSWORD))
    ]
    assert said[0] == said[1]
    assert "fit together" in said[0]


def test_after_some_wrong_passwords_even_the_right_one_waits(ada: Browser) -> None:
    for _ in range(4):
        assert ada.another().sign_in("ada", "not this one").status_code == 401
    answer = ada.another().sign_in("ada")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_a_name_that_nobody_has_waits_alike(browser: Browser) -> None:
    said = [browser.sign_in("nobody", "not this one").status_code for _ in range(5)]
    assert said == [401] * 4 + [429]


def test_and_longer_each_time(ada: Browser, sessions: Sessions) -> None:
    with writing(sessions) as session:
        session.add(Failure(name_digest=digest("ada"), count=9))
    assert int(ada.another().sign_in("ada").headers["retry-after"]) > 16


def test_after_a_pause_the_right_one_counts_anew(ada: Browser, sessions: Sessions) -> None:
    earlier = now() - dt.timedelta(minutes=6)
    with writing(sessions) as session:
        session.add(Failure(name_digest=digest("ada"), count=99, at=earlier))
    assert ada.another().sign_in("ada").status_code == 200
    assert ada.another().sign_in("ada", "wrong").status_code == 401


def test_signing_out_ends_it(ada: Browser) -> None:
    kept = dict(ada.cookies)
    assert ada("DELETE", "/api/session").status_code == 204
    ada.cookies = kept
    assert ada("GET", "/api/stories").status_code == 401


def test_a_sign_in_that_is_not_used_for_long_has_ended(ada: Browser, sessions: Sessions) -> None:
    with writing(sessions) as session:
        session.execute(sa.update(SignIn).values(expires_at=now()))
    assert ada("GET", "/api/stories").status_code == 401


def test_one_that_is_used_goes_on(ada: Browser, sessions: Sessions) -> None:
    with writing(sessions) as session:
        soon, earlier = now() + dt.timedelta(days=1), now() - dt.timedelta(hours=1)
        session.execute(sa.update(SignIn).values(seen_at=earlier, expires_at=soon))
    ada("GET", "/api/stories")
    [own] = ada("GET", "/api/account/sessions").json()
    assert dt.datetime.fromisoformat(own["expires_at"]) > now() + dt.timedelta(days=29)


def test_who_signs_in_again_leaves_no_sign_in_behind(ada: Browser) -> None:
    before = Browser(ada.app, dict(ada.cookies), ada.csrf)
    assert ada.sign_in("ada").status_code == 200
    assert before("GET", "/api/stories").status_code == 401
    assert len(ada("GET", "/api/account/sessions").json()) == 1


def test_and_who_fails_to_is_still_who_they_were(ada: Browser) -> None:
    assert ada.sign_in("ada", "not this one at all").status_code == 401
    assert ada("GET", "/api/stories").status_code == 200


def test_no_sign_in_lasts_for_ever(ada: Browser, sessions: Sessions) -> None:
    with writing(sessions) as session:
        soon, begun = now() + dt.timedelta(days=1), now() - dt.timedelta(days=363)
        session.execute(sa.update(SignIn).values(seen_at=begun, created_at=begun, expires_at=soon))
    ada("GET", "/api/stories")
    [own] = ada("GET", "/api/account/sessions").json()
    assert dt.datetime.fromisoformat(own["expires_at"]) < now() + dt.timedelta(days=3)


def test_a_browser_keeps_the_cookie_as_long_as_it_may_hold(ada: Browser) -> None:
    cookie = ada.another().sign_in("ada").headers["set-cookie"]
    assert f"Max-Age={365 * 24 * 3600}" in cookie


def test_the_secret_is_nowhere_in_the_database(ada: Browser, sessions: Sessions) -> None:
    [secret] = ada.cookies.values()
    with sessions() as session:
        [digest] = session.scalars(sa.select(SignIn.digest))
    assert secret not in digest


def test_a_change_says_what_only_our_page_knows(ada: Browser) -> None:
    csrf, ada.csrf = ada.csrf, ""
    for said in ({}, {"X-CSRF-Token": "wrong"}):
        answer = ada("POST", "/api/prompts", json={"content": "A bear"}, headers=said)
        assert (answer.status_code, answer.json()["type"][-5:]) == (403, ":csrf")
    ada.csrf = csrf
    assert ada("POST", "/api/prompts", json={"content": "A bear"}).status_code == 201


def test_and_comes_from_no_other_page(ada: Browser) -> None:
    evil = {"Origin": "https://evil.example"}
    answer = ada("POST", "/api/prompts", json={"content": "A bear"}, headers=evil)
    assert answer.status_code == 403


def test_by_https_the_cookie_is_one_that_no_neighbour_of_the_domain_can_set(
    ada: Browser, sessions: Sessions
) -> None:
    other = ada.another()
    other.address, other.headers = "10.0.0.1", {"X-Forwarded-Proto": "https"}
    cookie = other.sign_in("ada").headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    secret = rest.partition(";")[0]
    assert name == "__Host-raconteur"
    door = Accounts(sessions, frozenset(), by_https=True)

    def come(name: str) -> Visitor | None:
        shown = Headers({"Cookie": f"{name}={secret}"})
        return asyncio.run(
            door.admit("GET", "/api/prompts", shown, Client("127.0.0.1", https=False))
        )

    assert come("__Host-raconteur")
    with pytest.raises(Refused):
        come("raconteur")
