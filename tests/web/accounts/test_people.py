"""The people of a server."""

import pytest

from raconteur.services.acting import EVERY_WEB, Event
from raconteur.services.config import DEFAULTS
from tests.conftest import Told
from tests.web.people import PUBLIC, Browser

CONFIG = {**DEFAULTS, "length_words": 200}


def test_an_invitation_makes_an_account(ada: Browser) -> None:
    bob = ada.invited("Bob", role="reader")
    assert bob("GET", "/api/session").json()["user"]["role"] == "reader"
    assert [user["name"] for user in ada("GET", "/api/users").json()] == ["ada", "bob"]


def test_an_invitation_is_a_whole_link_too(ada: Browser) -> None:
    made = ada("POST", "/api/invitations", json={}).json()
    assert made["url"] == f"{PUBLIC}/welcome#{made['code']}"
    forged = {"Host": "evil.example"}
    made = ada("POST", "/api/users/1/reset", headers=forged).json()
    assert made["url"] == f"{PUBLIC}/welcome#{made['code']}"


def test_nobody_takes_anothers_name(ada: Browser) -> None:
    code = ada("POST", "/api/invitations", json={}).json()["code"]
    answer = ada.another().accept(code, "ADA")
    assert answer.status_code == 422
    assert "name" in answer.json()["errors"]
    assert ada.another().accept(code, "bob").status_code == 200


def test_a_withdrawn_one_opens_nothing(ada: Browser) -> None:
    made = ada("POST", "/api/invitations", json={}).json()
    [listed] = ada("GET", "/api/invitations").json()
    assert "code" not in listed
    assert ada("DELETE", f"/api/invitations/{made['id']}").status_code == 204
    assert ada.another().accept(made["code"], "bob").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/users", None),
        ("PATCH", "/api/users/1", {"role": "reader"}),
        ("POST", "/api/users/1/reset", None),
        ("GET", "/api/invitations", None),
        ("POST", "/api/invitations", {"role": "administrator"}),
        ("DELETE", "/api/invitations/1", None),
        ("GET", "/api/audit", None),
        ("PUT", "/api/config", CONFIG),
    ],
)
def test_what_only_an_administrator_may(ada: Browser, method: str, path: str, body: object) -> None:
    bob = ada.invited("bob")
    answer = bob(method, path, json=body)
    assert answer.status_code == 403
    assert "administrator" in answer.json()["detail"]


def test_a_role_that_is_taken_away_is_gone_at_the_next_request(ada: Browser) -> None:
    bob = ada.invited("bob", role="administrator")
    assert bob("GET", "/api/users").status_code == 200
    assert ada("PATCH", "/api/users/2", json={"role": "writer"}).json()["role"] == "writer"
    assert bob("GET", "/api/users").status_code == 403


def test_who_is_disabled_is_out_and_stays_out(ada: Browser) -> None:
    bob = ada.invited("bob")
    ada("PATCH", "/api/users/2", json={"disabled": True})
    assert bob("GET", "/api/stories").status_code == 401
    assert bob.another().sign_in("bob").status_code == 401
    ada("PATCH", "/api/users/2", json={"disabled": False})
    assert bob.another().sign_in("bob").status_code == 200


def test_somebody_stays_administrator(ada: Browser) -> None:
    for change in ({"role": "writer"}, {"disabled": True}):
        answer = ada("PATCH", "/api/users/1", json=change)
        assert (answer.status_code, answer.json()["type"][-5:]) == (409, ":last")
    assert ada("GET", "/api/users").status_code == 200


def test_a_link_for_a_new_password(ada: Browser) -> None:
    bob = ada.invited("bob")
    code = ada("POST", "/api/users/2/reset").json()["code"]
    look = ada.another()("POST", "/api/invitations/look", json={"code": code})
    said = {"role": "writer", "name": "bob", "first": False}
    assert look.json() == {**said, "family": None, "guardian": False}
    answer = ada.another().accept(code, "another name", "six bears in a boat")
    assert answer.json()["user"]["name"] == "bob"
    assert bob("GET", "/api/stories").status_code == 401
    assert ada.another().sign_in("bob", "six bears in a boat").status_code == 200


def test_and_with_it_ends_what_is_open_elsewhere(ada: Browser, told: Told) -> None:
    bob = ada.invited("bob")
    [own] = bob("GET", "/api/account/sessions").json()
    code = ada("POST", "/api/users/2/reset").json()["code"]
    ada.another().accept(code, "bob", "six bears in a boat")
    assert told.events == [(EVERY_WEB, Event("ended", own["id"]))]


def test_each_sees_only_their_own(ada: Browser) -> None:
    bob = ada.invited("bob")
    made = bob("POST", "/api/prompts", json={"content": "A secret"}).json()
    story = bob("POST", "/api/stories", json={"prompt": "A bear"}).json()
    assert ada("GET", "/api/prompts").json() == []
    assert ada("GET", "/api/stories").json() == []
    assert ada("DELETE", f"/api/prompts/{made['id']}").status_code == 404
    for path in (f"/api/stories/{story['id']}", f"/api/stories/{story['id']}/events"):
        assert ada("GET", path).status_code == 404


def test_the_audit_log_says_who_did_what(ada: Browser) -> None:
    ada.invited("bob")
    ada.another().sign_in("ada", "not this one")
    said = [entry["what"] for entry in ada("GET", "/api/audit").json()]
    assert said == ["sign-in-failed", "signed-in", "joined", "invited", "signed-in", "joined"]
