"""Caps of single people: an administrator's to set, and to see."""

from raconteur.store.base import Sessions
from tests.conftest import Told
from tests.web.people import Browser
from tests.web.test_usage import NONE, use


def person(ada: Browser, number: int = 1) -> dict[str, object]:
    found: dict[str, object] = ada("GET", "/api/users").json()[number]
    return found


def test_a_cap_of_ones_own_goes_before_that_of_everybody(ada: Browser, told: Told) -> None:
    bob, eve = ada.invited("bob"), ada.invited("eve")
    ada("PUT", "/api/limits", json={**NONE, "each_tokens_a_day": 0})
    caps = {"tokens_a_day": 500, "cost_a_month": 1.5}
    changed = ada("PATCH", "/api/users/2", json=caps).json()
    assert changed == person(ada)
    assert {name: changed[name] for name in caps} == caps
    assert bob("POST", "/api/stories", json={"prompt": "A bear"}).json()["state"] == "queued"
    theirs = eve("POST", "/api/stories", json={"prompt": "A bear"}).json()
    assert theirs["state"] == "paused"
    assert bob("GET", "/api/limits").json()["mine"]["tokens_a_day"] == 500
    told.rung.clear()
    ada("PATCH", "/api/users/3", json={"tokens_a_day": 1})
    assert told.rung == [theirs["head"]]


def test_what_is_not_named_stays_and_null_takes_a_cap_away(ada: Browser) -> None:
    ada.invited("bob")
    ada("PATCH", "/api/users/2", json={"tokens_a_day": 500, "cost_a_month": 2})
    ada("PATCH", "/api/users/2", json={"tokens_a_day": None})
    assert (person(ada)["tokens_a_day"], person(ada)["cost_a_month"]) == (None, 2)
    said = [entry["what"] for entry in ada("GET", "/api/audit").json()]
    assert said[:2] == ["cap-changed", "cap-changed"]


def test_who_can_raise_it_is_said(ada: Browser, bob: Browser) -> None:
    zoe = bob.child("zoé")
    ada("PUT", "/api/limits", json={**NONE, "each_tokens_a_day": 0})
    for browser, who in ((bob, "an administrator"), (zoe, "whoever looks after you")):
        story = browser("POST", "/api/stories", json={"prompt": "A bear"}).json()
        answer = browser("POST", f"/api/passages/{story['head']}/resume")
        assert answer.status_code == 409
        assert who in answer.json()["detail"]


def test_each_sees_only_their_own_use(ada: Browser, sessions: Sessions) -> None:
    bob = ada.invited("bob")
    use(sessions, 2, 70)
    use(sessions, 1, 30)
    assert [row["prompt_tokens"] for row in bob("GET", "/api/usage").json()] == [70]
    assert bob("GET", "/api/usage?everybody=true").status_code == 403
    assert bob("GET", "/api/limits").json()["server"] is None
    assert len(ada("GET", "/api/usage?everybody=true").json()) == 2
    assert ada("GET", "/api/limits").json()["server"]["tokens_today"] == 100


def test_the_caps_of_one_are_no_concern_of_anothers_stories(
    ada: Browser, sessions: Sessions, told: Told
) -> None:
    bob = ada.invited("bob")
    ada("PUT", "/api/limits", json={**NONE, "each_tokens_a_day": 100})
    use(sessions, 2, 100)
    mine = ada("POST", "/api/stories", json={"prompt": "A bear"}).json()
    theirs = bob("POST", "/api/stories", json={"prompt": "A bear"}).json()
    assert (mine["state"], theirs["state"]) == ("queued", "paused")
    assert told.rung == [mine["head"]]
