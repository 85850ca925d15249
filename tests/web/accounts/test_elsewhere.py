"""Signing in by another's word: a real provider of OpenID Connect, in a thread."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from oidc_provider_mock import run_server_in_thread

from raconteur.identity.oidc import OpenIdConnect
from raconteur.identity.provider import Provider
from tests.web.people import PUBLIC, Browser

BACK = f"{PUBLIC}/api/session/oidc/back"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(issuer: str) -> Provider:
    return OpenIdConnect(issuer, "raconteur", "its secret", "The club")


def go(browser: Browser, who: str, code: str | None = None) -> str:
    """Through the provider's page, as `who` there; where the provider sends the browser."""
    body = {"code": code} if code else {}
    url = browser("POST", "/api/session/oidc", json=body).raise_for_status().json()["url"]
    asked = parse_qs(urlsplit(url).query)
    assert asked["redirect_uri"] == [BACK]
    assert asked["code_challenge_method"] == ["S256"]
    answer = httpx.post(url, data={"sub": who}, trust_env=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def come_back(browser: Browser, location: str) -> httpx.Response:
    assert location.startswith(f"{BACK}?")
    return browser("GET", location.removeprefix(PUBLIC))


def joined(ada: Browser, who: str) -> Browser:
    code = ada("POST", "/api/invitations", json={"role": "writer"}).json()["code"]
    browser = ada.another()
    assert come_back(browser, go(browser, who, code)).headers["location"] == f"{PUBLIC}/"
    return browser


def test_the_page_knows_what_the_other_way_is_called(browser: Browser) -> None:
    assert browser("GET", "/api/session").json()["elsewhere"] == "The club"


def test_an_invitation_taken_with_an_account_elsewhere(ada: Browser) -> None:
    bob = joined(ada, "bob")
    user = bob("GET", "/api/session").json()["user"]
    assert (user["name"], user["role"]) == ("bob", "writer")


def test_and_the_next_time_without_one(ada: Browser) -> None:
    joined(ada, "bob")
    again = ada.another()
    assert come_back(again, go(again, "bob")).headers["location"] == f"{PUBLIC}/"
    assert again("GET", "/api/session").json()["user"]["name"] == "bob"


def test_an_invitation_into_a_family_leads_there_too(bob: Browser) -> None:
    reader = bob("POST", "/api/readers", json={"name": "Zoé", "age": 5}).json()["id"]
    body = {"role": "reader", "family": True, "reader_id": reader}
    code = bob("POST", "/api/invitations", json=body).json()["code"]
    zoe = bob.another()
    come_back(zoe, go(zoe, "zoé", code))
    mine = zoe("GET", "/api/session").json()["user"]
    assert (mine["role"], mine["family"]["name"]) == ("reader", "The bears")
    assert mine["reader"] == {"id": reader, "name": "Zoé", "band": "3-5"}


def test_who_is_not_known_is_told_so(ada: Browser) -> None:
    eve = ada.another()
    answer = come_back(eve, go(eve, "eve"))
    assert answer.headers["location"] == f"{PUBLIC}/sign-in?refused=unknown"
    assert eve("GET", "/api/session").json()["user"] is None


def test_the_first_administrator_may_come_so_too(browser: Browser, code: str) -> None:
    come_back(browser, go(browser, "ada@example.com", code))
    user = browser("GET", "/api/session").json()["user"]
    assert (user["id"], user["role"]) == (1, "administrator")


def test_a_password_for_somebody_who_had_none_keeps_their_name(ada: Browser) -> None:
    joined(ada, "bob")
    [*_, user] = ada("GET", "/api/users").json()
    code = ada("POST", f"/api/users/{user['id']}/reset").json()["code"]
    again = ada.another()
    look = again("POST", "/api/invitations/look", json={"code": code}).json()
    assert (look["name"], look["first"]) == ("bob", False)
    assert again.accept(code, "eve").json()["user"]["name"] == "bob"


def test_an_invitation_opens_once(ada: Browser) -> None:
    code = ada("POST", "/api/invitations", json={"role": "writer"}).json()["code"]
    bob, eve = ada.another(), ada.another()
    come_back(bob, go(bob, "bob", code))
    answer = come_back(eve, go(eve, "eve", code))
    assert answer.headers["location"] == f"{PUBLIC}/sign-in?refused=gone"


def test_a_sign_in_that_another_browser_began_is_refused(ada: Browser) -> None:
    joined(ada, "bob")
    bob, eve = ada.another(), ada.another()
    location = go(bob, "bob")
    go(eve, "eve")
    for browser in (eve, ada.another()):
        answer = come_back(browser, location)
        assert answer.headers["location"] == f"{PUBLIC}/sign-in?refused=provider"
        assert browser("GET", "/api/session").json()["user"] is None


def test_an_answer_is_good_once(ada: Browser) -> None:
    joined(ada, "bob")
    bob = ada.another()
    location, kept = go(bob, "bob"), dict(bob.cookies)
    come_back(bob, location)
    again = ada.another()
    again.cookies = kept
    assert come_back(again, location).headers["location"].endswith("refused=provider")


def test_a_forged_answer_is_refused(ada: Browser) -> None:
    eve = ada.another()
    state = parse_qs(urlsplit(go(eve, "eve")).query)["state"][0]
    forged = f"{BACK}?{urlencode({'code': 'made up', 'state': state})}"
    assert come_back(eve, forged).headers["location"].endswith("refused=provider")


def test_who_is_disabled_stays_out(ada: Browser) -> None:
    bob = joined(ada, "bob")
    ada(
        "PATCH",
        f"/api/users/{bob('GET', '/api/session').json()['user']['id']}",
        json={"disabled": True},
    )
    again = ada.another()
    assert come_back(again, go(again, "bob")).headers["location"].endswith("refused=unknown")


class TestAProviderThatIsAway:
    @pytest.fixture
    def provider(self) -> Provider:
        return OpenIdConnect("http://127.0.0.1:1", "raconteur", "its secret", "The club")

    def test_is_said(self, browser: Browser) -> None:
        answer = browser("POST", "/api/session/oidc", json={})
        assert answer.status_code == 502
        assert answer.json()["type"].endswith(":elsewhere")
