"""The event stream: what was written before, then what is being written, each character once."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from raconteur.engine.bus import Bus
from raconteur.models.registry import Models
from raconteur.services.acting import Event, Visitor
from raconteur.store import pieces
from raconteur.store.base import Sessions, writing
from raconteur.web.door import VISITOR
from raconteur.web.stream import Stream
from raconteur.web.wiring import Wiring
from tests.conftest import Api, Told
from tests.web.test_stories import begin, finish

Watched = Callable[[Any], None]


def test_a_story_that_is_not_there_is_a_404_problem(watched: Watched) -> None:
    async def scene(watch: Any) -> None:
        reader = watch(99)
        await reader.until(lambda it: it.status == 404)
        assert reader.headers[b"content-type"] == b"application/problem+json"

    watched(scene)


def test_a_finished_story_comes_from_its_start_and_the_stream_stays_open(
    watched: Watched, api: Api, sessions: Sessions
) -> None:
    story = begin(api)
    finish(sessions, story["head"], "Zoé 🦔.")

    async def scene(watch: Any) -> None:
        reader = watch(story["id"])
        await reader.until(lambda it: len(it.events) == 2)
        assert reader.headers[b"content-type"].startswith(b"text/event-stream")
        assert reader.headers[b"x-accel-buffering"] == b"no"
        text, state = reader.events
        assert text == {
            "event": "text",
            "id": f"{story['head']}:6",
            "data": {"passage": story["head"], "offset": 0, "text": "Zoé 🦔."},
        }
        assert state["id"] == f"{story['head']}:6:end"
        assert state["data"] == {"passage": story["head"], "state": "done", "error": None}
        await reader.leave()

    watched(scene)


def test_what_is_written_while_watching_arrives_once_in_order(
    watched: Watched, api: Api, sessions: Sessions, bus: Bus
) -> None:
    story = begin(api)
    passage_id = story["head"]

    def grow(fence: int, offset: int, text: str) -> None:
        with writing(sessions) as session:
            assert pieces.grow(
                session, pieces.Growth(passage_id, fence, offset, text, [], None, None)
            )
        bus.publish(story["id"], Event("text", passage_id, offset=offset, text=text))

    async def scene(watch: Any) -> None:
        with writing(sessions) as session:
            fence = pieces.claim(session, passage_id)
        assert fence
        grow(fence, 0, "Once ")
        reader = watch(story["id"])
        await reader.until(lambda it: it.text == "Once ")
        grow(fence, 5, "there ")
        await reader.until(lambda it: it.text == "Once there ")
        # Lost on the way: the next event does not join on, and the database heals it.
        with writing(sessions) as session:
            growth = pieces.Growth(passage_id, fence, 11, "was ", [], None, None)
            assert pieces.grow(session, growth)
        grow(fence, 15, "a bear.")
        await reader.until(lambda it: it.text == "Once there was a bear.")
        await reader.leave()

    watched(scene)


def test_an_end_that_nobody_told_of_is_found(
    watched: Watched, api: Api, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("raconteur.web.stream.QUIET_S", 0.05)
    story = begin(api)

    async def scene(watch: Any) -> None:
        reader = watch(story["id"])
        await reader.until(lambda it: it.status == 200)
        # Its writer was killed after the commit.
        finish(sessions, story["head"], "Once there was.")
        await reader.until(lambda it: it.events and it.events[-1]["data"].get("state") == "done")
        assert reader.text == "Once there was."
        await reader.leave()

    watched(scene)


def test_what_is_paused_is_told_and_followed_on_when_it_goes_on(
    watched: Watched, api: Api, sessions: Sessions, bus: Bus
) -> None:
    limits: dict[str, object] = {
        "tokens_a_day": 0, "cost_a_month": None, "each_tokens_a_day": None, "currency": "EUR",
        "prices": [],
    }  # fmt: skip
    story = begin(api)
    passage = story["head"]
    finish(sessions, passage, "Once ", "stopped")
    assert api.put("/api/limits", json=limits).status_code == 200
    assert api.post(f"/api/passages/{passage}/resume").json["state"] == "paused"

    async def scene(watch: Any) -> None:
        reader = watch(story["id"])
        await reader.until(lambda it: len(it.events) == 2)
        state = reader.events[-1]
        assert "id" not in state
        assert (state["data"]["state"], state["data"]["error"]["code"]) == ("paused", "server_cap")
        await asyncio.to_thread(api.put, "/api/limits", json={**limits, "tokens_a_day": None})
        bus.publish(story["id"], Event("state", passage, state="queued"))
        finish(sessions, passage, "there was.", offset=5)
        bus.publish(story["id"], Event("text", passage, offset=5, text="there was."))
        bus.publish(story["id"], Event("state", passage, state="done", length=15))
        await reader.until(lambda it: it.events[-1]["data"].get("state") == "done")
        assert reader.text == "Once there was."
        await reader.leave()

    watched(scene)


def test_who_comes_back_gets_only_the_rest(watched: Watched, api: Api, sessions: Sessions) -> None:
    story = begin(api)
    finish(sessions, story["head"], "Once there was.")

    async def scene(watch: Any) -> None:
        for how in ({"last_event_id": f"{story['head']}:5"}, {"after": f"{story['head']}:5"}):
            reader = watch(story["id"], **how)
            await reader.until(lambda it: len(it.events) == 2)
            assert reader.text == "there was."
            await reader.leave()

    watched(scene)


def test_who_saw_it_fail_gets_what_was_written_until_it_failed_again(
    watched: Watched, api: Api, sessions: Sessions
) -> None:
    story = begin(api)
    passage = story["head"]
    finish(sessions, passage, "Once ", "failed")
    api.post(f"/api/passages/{passage}/resume")
    finish(sessions, passage, "there was.", "failed", offset=5)

    async def scene(watch: Any) -> None:
        reader = watch(story["id"], last_event_id=f"{passage}:5:end")
        await reader.until(lambda it: len(it.events) == 2)
        assert reader.text == "there was."
        assert reader.events[-1]["id"] == f"{passage}:15:end"
        await reader.leave()

    watched(scene)


def test_who_was_away_while_it_was_edited_is_told_to_fetch_it(
    watched: Watched, api: Api, sessions: Sessions
) -> None:
    story = begin(api)
    passage = story["head"]
    finish(sessions, passage, "Once there was.")
    api.patch(f"/api/passages/{passage}", json={"text": "Twice.", "revision": 1})

    async def scene(watch: Any) -> None:
        for cursor in (f"{passage}:5", f"{passage}:15:end"):
            reader = watch(story["id"], last_event_id=cursor)
            await reader.until(lambda it: it.events)
            assert reader.text == ""
            assert reader.events[0]["data"] == {"passage": passage, "revision": 2}
            await reader.leave()

    watched(scene)


def test_who_comes_while_the_server_ends_is_not_kept(
    api: Api, models: Models, sessions: Sessions, user_id: int, told: Told, bus: Bus
) -> None:
    story = begin(api)
    wiring = Wiring(told.rung.append, bus.publish, models, sessions, bus.subscribe, user_id)
    sent = []

    async def still_there() -> dict[str, str]:
        return await asyncio.Future()

    async def send(message: Any) -> None:
        sent.append(message["type"])

    async def come() -> None:
        stream = Stream(wiring)
        stream.close()
        scope: dict[str, Any] = {
            "headers": [],
            "query_string": b"",
            VISITOR: Visitor(user_id),
        }
        async with asyncio.timeout(10):
            await stream(story["id"], scope, still_there, send)

    asyncio.run(come())
    assert sent[0] == "http.response.start"
    assert not bus._by_story


def test_a_stream_that_breaks_off_is_in_the_log(
    watched: Watched, api: Api, bus: Bus, caplog: pytest.LogCaptureFixture
) -> None:
    story = begin(api)

    async def scene(watch: Any) -> None:
        reader = watch(story["id"])
        await reader.until(lambda it: it.status == 200)
        bus.publish(story["id"], Event("state", story["head"], state="queued", error={"code": {1}}))
        await reader.ended()

    watched(scene)
    assert "a stream broke off" in caplog.text


def test_closing_the_page_leaves_nobody_subscribed(watched: Watched, api: Api, bus: Bus) -> None:
    story = begin(api)

    async def scene(watch: Any) -> None:
        reader = watch(story["id"])
        await reader.until(lambda it: it.status == 200)
        await reader.leave()

    watched(scene)
    assert not bus._by_story
