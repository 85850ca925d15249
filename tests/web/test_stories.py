"""Stories by the API: begun, listed, renamed, thrown away, taken back."""

import datetime as dt
from typing import Any

import pytest

from raconteur.store import passages, pieces
from raconteur.store.base import Sessions, writing
from tests.conftest import Api, Told


def finish(
    sessions: Sessions, passage_id: int, text: str, state: str = "done", offset: int = 0
) -> None:
    """What a writer would do. `offset`: of what was written before."""
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id)
        assert fence is not None
        growth = pieces.Growth(passage_id, fence, offset, text, [], None, None)
        assert pieces.grow(session, growth)
        assert pieces.fold(session, passage_id, fence, state, None)


def begin(api: Api, **wish: object) -> dict[str, Any]:
    answer = api.post("/api/stories", json={"prompt": "A bear who is lost", **wish})
    assert answer.status_code == 202, answer.json
    found: dict[str, Any] = answer.json
    return found


def test_a_story_is_queued_and_somebody_is_told(api: Api, told: Told) -> None:
    story = begin(api)
    [passage] = story["passages"]
    assert passage["state"] == story["state"] == "queued"
    assert passage["queue"] == {"ahead": 0, "seconds": 0}
    assert story["head"] == passage["id"]
    assert told.rung == [passage["id"]]
    assert (story["craft"], story["language"], story["length_words"]) == ("guided", "en", 300)


def test_who_waits_is_told_how_many_are_before_and_about_how_long(
    api: Api, sessions: Sessions
) -> None:
    written = begin(api)["head"]
    finish(sessions, written, "Done.")
    with writing(sessions) as session:
        row = session.get_one(passages.Passage, written)
        assert row.started_at is not None
        # Not what it took here: a busy machine takes longer.
        row.finished_at = row.started_at + dt.timedelta(seconds=20)
    begin(api)
    [waiting] = begin(api)["passages"]
    assert waiting["queue"] == {"ahead": 1, "seconds": 40}


def test_a_story_may_begin_from_a_prompt_in_the_library(api: Api) -> None:
    prompt = api.post("/api/prompts", json={"content": "An owl"}).json
    story = api.post("/api/stories", json={"prompt_id": prompt["id"]}).json
    assert story["prompt"] == "An owl"


def test_the_defaults_come_from_the_configuration(api: Api) -> None:
    config = {**api.get("/api/config").json, "language": "fr", "length_words": 200, "tone": "wild"}
    assert api.put("/api/config", json=config).json == config
    story = begin(api)
    assert (story["language"], story["length_words"], story["tone"]) == ("fr", 200, "wild")


def test_what_a_model_cannot_write_is_refused_with_the_reason(api: Api) -> None:
    answer = api.post("/api/stories", json={"prompt": "x", "language": "fr", "craft": "free"})
    assert answer.status_code == 422
    assert "has learnt too little" in answer.json["errors"]["language"][0]
    large = begin(api, language="fr", craft="free", model="url")
    assert (large["model"], large["craft"]) == ("url", "free")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": "x" * 20_001}, "prompt"),
        ({"language": "xx"}, "language"),
        ({"length_words": 99}, "length_words"),
        ({"length_words": 2001}, "length_words"),
        ({"length_words": "300"}, "length_words"),
        ({"reader_ids": [99]}, "reader_ids"),
        ({"reader_ids": ["1"]}, "reader_ids.0"),
        ({"model": "gpt-99"}, "model"),
        ({"craft": "magic"}, "craft"),
        ({"seed": -1}, "seed"),
        ({"prompt_id": 1}, "body"),
    ],
)
def test_bad_input_names_the_field(api: Api, wish: dict[str, object], field: str) -> None:
    answer = api.post("/api/stories", json={"prompt": "A bear", **wish})
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_an_unknown_prompt_is_not_found(api: Api) -> None:
    assert api.post("/api/stories", json={"prompt_id": 99}).status_code == 404


def test_the_shelf_lists_newest_first_without_text(api: Api, sessions: Sessions) -> None:
    first, second = begin(api), begin(api)
    finish(sessions, first["head"], "Once there was a bear. " * 20)
    shelf = api.get("/api/stories").json
    assert [each["id"] for each in shelf] == [second["id"], first["id"]]
    assert "passages" not in shelf[0]
    assert shelf[1]["words"] == 100
    assert shelf[1]["excerpt"].startswith("Once there was")
    assert [each["id"] for each in api.get("/api/stories?state=done").json] == [first["id"]]


def test_each_state_is_a_shelf_of_its_own_a_page_at_a_time(api: Api, sessions: Sessions) -> None:
    made: dict[str, list[int]] = {state: [] for state in (*passages.FINAL, "queued", "writing")}
    for state in [*made, *made]:
        story = begin(api)
        made[state].insert(0, story["id"])
        if state in passages.FINAL:
            finish(sessions, story["head"], "Once", state=state)
        elif state == "writing":
            with writing(sessions) as session:
                assert pieces.claim(session, story["head"])
    for state, ids in made.items():
        first = api.get(f"/api/stories?state={state}&limit=1")
        rest = api.get(f"/api/stories?state={state}&limit=9&before={first.json[0]['id']}")
        assert [each["id"] for each in first.json + rest.json] == ids
        assert {each["state"] for each in first.json + rest.json} == {state}


def test_a_story_is_in_the_state_of_the_take_that_is_shown(api: Api, sessions: Sessions) -> None:
    story = begin(api)
    finish(sessions, story["head"], "Once", state="failed")
    again = api.post(f"/api/passages/{story['head']}/retake").json
    finish(sessions, again["head"], "Once more.", state="stopped")
    assert api.get("/api/stories?state=failed").json == []
    assert [each["id"] for each in api.get("/api/stories?state=stopped").json] == [story["id"]]


def test_text_being_written_is_shown_as_far_as_it_is_committed(
    api: Api, sessions: Sessions
) -> None:
    story = begin(api)
    passage_id = story["head"]
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id)
        assert fence
        pieces.grow(session, pieces.Growth(passage_id, fence, 0, "Once there", [], None, None))
        pieces.grow(session, pieces.Growth(passage_id, fence, 10, " was.", [], None, None))
    [shown] = api.get(f"/api/stories/{story['id']}").json["passages"]
    assert (shown["text"], shown["state"], shown["revision"]) == ("Once there was.", "writing", 0)


def test_a_title_given_by_a_person_stays(api: Api) -> None:
    story = begin(api)
    path = f"/api/stories/{story['id']}"
    renamed = api.patch(path, json={"title": "Bruno", "revision": story["revision"]})
    assert renamed.json["title"] == "Bruno"
    assert api.patch(path, json={"title": "Old", "revision": story["revision"]}).status_code == 409


def test_the_trash_keeps_a_story_until_it_is_emptied(api: Api, told: Told) -> None:
    story = begin(api)
    path = f"/api/stories/{story['id']}"
    assert api.delete(path + "?forever=true").status_code == 409
    assert api.delete(path).status_code == 204
    assert api.get("/api/stories").json == []
    [thrown] = api.get("/api/stories?state=trash").json
    assert thrown["deleted_at"]
    assert api.post(path + "/restore").json["deleted_at"] is None
    assert [each["id"] for each in api.get("/api/stories").json] == [story["id"]]
    api.delete(path)
    assert api.delete(path + "?forever=true").status_code == 204
    assert api.get(path).status_code == 404


def test_throwing_a_story_away_stops_its_writing(api: Api, told: Told, sessions: Sessions) -> None:
    story = begin(api)
    api.delete(f"/api/stories/{story['id']}")
    [passage] = api.get(f"/api/stories/{story['id']}").json["passages"]
    assert passage["state"] == passages.STOPPED
    with writing(sessions) as session:
        assert pieces.claim(session, passage["id"]) is None


def test_a_removed_story_never_lends_its_number_to_another(api: Api) -> None:
    story = begin(api)
    api.delete(f"/api/stories/{story['id']}")
    api.delete(f"/api/stories/{story['id']}?forever=true")
    assert begin(api)["id"] != story["id"]
