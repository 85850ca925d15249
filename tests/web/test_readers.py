"""Readers: added, changed, removed, remembered by the stories they were in."""

import pytest

from tests.conftest import Api

ZOE = {"name": "Zoé", "age": 5, "language": "fr", "likes": ["hedgehogs"], "avoid": ["spiders"]}


def test_a_reader_is_kept_as_given(api: Api) -> None:
    made = api.post("/api/readers", json=ZOE).json
    assert {name: made[name] for name in ZOE} == ZOE
    assert api.get("/api/readers").json == [made]


def test_a_patch_leaves_the_rest_alone(api: Api) -> None:
    made = api.post("/api/readers", json=ZOE).json
    changed = api.patch(f"/api/readers/{made['id']}", json={"age": 6}).json
    assert (changed["age"], changed["likes"]) == (6, ["hedgehogs"])


def test_a_removed_reader_stays_in_the_stories_written_for_them(api: Api) -> None:
    made = api.post("/api/readers", json=ZOE).json
    story = api.post("/api/stories", json={"prompt": "A bear", "reader_ids": [made["id"]]}).json
    assert api.delete(f"/api/readers/{made['id']}").status_code == 204
    again = api.get(f"/api/stories/{story['id']}").json
    assert again["readers"] == [{"id": made["id"], "name": "Zoé"}]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"age": -1}, "age"),
        ({"age": 121}, "age"),
        ({"age": "5"}, "age"),
        ({"age": True}, "age"),
        ({"likes": "cats"}, "likes"),
        ({"likes": [""]}, "likes.0"),
        ({"avoid": ["x"] * 31}, "avoid"),
    ],
)
def test_bad_input_names_the_field(api: Api, change: dict[str, object], field: str) -> None:
    answer = api.post("/api/readers", json={**ZOE, **change})
    assert answer.status_code == 422
    assert field in answer.json["errors"]
