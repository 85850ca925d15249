"""A request whose answer was lost is sent again, and makes nothing more."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from raconteur.store import keys
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.keys import RequestKey
from tests.conftest import Api, Told
from tests.web.test_stories import finish

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
BEAR = {"prompt": "A bear"}


def test_a_story_is_begun_once(api: Api, told: Told) -> None:
    first, again = (api.post("/api/stories", json=BEAR, headers=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json == first.json
    assert again.headers["Location"] == first.headers["Location"]
    assert len(api.get("/api/stories").json) == 1
    assert told.rung == [first.json["head"]]


def test_without_a_key_or_with_another_it_is_another_story(api: Api) -> None:
    for headers in ({}, {}, KEY, {"Idempotency-Key": '"other"'}):
        assert api.post("/api/stories", json=BEAR, headers=headers).status_code == 202
    assert len(api.get("/api/stories").json) == 4


def test_quotes_around_a_key_are_not_part_of_it(api: Api) -> None:
    for key in ("one", '"one"'):
        api.post("/api/stories", json=BEAR, headers={"Idempotency-Key": key})
    assert len(api.get("/api/stories").json) == 1


def test_a_part_and_a_take_are_asked_for_once(api: Api, sessions: Sessions) -> None:
    story = api.post("/api/stories", json=BEAR).json
    finish(sessions, story["head"], "One.")
    path = f"/api/stories/{story['id']}/passages"
    first, again = (api.post(path, json={}, headers=KEY) for _ in range(2))
    assert (again.status_code, again.json) == (202, first.json)
    finish(sessions, first.json["head"], "Two.")
    path = f"/api/passages/{story['head']}/retake"
    headers = {"Idempotency-Key": "take"}
    first, again = (api.post(path, headers=headers) for _ in range(2))
    assert (again.status_code, again.json) == (202, first.json)


@pytest.mark.parametrize(
    ("path", "what"), [("/api/prompts", {"content": "An owl"}), ("/api/readers", {"name": "Zoé"})]
)
def test_a_prompt_and_a_reader_are_kept_once(api: Api, path: str, what: dict[str, str]) -> None:
    first, again = (api.post(path, json=what, headers=KEY) for _ in range(2))
    assert (again.status_code, again.json) == (201, first.json)
    assert [each["id"] for each in api.get(path).json].count(first.json["id"]) == 1
    assert len([each for each in api.get(path).json if what.items() <= each.items()]) == 1


def test_a_key_belongs_to_one_request(api: Api) -> None:
    api.post("/api/stories", json=BEAR, headers=KEY)
    answer = api.post("/api/stories", json={"prompt": "An owl"}, headers=KEY)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["Idempotency-Key"]
    assert api.post("/api/prompts", json={"content": "An owl"}, headers=KEY).status_code == 422


@pytest.mark.parametrize("key", ["", "x" * 65, "a b", "é"])
def test_what_is_no_key_is_refused(api: Api, key: str) -> None:
    answer = api.post("/api/stories", json=BEAR, headers={"Idempotency-Key": key})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["Idempotency-Key"])


def test_what_was_refused_does_not_use_a_key_up(api: Api) -> None:
    story = api.post("/api/stories", json=BEAR).json
    path = f"/api/stories/{story['id']}/passages"
    assert api.post(path, json={}, headers=KEY).status_code == 409
    api.post(f"/api/passages/{story['head']}/stop")
    assert api.post(path, json={}, headers=KEY).status_code == 202


def test_what_it_made_and_was_deleted_since_is_not_made_again(api: Api) -> None:
    owl = {"content": "An owl"}
    made = api.post("/api/prompts", json=owl, headers=KEY)
    api.delete(f"/api/prompts/{made.json['id']}")
    assert api.post("/api/prompts", json=owl, headers=KEY).status_code == 404
    described = api.get("/api/openapi.json").json["paths"]
    assert "404" in described["/api/prompts"]["post"]["responses"]


def test_after_a_day_a_key_is_free(api: Api, sessions: Sessions) -> None:
    api.post("/api/stories", json=BEAR, headers=KEY)
    with writing(sessions) as session:
        session.execute(sa.update(RequestKey).values(at=_yesterday()))
    api.post("/api/stories", json=BEAR, headers=KEY)
    assert len(api.get("/api/stories").json) == 2


def test_old_keys_are_forgotten_now_and_then(sessions: Sessions, user_id: int) -> None:
    for n in range(100):
        with writing(sessions) as session:
            keys.take(session, user_id, str(n), "")
            if n < 90:
                keys.keep(session, user_id, str(n), 1)
                session.execute(
                    sa.update(RequestKey).where(RequestKey.key == str(n)).values(at=_yesterday())
                )
    with reading(sessions) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(RequestKey)) == 10


def test_two_at_the_same_moment_make_one(sessions: Sessions, user_id: int) -> None:
    def take(_: int) -> bool:
        with writing(sessions) as session:
            mine = keys.take(session, user_id, "one", "") is None
            if mine:
                keys.keep(session, user_id, "one", 7)
            return mine

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, range(8))) == 1


def _yesterday() -> dt.datetime:
    return dt.datetime.now(dt.UTC) - keys.KEPT - dt.timedelta(seconds=1)
