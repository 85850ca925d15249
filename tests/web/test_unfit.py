"""What is not for its readers is refused kindly, and noted for whoever answers for them."""

from raconteur.store.base import Sessions
from tests.conftest import Api
from tests.web.test_stories import begin, finish

UNFIT = {"prompt": "A bear who kills the fox with a knife"}
KEY = {"Idempotency-Key": "one"}


def reader(api: Api, **more: object) -> int:
    found: int = api.post("/api/readers", json={"name": "Mia", "age": 5, **more}).json["id"]
    return found


def test_a_wish_that_is_not_fit_is_a_problem_with_its_reasons(api: Api) -> None:
    answer = api.post("/api/stories", json={**UNFIT, "reader_ids": [reader(api)]})
    assert answer.status_code == 422
    problem = answer.json
    assert problem["type"] == "urn:raconteur:problem:unfit"
    assert "violence" in problem["reasons"]
    assert problem["detail"].startswith("This would be")
    assert "errors" not in problem
    assert api.get("/api/stories").json == []


def test_a_refusal_is_not_remembered_as_made(api: Api) -> None:
    mia = reader(api)
    body = {**UNFIT, "reader_ids": [mia]}
    for _ in range(2):
        assert api.post("/api/stories", json=body, headers=KEY).status_code == 422
    api.patch(f"/api/readers/{mia}", json={"age": 40})
    made = api.post("/api/stories", json=body, headers=KEY)
    assert made.status_code == 202
    api.patch(f"/api/readers/{mia}", json={"age": 5})
    again = api.post("/api/stories", json=body, headers=KEY)
    assert (again.status_code, again.json["id"]) == (202, made.json["id"])


def test_what_should_happen_next_is_judged_too(api: Api, sessions: Sessions) -> None:
    story = begin(api, reader_ids=[reader(api)])
    finish(sessions, story["head"], "Once.")
    path = f"/api/stories/{story['id']}/passages"
    answer = api.post(path, json={"instruction": UNFIT["prompt"]}, headers=KEY)
    assert (answer.status_code, answer.json["type"]) == (422, "urn:raconteur:problem:unfit")
    assert api.post(path, json={"instruction": "They have soup"}).status_code == 202
    [note] = api.get("/api/notes").json
    assert (note["story_id"], note["where"]) == (story["id"], "request")


def test_the_notes_say_what_was_held_back_and_why(api: Api) -> None:
    mia = reader(api)
    for prompt in ("A murder with an axe", UNFIT["prompt"]):
        api.post("/api/stories", json={"prompt": prompt, "reader_ids": [mia]})
    newest, oldest = api.get("/api/notes").json
    assert newest["text"].startswith(UNFIT["prompt"])
    assert oldest["text"].startswith("A murder with an axe")
    assert (newest["where"], newest["band"], newest["story_id"]) == ("request", "3-5", None)
    assert newest["user"]["name"] == "local"
    reason = next(each for each in newest["reasons"] if each["category"] == "violence")
    assert (reason["by"], bool(reason["words"])) == ("rules", True)
    page = api.get("/api/notes?limit=1")
    assert page.json == [newest]
    assert api.get(f"/api/notes?limit=1&before={newest['id']}").json == [oldest]


def test_a_storys_band_and_what_is_held_are_shown(api: Api) -> None:
    story = begin(api, reader_ids=[reader(api, preview=True)])
    assert story["band"] == "3-5"
    assert story["passages"][0]["held"] in (True, False)
    assert begin(api)["band"] == "adult"
