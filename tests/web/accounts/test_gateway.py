"""Signing in by the word of a gateway before the server."""

import asyncio
from dataclasses import replace

import httpx
import pytest
import sqlalchemy as sa

from raconteur.services.accounts import proxied
from raconteur.services.accounts.visitor import Shown, who
from raconteur.services.acting import EVERY_WEB, Event
from raconteur.store.base import Sessions, writing
from raconteur.store.signins import SignIn
from raconteur.store.users import User
from raconteur.web.wiring import Gateway
from tests.conftest import Told
from tests.web.people import PASSWORD, PUBLIC, Browser

GATEWAY = "10.0.0.1"
OUT = "https://gate.example/out"


@pytest.fixture
def gateway() -> Gateway | None:
    return Gateway(sign_out=OUT)


def through(browser: Browser, name: str | bytes, csrf: str = "by-a-gateway") -> Browser:
    """Somebody's browser, behind a gateway that calls them so."""
    other = Browser(browser.app, address=GATEWAY, csrf=csrf)
    other.headers = {"Remote-User": name}  # type: ignore[dict-item]
    return other


@pytest.fixture
def bob(ada: Browser) -> Browser:
    ada.invited("bob")
    return through(ada, "Bob")


def test_who_is_named_is_in(bob: Browser) -> None:
    said = bob("GET", "/api/session").json()
    assert said["user"]["name"] == "bob"
    assert said["gateway"] == {"name": "bob", "refused": None, "sign_out": OUT}
    assert bob("GET", "/api/stories").status_code == 200


def test_a_child_who_is_named_stays_one(ada: Browser) -> None:
    ada("POST", "/api/families", json={"name": "The bears"}).raise_for_status()
    ada.child("zoé", age=4)
    for age, name in ((4, "Small"), (12, "Big")):
        shared = {"name": name, "age": age, "family": True}
        ada("POST", "/api/readers", json=shared).raise_for_status()
    zoe = through(ada, "zoé".encode())
    mine = zoe("GET", "/api/session").json()["user"]
    assert mine["reader"]["band"] == "3-5"
    assert [each["name"] for each in zoe("GET", "/api/readers").json()] == ["Big", "Small", "zoé"]
    assert zoe("POST", "/api/stories", json={"prompt": "A bear"}).status_code == 202


def test_who_comes_by_themselves_may_not_say_so(bob: Browser) -> None:
    bob.address = "192.0.2.7"
    assert bob("GET", "/api/stories").status_code == 401
    said = bob("GET", "/api/session").json()
    assert (said["user"], said["gateway"]) == (None, None)


def test_nor_by_saying_for_whom_they_ask(bob: Browser) -> None:
    bob.address = "192.0.2.7"
    forged = {"X-Forwarded-For": GATEWAY, "Forwarded": f"for={GATEWAY}"}
    assert bob("GET", "/api/stories", headers=forged).status_code == 401


def test_a_gateway_that_names_nobody_leaves_it_to_the_cookie(ada: Browser) -> None:
    ada.address = GATEWAY
    for said in ({}, {"Remote-User": ""}, {"Remote-User": "  "}):
        assert ada("GET", "/api/session", headers=said).json()["user"]["name"] == "ada"
        assert ada("GET", "/api/stories", headers=said).status_code == 200


def test_its_word_goes_before_a_cookie_that_is_still_there(ada: Browser, bob: Browser) -> None:
    ada.address, ada.headers = GATEWAY, {"Remote-User": "bob"}
    assert ada("GET", "/api/session").json()["user"]["name"] == "bob"
    assert ada("GET", "/api/users").status_code == 403


def test_a_name_in_letters_of_its_language(ada: Browser) -> None:
    ada.invited("zoé")
    decomposed = "Zoe\u0301".encode()
    for said in ("zoé".encode(), decomposed):
        assert through(ada, said)("GET", "/api/session").json()["user"]["name"] == "zoé"


@pytest.mark.parametrize(
    "said", ["ada, bob", "bob,", "z" * 61, b"zo\xe9", b"bob\x7f", "bob\u200b".encode()]
)
def test_what_is_no_one_name_is_refused(ada: Browser, said: str | bytes) -> None:
    other = through(ada, said)
    for method, path in (("GET", "/api/stories"), ("GET", "/api/session")):
        answer = other(method, path)
        assert answer.status_code == 400
        assert "gateway" in answer.json()["detail"]


def test_and_so_are_two_of_them(ada: Browser, bob: Browser) -> None:
    twice = [("Remote-User", "bob"), ("Remote-User", "bob")]
    bob.headers = {}
    assert _asked(bob, twice) == 400
    assert _asked(bob, twice[:1]) == 200


def _asked(browser: Browser, headers: list[tuple[str, str]]) -> int:
    """As a browser, whose headers are a dictionary, cannot."""

    async def ask() -> int:
        transport = httpx.ASGITransport(browser.app, client=(GATEWAY, 40_000))
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
            return (await client.get("/api/stories", headers=headers)).status_code

    return asyncio.run(ask())


def test_who_is_not_known_is_told_whom_to_ask(ada: Browser) -> None:
    eve = through(ada, "Eve")
    said = eve("GET", "/api/session").json()
    assert (said["user"], said["gateway"]["refused"]) == (None, "unknown")
    answer = eve("GET", "/api/stories")
    assert (answer.status_code, answer.json()["type"][-8:]) == (403, ":gateway")
    assert "'eve'" in answer.json()["detail"]
    assert "Ask an administrator" in answer.json()["detail"]
    assert [each["name"] for each in ada("GET", "/api/users").json()] == ["ada"]


def test_and_comes_in_by_an_invitation(ada: Browser) -> None:
    code = ada("POST", "/api/invitations", json={"role": "writer"}).json()["code"]
    eve = through(ada, "Eve")
    assert eve.accept(code, "Eve").status_code == 200
    assert through(ada, "Eve")("GET", "/api/session").json()["user"]["name"] == "eve"


def test_the_first_administrator_is_nobodys_to_name(browser: Browser, code: str) -> None:
    answer = through(browser, "local")("GET", "/api/users")
    assert answer.status_code == 403


def test_who_is_disabled_stays_out_with_whatever_was_open(
    ada: Browser, bob: Browser, told: Told
) -> None:
    ada("PATCH", "/api/users/2", json={"disabled": True})
    assert bob("GET", "/api/stories").status_code == 403
    assert bob("GET", "/api/session").json()["gateway"]["refused"] == "disabled"
    assert (EVERY_WEB, Event("out", 2)) in told.events


def test_who_leaves_is_out_until_they_say_that_they_stay(ada: Browser, bob: Browser) -> None:
    assert bob("DELETE", "/api/account", json={"password": PASSWORD}).status_code == 200
    answer = bob("GET", "/api/stories")
    assert answer.status_code == 403
    assert "Sign in with your password to stay" in answer.json()["detail"]
    assert bob.sign_in("bob").status_code == 200
    assert through(ada, "bob")("GET", "/api/stories").status_code == 200


def test_a_program_behind_the_gateway_is_who_its_token_says(ada: Browser, bob: Browser) -> None:
    made = ada("POST", "/api/account/tokens", json={"name": "x", "scopes": ["read"]}).json()
    key = {"Authorization": f"Bearer {made['token']}"}
    assert bob("GET", "/api/session", headers=key).json()["user"]["name"] == "ada"
    assert bob("POST", "/api/prompts", json={"content": "A"}, headers=key).status_code == 403


def test_a_key_of_the_gateways_own_does_not_stand_in_the_way(bob: Browser) -> None:
    key = {"Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}
    assert bob("GET", "/api/session", headers=key).json()["user"]["name"] == "bob"


def test_a_child_is_the_same_child_whichever_way_it_comes(ada: Browser, sessions: Sessions) -> None:
    zoe = ada.invited("zoe", role="reader")
    with writing(sessions) as session:
        changed = {"family_id": 7, "reader_id": 8, "may_write": False, "guardian": True}
        session.execute(sa.update(User).where(User.name == "zoe").values(**changed))
    [cookie] = zoe.cookies.values()
    signed_in = who(sessions, Shown(cookie=cookie))
    named = proxied.who(sessions, "zoe", makes_writers=True)
    assert signed_in is not None
    assert replace(named, session_id=signed_in.session_id, csrf=signed_in.csrf) == signed_in
    assert not named.may_write


class TestAChange:
    """The browser shows nothing of ours: another page could have it ask in somebody's name."""

    def test_says_what_our_page_says(self, bob: Browser) -> None:
        csrf = bob("GET", "/api/session").json()["csrf"]
        answer = bob("POST", "/api/prompts", json={"content": "A"}, headers={"X-CSRF-Token": csrf})
        assert answer.status_code == 201

    @pytest.mark.parametrize("csrf", ["", "another"])
    def test_or_is_refused(self, ada: Browser, bob: Browser, csrf: str) -> None:
        other = through(ada, "bob", csrf)
        answer = other("POST", "/api/prompts", json={"content": "A"})
        assert (answer.status_code, answer.json()["type"][-5:]) == (403, ":csrf")

    @pytest.mark.parametrize(
        "said",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_and_comes_from_no_other_page(self, bob: Browser, said: dict[str, str]) -> None:
        answer = bob("POST", "/api/prompts", json={"content": "A"}, headers=said)
        assert answer.status_code == 403
        assert bob("GET", "/api/prompts").json() == []

    @pytest.mark.parametrize("said", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": PUBLIC}, {}])
    def test_but_from_ours(self, bob: Browser, said: dict[str, str]) -> None:
        answer = bob("POST", "/api/prompts", json={"content": "A"}, headers=said)
        assert answer.status_code == 201


def test_there_is_no_sign_in_to_see_or_end(bob: Browser, sessions: Sessions) -> None:
    bob("GET", "/api/stories")
    assert bob("DELETE", "/api/session").status_code == 204
    assert bob("GET", "/api/stories").status_code == 200
    # Ada's own, and Bob's of the time when he took the invitation.
    with sessions() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SignIn)) == 2


class TestThatMakesWriters:
    @pytest.fixture
    def gateway(self) -> Gateway | None:
        return Gateway(makes_writers=True)

    def test_of_whom_it_names(self, ada: Browser) -> None:
        eve = through(ada, "Eve")
        for _ in range(2):
            user = eve("GET", "/api/session").json()["user"]
            assert (user["name"], user["role"]) == ("eve", "writer")
        assert eve("POST", "/api/prompts", json={"content": "A"}).status_code == 201
        [entry] = [e for e in ada("GET", "/api/audit").json() if e["user_id"] == user["id"]]
        assert (entry["what"], entry["about"]["how"]) == ("joined", "gateway")

    def test_but_of_nobody_before_there_is_an_administrator(
        self, browser: Browser, code: str
    ) -> None:
        ada = through(browser, "ada")
        assert ada("GET", "/api/session").json()["user"] is None
        assert ada.accept(code, "ada").status_code == 200
        assert through(browser, "ada")("GET", "/api/users").status_code == 200

    def test_nor_of_somebody_who_is_disabled(self, ada: Browser) -> None:
        eve = through(ada, "Eve")
        eve("GET", "/api/session")
        ada("PATCH", "/api/users/2", json={"disabled": True})
        assert eve("GET", "/api/stories").status_code == 403
        assert len(ada("GET", "/api/users").json()) == 2
