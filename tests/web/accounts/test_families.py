"""Families: who belongs to one, who looks after its children, who comes and who goes."""

import datetime as dt

import pytest
import sqlalchemy as sa

from raconteur.services.accounts import leaving
from raconteur.store.base import Sessions, now, writing
from raconteur.store.users import User
from tests.web.people import PASSWORD, Browser

WISH = {"prompt": "A bear"}


def me(browser: Browser) -> dict[str, object]:
    found: dict[str, object] = browser("GET", "/api/session").json()["user"]
    return found


def family(browser: Browser) -> str:
    [own] = browser("GET", "/api/families").json()
    return f"/api/families/{own['id']}"


def member(guardian: Browser, who: Browser) -> str:
    return f"{family(guardian)}/members/{who.id}"


def problem(browser: Browser, method: str, path: str, body: object = None) -> tuple[int, str, str]:
    """Its status, the last part of its type, and its sentence."""
    answer = browser(method, path, json=body)
    said = answer.json()
    return answer.status_code, said["type"].rpartition(":")[2], said["detail"]


def test_whoever_makes_a_family_is_its_guardian(bob: Browser) -> None:
    assert me(bob)["family"] == {"id": 1, "name": "The bears"}
    assert me(bob)["guardian"] is True
    assert problem(bob, "POST", "/api/families", {"name": "Another"})[:2] == (409, "family")


def test_a_child_is_let_in_as_the_reader_it_is(bob: Browser) -> None:
    zoe = bob.child("zoé", age=5)
    mine = me(zoe)
    assert (mine["role"], mine["guardian"], mine["may_write"]) == ("reader", False, True)
    assert mine["reader"] == {"id": 1, "name": "zoé", "band": "3-5"}
    [bears] = zoe("GET", "/api/families").json()
    assert [each["name"] for each in bears["members"]] == ["bob", "zoé"]


def test_a_link_says_which_family_it_leads_into(bob: Browser) -> None:
    body = {"role": "writer", "family": True, "guardian": True}
    code = bob("POST", "/api/invitations", json=body).json()["code"]
    look = bob.another()("POST", "/api/invitations/look", json={"code": code}).json()
    assert (look["family"], look["guardian"]) == ("The bears", True)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"role": "reader", "family": True, "reader_id": 99}, "reader_id"),
        ({"role": "reader", "family": True, "guardian": True}, "guardian"),
    ],
)
def test_a_child_that_is_nobody_is_not_invited(
    bob: Browser, body: dict[str, object], field: str
) -> None:
    answer = bob("POST", "/api/invitations", json=body)
    assert (answer.status_code, [*answer.json()["errors"]]) == (422, [field])


@pytest.mark.parametrize(
    "body",
    [
        {"role": "writer"},
        {"role": "administrator", "family": True},
        {"role": "writer", "family_id": 2},
    ],
)
def test_a_guardian_invites_into_the_own_family_alone(
    ada: Browser, bob: Browser, body: dict[str, object]
) -> None:
    ada("POST", "/api/families", json={"name": "The owls"}).raise_for_status()
    assert bob("POST", "/api/invitations", json=body).status_code == 403


def test_guardians_see_and_withdraw_the_invitations_into_their_family(
    ada: Browser, bob: Browser
) -> None:
    others = ada("POST", "/api/invitations", json={}).json()["id"]
    made = bob("POST", "/api/invitations", json={"family": True}).json()["id"]
    assert [each["id"] for each in bob("GET", "/api/invitations").json()] == [made]
    assert [each["id"] for each in ada("GET", "/api/invitations").json()] == [made, others]
    assert bob("DELETE", f"/api/invitations/{others}").status_code == 404
    assert bob("DELETE", f"/api/invitations/{made}").status_code == 204


def test_a_child_of_whom_nothing_is_said_counts_as_seven(bob: Browser) -> None:
    zoe = bob.invited("zoé", role="reader", family=True)
    assert me(zoe)["reader"] is None
    reader = bob("POST", "/api/readers", json={"name": "Zoé", "age": 12}).json()["id"]
    for chosen, band in ((reader, "9-12"), (None, None)):
        answer = bob("PATCH", member(bob, zoe), json={"reader_id": chosen})
        assert answer.json()["reader_id"] == chosen
        found = me(zoe)["reader"]
        assert (found["band"] if found else None) == band  # type: ignore[index]


def test_nobody_becomes_a_child_whose_reader_is_gone_or_somebody_else(bob: Browser) -> None:
    reader = bob("POST", "/api/readers", json={"name": "Zoé", "age": 5}).json()["id"]
    body = {"role": "reader", "family": True, "reader_id": reader}
    codes = [bob("POST", "/api/invitations", json=body).json()["code"] for _ in range(2)]
    assert bob.another().accept(codes[0], "zoé").status_code == 200
    assert bob.another().accept(codes[1], "zoé again").status_code == 404
    assert bob("POST", "/api/invitations", json=body).status_code == 422


class TestAFamilyKeepsAGuardian:
    @pytest.fixture
    def dan(self, bob: Browser) -> Browser:
        return bob.invited("dan", family=True)

    def test_whatever_the_last_one_does(self, bob: Browser, dan: Browser) -> None:
        own = member(bob, bob)
        for method, path, body in (
            ("PATCH", own, {"guardian": False}),
            ("DELETE", own, None),
            ("DELETE", "/api/account", {"password": PASSWORD}),
        ):
            assert problem(bob, method, path, body)[:2] == (409, "guardian"), (method, path)
        assert me(bob)["guardian"] is True
        assert me(dan)["family"] is not None

    def test_and_whatever_an_administrator_makes_of_them(
        self, ada: Browser, bob: Browser, dan: Browser
    ) -> None:
        assert dan.id
        answer = ada("PATCH", f"/api/users/{bob.id}", json={"role": "reader"})
        assert answer.status_code == 409

    def test_but_two_may_part(self, bob: Browser, dan: Browser) -> None:
        bob("PATCH", member(bob, dan), json={"guardian": True}).raise_for_status()
        assert bob("DELETE", member(bob, bob)).status_code == 204
        assert (me(bob)["family"], me(bob)["guardian"]) == (None, False)
        assert me(dan)["guardian"] is True

    def test_and_the_last_one_of_all_closes_the_door(self, ada: Browser, bob: Browser) -> None:
        assert bob("DELETE", member(bob, bob)).status_code == 204
        assert ada("GET", "/api/families").json() == []


def test_a_grown_up_leaves_a_child_may_not(bob: Browser) -> None:
    dan, zoe = bob.invited("dan", family=True), bob.child("zoé")
    assert dan("DELETE", member(dan, dan)).status_code == 204
    status, kind, said = problem(zoe, "DELETE", member(zoe, zoe))
    assert (status, kind, said) == (403, "guardian", "This is for grown-ups. Ask bob.")
    status, kind, said = problem(zoe, "DELETE", "/api/account", {"password": PASSWORD})
    assert (status, kind) == (403, "guardian")


def test_a_child_writes_as_long_as_a_guardian_allows_it(bob: Browser) -> None:
    zoe = bob.child("zoé")
    story = zoe("POST", "/api/stories", json=WISH).raise_for_status().json()
    zoe("POST", f"/api/passages/{story['head']}/stop")
    bob("PATCH", member(bob, zoe), json={"may_write": False}).raise_for_status()
    assert me(zoe)["may_write"] is False
    own = f"/api/stories/{story['id']}"
    for method, path, body in (
        ("POST", "/api/stories", WISH),
        ("POST", f"{own}/passages", {}),
        ("POST", f"/api/passages/{story['head']}/retake", None),
        ("POST", f"/api/passages/{story['head']}/resume", None),
        ("PATCH", f"/api/passages/{story['head']}", {"text": "Mine.", "revision": 1}),
        ("PATCH", own, {"title": "Mine", "revision": story["revision"]}),
        ("POST", "/api/prompts", {"content": "Mine"}),
        ("POST", "/api/readers", {"name": "Mine"}),
    ):
        said = "You may read here, and not write yet. Ask bob."
        assert problem(zoe, method, path, body) == (403, "guardian", said), (method, path)
    assert zoe("GET", own).status_code == 200
    bob("PATCH", member(bob, zoe), json={"may_write": True}).raise_for_status()
    assert zoe("POST", "/api/stories", json=WISH).status_code == 202


def test_nor_does_it_without_one(ada: Browser, bob: Browser) -> None:
    zoe, lea = bob.child("zoé"), ada.invited("lea", role="reader")
    ada("PATCH", f"/api/users/{bob.id}", json={"disabled": True})
    for child in (zoe, lea):
        assert me(child)["may_write"] is False
        status, kind, said = problem(child, "POST", "/api/stories", WISH)
        assert (status, kind) == (403, "guardian")
        assert said.endswith("Ask whoever runs this server.")
        assert child("GET", "/api/stories").status_code == 200


def test_what_a_child_may_not_do_at_all(bob: Browser) -> None:
    zoe = bob.child("zoé")
    story = zoe("POST", "/api/stories", json=WISH).json()["id"]
    for method, path, body in (
        ("POST", f"/api/stories/{story}/shares", {}),
        ("POST", "/api/account/tokens", {"name": "mine", "scopes": ["read"]}),
        ("POST", "/api/models/bundled/test", {"language": "en"}),
        ("POST", "/api/families", {"name": "Children only"}),
        ("POST", "/api/readers", {"name": "Me", "band": "adult"}),
    ):
        said = "This is for grown-ups. Ask bob."
        assert problem(zoe, method, path, body) == (403, "guardian", said), path
    assert zoe("GET", "/api/account/export").status_code == 200


def test_a_dissolved_family_leaves_everybody_what_is_theirs(ada: Browser, bob: Browser) -> None:
    zoe = bob.child("zoé", age=4)
    story = zoe("POST", "/api/stories", json=WISH).json()["id"]
    code = bob("POST", "/api/invitations", json={"family": True}).json()["code"]
    assert bob("DELETE", family(bob)).status_code == 204
    assert ada("GET", "/api/families").json() == []
    assert zoe("GET", f"/api/stories/{story}").status_code == 200
    assert bob("GET", f"/api/stories/{story}").status_code == 404
    assert problem(zoe, "POST", "/api/stories", WISH)[:2] == (403, "guardian")
    assert bob.another().accept(code, "dan").status_code == 404
    # It stays as old as it is, and cannot change that.
    reader = me(zoe)["reader"]
    assert reader == {"id": 1, "name": "zoé", "band": "3-5"}
    assert problem(zoe, "PATCH", "/api/readers/1", {"age": 18})[:2] == (403, "guardian")
    assert bob("PATCH", "/api/readers/1", json={"age": 18}).status_code == 404


def test_who_has_an_account_joins_with_it(ada: Browser, bob: Browser) -> None:
    dan, lea = ada.invited("dan"), ada.invited("lea", role="reader")
    code = bob("POST", "/api/invitations", json={"family": True}).json()["code"]
    assert lea("POST", "/api/families/join", json={"code": code}).status_code == 422
    joined = dan("POST", "/api/families/join", json={"code": code}).json()
    assert [each["name"] for each in joined["members"]] == ["bob", "dan"]
    assert dan("POST", "/api/families/join", json={"code": code}).status_code == 404
    again = bob("POST", "/api/invitations", json={"family": True}).json()["code"]
    assert problem(dan, "POST", "/api/families/join", {"code": again})[:2] == (409, "family")


def test_a_guardian_offers_a_child_a_new_password_and_nobody_else(bob: Browser) -> None:
    zoe, dan = bob.child("zoé"), bob.invited("dan", family=True)
    assert bob("POST", f"{member(bob, dan)}/reset").status_code == 403
    code = bob("POST", f"{member(bob, zoe)}/reset").json()["code"]
    assert bob.another().accept(code, "zoé", "six bears in a boat").status_code == 200
    assert zoe("GET", "/api/stories").status_code == 401


def test_an_administrator_helps_and_makes_no_guardian_beside_another(
    ada: Browser, bob: Browser
) -> None:
    dan = bob.invited("dan", family=True)
    who = member(bob, dan)
    [seen] = ada("GET", "/api/families").json()
    assert seen["name"] == "The bears"
    body = {"role": "writer", "family_id": seen["id"], "guardian": True}
    for method, path, asked in (
        ("PATCH", who, {"guardian": True}),
        ("POST", "/api/invitations", body),
    ):
        assert problem(ada, method, path, asked)[:2] == (403, "guardian")
    ada("PATCH", f"/api/users/{bob.id}", json={"disabled": True})
    assert ada("PATCH", who, json={"guardian": True}).json()["guardian"] is True


def test_what_does_not_fit_a_member_is_refused(bob: Browser) -> None:
    zoe, dan = bob.child("zoé"), bob.invited("dan", family=True)
    assert bob("PATCH", member(bob, zoe), json={"guardian": True}).status_code == 422
    assert bob("PATCH", member(bob, dan), json={"may_write": False}).status_code == 422
    assert bob("PATCH", member(bob, dan), json={"reader_id": 1}).status_code == 422
    assert bob("PATCH", f"{family(bob)}/members/1", json={"guardian": True}).status_code == 404


def test_a_guardian_says_how_much_a_child_may_use_within_what_all_may(
    ada: Browser, bob: Browser
) -> None:
    zoe = bob.child("zoé")
    who = member(bob, zoe)
    server = {"tokens_a_day": None, "cost_a_month": None, "each_tokens_a_day": 1000}
    asked = {**server, "currency": "EUR", "prices": ()}
    ada("PUT", "/api/limits", json=asked).raise_for_status()
    assert bob("PATCH", who, json={"tokens_a_day": 100}).json()["tokens_a_day"] == 100
    assert zoe("GET", "/api/limits").json()["mine"]["tokens_a_day"] == 100
    assert bob("PATCH", who, json={"tokens_a_day": 1001}).status_code == 422
    assert ada("PATCH", who, json={"tokens_a_day": 1001}).status_code == 200
    assert bob("PATCH", who, json={"tokens_a_day": None}).json()["tokens_a_day"] is None
    assert bob("PATCH", member(bob, bob), json={"tokens_a_day": 5}).status_code == 422


def test_a_writer_who_becomes_a_child_has_no_keys_any_more(ada: Browser, bob: Browser) -> None:
    dan = bob.invited("dan", family=True, guardian=True)
    dan("POST", "/api/account/tokens", json={"name": "mine", "scopes": ["read"]})
    ada("PATCH", f"/api/users/{dan.id}", json={"role": "reader"}).raise_for_status()
    assert me(dan)["guardian"] is False
    assert dan("GET", "/api/account/tokens").json() == []


def test_a_childs_account_is_removed_by_its_guardian(bob: Browser, sessions: Sessions) -> None:
    zoe, dan = bob.child("zoé"), bob.invited("dan", family=True)
    gone = zoe.id
    assert bob("DELETE", f"{member(bob, dan)}?forever=true").status_code == 403
    assert bob("DELETE", f"{member(bob, zoe)}?forever=true").status_code == 204
    assert zoe.another().sign_in("zoé").status_code == 401
    with writing(sessions) as session:
        due = now() - dt.timedelta(seconds=1)
        session.execute(sa.update(User).where(User.id == gone).values(leaves_at=due))
    assert leaving.forget_those_who_left(sessions) == 1
    assert bob("GET", "/api/readers").json() == []


def test_the_audit_log_says_what_was_done(ada: Browser, bob: Browser) -> None:
    zoe = bob.child("zoé")
    who = member(bob, zoe)
    bob("PATCH", family(bob), json={"name": "Bears"})
    bob("PATCH", who, json={"may_write": False})
    bob("POST", f"{who}/reset")
    bob("DELETE", who)
    bob("DELETE", family(bob))
    said = [entry["what"] for entry in ada("GET", "/api/audit").json()]
    assert said[:6] == [
        "family-dissolved",
        "member-removed",
        "password-reset-offered",
        "member-changed",
        "family-renamed",
        "signed-in",
    ]
    assert "family-made" in said
