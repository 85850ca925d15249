"""Continuing, another take, stopping, going on, editing, looking back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from raconteur.store import passages, pieces
from raconteur.store.base import Sessions, writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story
from tests.conftest import Api, Told
from tests.web.test_stories import begin, finish


def done(api: Api, sessions: Sessions, text: str = "One.") -> tuple[int, int]:
    """A finished story's id and its passage's."""
    story = begin(api)
    finish(sessions, story["head"], text)
    return story["id"], story["head"]


def test_continuing_adds_a_child_with_the_wish(api: Api, sessions: Sessions, told: Told) -> None:
    story_id, first = done(api, sessions)
    answer = api.post(f"/api/stories/{story_id}/passages", json={"instruction": "It rains"})
    assert answer.status_code == 202
    one, two = answer.json["passages"]
    assert (two["parent"], two["kind"], two["instruction"]) == (first, "continuation", "It rains")
    assert (one["position"], two["position"]) == (0, 1)
    assert told.rung[-1] == two["id"]


def test_a_story_whose_model_is_gone_goes_on_with_the_default_one(
    api: Api, sessions: Sessions
) -> None:
    story_id, _ = done(api, sessions)
    with writing(sessions) as session:
        session.get_one(Story, story_id).model = "ollama:gone"
    one, two = api.post(f"/api/stories/{story_id}/passages", json={}).json["passages"]
    assert (one["model_name"], two["model"], two["model_name"]) == ("Small", "bundled", "Small")


@pytest.mark.parametrize("what", ["title", "text"])
def test_of_two_who_change_the_same_at_the_same_moment_the_second_is_told(
    api: Api, sessions: Sessions, what: str
) -> None:
    story_id, first = done(api, sessions)
    path = f"/api/stories/{story_id}" if what == "title" else f"/api/passages/{first}"
    seen = api.get(f"/api/stories/{story_id}").json
    revision = seen["revision"] if what == "title" else seen["passages"][0]["revision"]
    with ThreadPoolExecutor() as threads:
        with writing(sessions) as session:
            story = session.get_one(Story, story_id, with_for_update=True)
            asked = threads.submit(api.patch, path, json={what: "Mine", "revision": revision})
            with pytest.raises(TimeoutError):
                asked.result(0.3)
            story.revision += 1
            passages.keep_revision(session, session.get_one(Passage, first), "person")
        assert asked.result(10).status_code == 409


def test_a_story_is_written_in_one_place_at_a_time(api: Api, sessions: Sessions) -> None:
    story_id, first = done(api, sessions)
    api.post(f"/api/stories/{story_id}/passages", json={})
    assert api.post(f"/api/stories/{story_id}/passages", json={}).status_code == 409
    assert api.post(f"/api/passages/{first}/retake").status_code == 409


def test_another_take_is_a_sibling_and_the_first_one_stays(api: Api, sessions: Sessions) -> None:
    story_id, first = done(api, sessions)
    story = api.post(f"/api/passages/{first}/retake").json
    [shown] = story["passages"]
    assert shown["id"] != first
    assert shown["takes"] == [first, shown["id"]]
    finish(sessions, shown["id"], "Two.")
    story = api.get(f"/api/stories/{story_id}").json
    back = api.patch(
        f"/api/stories/{story_id}", json={"head": first, "revision": story["revision"]}
    ).json
    assert [each["text"] for each in back["passages"]] == ["One."]


def test_each_take_names_the_head_that_shows_what_followed_it(api: Api, sessions: Sessions) -> None:
    story_id, first = done(api, sessions)
    second = api.post(f"/api/stories/{story_id}/passages", json={}).json["head"]
    finish(sessions, second, "And then.")
    other = api.post(f"/api/passages/{first}/retake").json["head"]
    finish(sessions, other, "Two.")
    story = api.get(f"/api/stories/{story_id}").json
    [shown] = story["passages"]
    assert (shown["takes"], shown["take_heads"]) == ([first, other], [second, other])
    back = api.patch(
        f"/api/stories/{story_id}",
        json={"head": shown["take_heads"][0], "revision": story["revision"]},
    ).json
    assert [each["text"] for each in back["passages"]] == ["One.", "And then."]


def test_stop_ends_a_passage_whoever_writes_it(api: Api, sessions: Sessions) -> None:
    story = begin(api)
    passage_id = story["head"]
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id)
        assert fence
        pieces.grow(session, pieces.Growth(passage_id, fence, 0, "Once", [], None, None))
    stopped = api.post(f"/api/passages/{passage_id}/stop")
    assert (stopped.status_code, stopped.json["state"], stopped.json["text"]) == (
        202,
        "stopped",
        "Once",
    )
    with writing(sessions) as session:
        late = pieces.Growth(passage_id, fence, 4, " more", [], None, None)
        assert not pieces.grow(session, late)
    assert api.post(f"/api/passages/{passage_id}/stop").json["text"] == "Once"


def test_a_stopped_passage_goes_on_with_its_text_kept(
    api: Api, sessions: Sessions, told: Told
) -> None:
    _, passage_id = done(api, sessions)
    assert api.post(f"/api/passages/{passage_id}/resume").status_code == 409
    story = begin(api)
    passage_id = story["head"]
    finish(sessions, passage_id, "Once", state="failed")
    [resumed] = api.post(f"/api/passages/{passage_id}/resume").json["passages"]
    assert (resumed["state"], resumed["text"], resumed["error"]) == ("queued", "Once", None)
    assert told.rung[-1] == passage_id


def test_an_edit_keeps_every_text_the_passage_had(api: Api, sessions: Sessions) -> None:
    _, passage_id = done(api, sessions, "One day.")
    edit = api.patch(f"/api/passages/{passage_id}", json={"text": "One fine day.", "revision": 1})
    assert (edit.json["text"], edit.json["revision"]) == ("One fine day.", 2)
    found = api.get(f"/api/passages/{passage_id}/revisions").json
    assert [(each["n"], each["text"]) for each in found] == [(2, "One fine day."), (1, "One day.")]
    assert found[0]["author"] == "person"


def test_an_edit_of_an_old_revision_is_a_conflict(api: Api, sessions: Sessions) -> None:
    _, passage_id = done(api, sessions)
    api.patch(f"/api/passages/{passage_id}", json={"text": "Two.", "revision": 1})
    late = api.patch(f"/api/passages/{passage_id}", json={"text": "Three.", "revision": 1})
    assert (late.status_code, late.json["type"]) == (409, "urn:raconteur:problem:changed")
    assert api.get(f"/api/passages/{passage_id}/revisions").json[0]["text"] == "Two."


def test_only_a_finished_passage_is_edited(api: Api) -> None:
    story = begin(api)
    path = f"/api/passages/{story['head']}"
    early = api.patch(path, json={"text": "x", "revision": 0})
    assert (early.status_code, early.json["type"]) == (409, "urn:raconteur:problem:writing")


def test_origins_cover_the_text(api: Api, sessions: Sessions) -> None:
    story = begin(api)
    passage_id = story["head"]
    spans: list[dict[str, object]] = [
        {"length": 4, "author": "talebook", "chooser": "talebook"},
        {"length": 3, "author": "talebook", "chooser": "model"},
    ]
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id)
        assert fence
        pieces.grow(session, pieces.Growth(passage_id, fence, 0, "A bee.!", spans, None, None))
    found = api.get(f"/api/passages/{passage_id}/origins").json["spans"]
    assert [(each["start"], each["length"], each["chooser"]) for each in found] == [
        (0, 4, "talebook"),
        (4, 3, "model"),
    ]


def test_unknown_passages_are_not_found(api: Api) -> None:
    for call in ("retake", "resume", "stop"):
        assert api.post(f"/api/passages/99/{call}").status_code == 404
    assert api.get("/api/passages/99/origins").status_code == 404
