"""What may be used and what was, for one person alone and for the people of a server."""

from typing import Any

import pytest

from raconteur.services.caps import today
from raconteur.store import usage
from raconteur.store.base import Sessions, writing
from raconteur.store.usage import Counted
from tests.conftest import Api, Told
from tests.web.test_stories import begin

NONE: dict[str, Any] = {
    "tokens_a_day": None,
    "cost_a_month": None,
    "each_tokens_a_day": None,
    "currency": "EUR",
    "prices": [],
}


def use(sessions: Sessions, user_id: int, tokens: int, cost: int | None = 0) -> None:
    with writing(sessions) as session:
        usage.add(session, [Counted(user_id, today(), "url", tokens, 0, cost)])


def test_at_first_nothing_is_limited_and_nothing_was_used(api: Api) -> None:
    nothing = {"tokens_today": 0, "tokens_a_day": None, "cost_this_month": 0, "cost_a_month": None}
    assert api.get("/api/limits").json == {
        "mine": nothing,
        "server": {**nothing, "each_tokens_a_day": None},
        "currency": "USD",
        "prices": [],
    }


def test_limits_are_read_as_they_were_written(api: Api, sessions: Sessions, user_id: int) -> None:
    use(sessions, user_id, 700, 1_234_567)
    price = {"model": "url", "prompt": 0.15, "completion": 0.6}
    limits = {**NONE, "each_tokens_a_day": 5000, "cost_a_month": 2.5, "prices": [price]}
    answer = api.put("/api/limits", json=limits)
    assert answer.status_code == 200
    assert answer.json == api.get("/api/limits").json
    used = {"tokens_today": 700, "cost_this_month": 1.234567}
    assert answer.json == {
        "mine": {**used, "tokens_a_day": 5000, "cost_a_month": None},
        "server": {**used, "tokens_a_day": None, "cost_a_month": 2.5, "each_tokens_a_day": 5000},
        "currency": "EUR",
        "prices": [price],
    }
    assert "limits" not in api.get("/api/config").json


@pytest.mark.parametrize(
    "wrong",
    [
        {"tokens_a_day": -1},
        {"tokens_a_day": "5"},
        {"cost_a_month": -0.5},
        {"currency": "euros"},
        {"prices": [{"model": "url", "prompt": 1}]},
        {"prices": [{"model": "url", "prompt": 1, "completion": 1}] * 2},
    ],
)
def test_what_is_no_limit_is_refused_by_name(api: Api, wrong: dict[str, Any]) -> None:
    assert api.put("/api/limits", json={**NONE, **wrong}).status_code == 422
    missing = {name: value for name, value in NONE.items() if name not in wrong}
    answer = api.put("/api/limits", json=missing)
    assert answer.json["errors"].keys() == wrong.keys()


def test_a_story_beyond_a_cap_waits_and_goes_on_when_it_is_raised(api: Api, told: Told) -> None:
    api.put("/api/limits", json={**NONE, "tokens_a_day": 0})
    story = begin(api)
    passage = story["head"]
    assert story["state"] == "paused"
    assert story["passages"][0]["error"]["code"] == "server_cap"
    assert story["passages"][0]["queue"] is None
    assert told.rung == []
    assert [event.state for _, event in told.events if event.kind == "state"] == ["paused"]
    assert [each["id"] for each in api.get("/api/stories?state=paused").json] == [story["id"]]
    refused = api.post(f"/api/passages/{passage}/resume")
    assert (refused.status_code, refused.json["type"]) == (409, "urn:raconteur:problem:cap")
    assert "Settings" in refused.json["detail"]
    edited = api.patch(f"/api/passages/{passage}", json={"text": "Mine.", "revision": 0})
    assert edited.status_code == 409

    api.put("/api/limits", json=NONE)
    assert told.rung == [passage]
    assert told.events[-1][1].state == "queued"
    assert api.get(f"/api/stories/{story['id']}").json["state"] == "queued"


def test_who_asks_again_when_there_is_room_need_not_wait_for_the_sweep(
    api: Api, sessions: Sessions, user_id: int, told: Told
) -> None:
    api.put("/api/limits", json={**NONE, "each_tokens_a_day": 100})
    use(sessions, user_id, 100)
    story = begin(api)
    assert story["passages"][0]["error"]["code"] == "cap"
    use(sessions, user_id, -1)
    answer = api.post(f"/api/passages/{story['head']}/resume")
    assert (answer.status_code, answer.json["state"]) == (202, "queued")
    assert answer.json["passages"][0]["error"] is None
    assert told.rung == [story["head"]]


def test_a_paused_one_can_be_stopped_and_waits_again_when_it_is_to_go_on(api: Api) -> None:
    api.put("/api/limits", json={**NONE, "tokens_a_day": 0})
    passage = begin(api)["head"]
    stopped = api.post(f"/api/passages/{passage}/stop").json
    assert (stopped["state"], stopped["error"]) == ("stopped", None)
    again = api.post(f"/api/passages/{passage}/resume")
    assert (again.status_code, again.json["state"]) == (202, "paused")


def test_a_paused_story_is_thrown_away_like_any_other(api: Api, told: Told) -> None:
    api.put("/api/limits", json={**NONE, "tokens_a_day": 0})
    story = begin(api)
    assert api.delete(f"/api/stories/{story['id']}").status_code == 204
    assert api.get("/api/stories?state=trash").json[0]["state"] == "stopped"
    api.put("/api/limits", json=NONE)
    assert told.rung == []


def test_usage_is_listed_by_day_and_model(api: Api, sessions: Sessions, user_id: int) -> None:
    use(sessions, user_id, 70, None)
    [row] = api.get("/api/usage").json
    assert row == {
        "day": today().isoformat(),
        "user": {"id": user_id, "name": "local"},
        "model": "url",
        "prompt_tokens": 70,
        "completion_tokens": 0,
        "cost": None,
    }
    assert api.get("/api/usage?days=1&everybody=true").json == [row]
    assert api.get("/api/usage?days=0").status_code == 422


def test_an_estimate_before_anything_was_written(api: Api) -> None:
    wish = {"prompt": "A bear", "length_words": 1000, "model": "url", "craft": "free"}
    found = api.post("/api/estimate", json=wish).json
    assert found["prompt_tokens"] > found["completion_tokens"] >= 1000
    rest = ("cost", "currency", "seconds", "left", "cost_left")
    assert [found[name] for name in rest] == [None, "USD", None, None, None]
    local = api.post("/api/estimate", json={"prompt": "A bear", "model": "bundled"}).json
    assert local["cost"] == 0
    assert api.get("/api/stories").json == []


def test_an_estimate_with_prices_and_caps(api: Api, sessions: Sessions, user_id: int) -> None:
    price = {"model": "url", "prompt": 2, "completion": 10}
    caps = {"tokens_a_day": 9000, "each_tokens_a_day": 8000, "cost_a_month": 1}
    api.put("/api/limits", json={**NONE, **caps, "prices": [price]})
    use(sessions, user_id, 500, 250_000)
    wish = {"prompt": "A bear", "length_words": 1000, "model": "url", "craft": "free"}
    found = api.post("/api/estimate", json=wish).json
    cost = 2 * found["prompt_tokens"] + 10 * found["completion_tokens"]
    assert found["cost"] == pytest.approx(cost / 1e6)
    assert (found["left"], found["cost_left"]) == (7500, 0.75)
