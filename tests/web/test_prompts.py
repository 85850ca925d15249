"""The library of prompts, as a simple client uses it."""

import pytest

from tests.conftest import Api


def test_a_simple_client_adds_lists_and_deletes(api: Api) -> None:
    made = api.post("/api/prompts", json={"content": "A hedgehog called Pip"})
    assert made.status_code == 201
    assert made.headers["Location"] == f"prompts/{made.json['id']}"
    assert api.get("/api/prompts").json == [made.json]
    assert api.delete(f"/api/prompts/{made.json['id']}").status_code == 204
    assert api.get("/api/prompts").json == []


def test_the_list_is_whole_unless_a_limit_is_given(api: Api) -> None:
    ids = [api.post("/api/prompts", json={"content": f"Idea {n}"}).json["id"] for n in range(25)]
    assert [each["id"] for each in api.get("/api/prompts").json] == ids[::-1]
    page = api.get("/api/prompts?limit=20")
    assert len(page.json) == 20
    assert page.headers["Link"] == f'<?limit=20&before={ids[5]}>; rel="next"'
    rest = api.get("/api/prompts" + page.headers["Link"].split(">")[0][1:])
    assert [each["id"] for each in rest.json] == ids[4::-1]
    assert "Link" not in rest.headers


def test_a_prompt_is_changed_in_the_fields_given(api: Api) -> None:
    made = api.post("/api/prompts", json={"content": "One", "title": "T", "language": "fr"}).json
    changed = api.patch(f"/api/prompts/{made['id']}", json={"content": "Two", "title": None}).json
    assert (changed["content"], changed["title"], changed["language"]) == ("Two", None, "fr")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "content"),
        ({"content": ""}, "content"),
        ({"content": "  \n "}, "content"),
        ({"content": "x" * 20_001}, "content"),
        ({"content": "a\x00b"}, "content"),
        ({"content": "a\x1b[31m"}, "content"),
        ({"content": 5}, "content"),
        ({"content": None}, "content"),
        ({"content": "ok", "language": "xx"}, "language"),
        ({"content": "ok", "title": "a\u0007"}, "title"),
    ],
)
def test_bad_input_names_the_field(api: Api, body: object, field: str) -> None:
    answer = api.post("/api/prompts", json=body)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert field in answer.json["errors"]


def test_a_body_that_is_no_object_is_refused(api: Api) -> None:
    assert api.post("/api/prompts", json=["a"]).status_code == 422
    assert api.post("/api/prompts", json="a").status_code == 422


def test_broken_json_is_a_400_problem(api: Api) -> None:
    answer = api.post("/api/prompts", data="{no", content_type="application/json")
    assert (answer.status_code, answer.json["title"]) == (400, "Bad Request")


def test_a_body_over_a_megabyte_is_refused(api: Api) -> None:
    answer = api.post("/api/prompts", json={"content": "x" * 1_000_001})
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")


def test_what_is_not_there_is_a_404_problem(api: Api) -> None:
    for answer in (
        api.patch("/api/prompts/99", json={"content": "x"}),
        api.delete("/api/prompts/99"),
        api.get("/api/nothing"),
    ):
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"


def test_a_number_beyond_any_id_is_not_there_either(api: Api) -> None:
    assert api.delete("/api/prompts/99999999999999999999999").status_code == 404


def test_the_wrong_method_is_a_405_problem_with_allow(api: Api) -> None:
    answer = api.put("/api/prompts", json={})
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
