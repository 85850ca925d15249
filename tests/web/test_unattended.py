"""What nobody waits for lets whatever somebody waits for go first."""

import pytest

from raconteur.store import pieces, turns
from raconteur.store.base import Sessions, writing
from tests.conftest import Api
from tests.web.test_stories import begin, finish


def next_turn(sessions: Sessions) -> int:
    with writing(sessions) as session:
        found = turns.next_id(session, 9)
        assert found is not None
        assert pieces.claim(session, found)
        return found


def test_a_story_asked_for_later_is_written_before_one_that_nobody_waits_for(
    api: Api, sessions: Sessions
) -> None:
    run = [begin(api, unattended=True) for _ in range(2)]
    ours = begin(api)
    assert ours["passages"][0]["unattended"] is False
    assert [each["passages"][0]["unattended"] for each in run] == [True, True]
    heads = [ours["head"], run[0]["head"], run[1]["head"]]
    assert [next_turn(sessions) for _ in range(3)] == heads


def test_a_further_part_too(api: Api, sessions: Sessions) -> None:
    stories = [begin(api) for _ in range(2)]
    for story in stories:
        finish(sessions, story["head"], "One.")
    late, soon = (
        api.post(f"/api/stories/{story['id']}/passages", json={"unattended": unattended}).json
        for story, unattended in zip(stories, (True, False), strict=True)
    )
    assert [next_turn(sessions) for _ in range(2)] == [soon["head"], late["head"]]


def test_who_stands_before_whom_is_told_accordingly(api: Api) -> None:
    begin(api, unattended=True)
    begin(api)
    [ours] = begin(api)["passages"]
    [run] = begin(api, unattended=True)["passages"]
    assert (ours["queue"]["ahead"], run["queue"]["ahead"]) == (1, 3)


def test_somebody_waits_for_what_they_let_go_on_and_for_another_take(
    api: Api, sessions: Sessions
) -> None:
    story = begin(api, unattended=True)
    finish(sessions, story["head"], "One.", state="failed")
    [again] = api.post(f"/api/passages/{story['head']}/resume").json["passages"]
    assert again["unattended"] is False
    finish(sessions, story["head"], " Two.")
    [take] = api.post(f"/api/passages/{story['head']}/retake").json["passages"]
    assert take["unattended"] is False


@pytest.mark.parametrize("value", ["yes", 1, None])
def test_it_is_yes_or_no(api: Api, value: object) -> None:
    answer = api.post("/api/stories", json={"prompt": "A bear", "unattended": value})
    assert answer.status_code == 422
    assert "unattended" in answer.json["errors"]
