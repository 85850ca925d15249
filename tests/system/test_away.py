"""A model that goes away while the server runs delays its stories and fails none."""

import time
from collections.abc import Callable
from pathlib import Path

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving, events

SECONDS = 25.0


def until(found: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_story_begun_while_its_model_was_away_is_written_when_it_is_back(tmp_path: Path) -> None:
    with (
        ScriptedServer(parameters=8e9) as model,
        Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server,
    ):
        assert server.api.get("/readyz").json() == {"status": "ok", "parts": {"model": "ok"}}
        model.stop()
        story = server.begin(craft="free", length_words=100, model="url")
        read, told = "", []
        path = f"/api/stories/{story['id']}/events"
        with server.api.stream("GET", path, timeout=SECONDS) as stream:
            for event in events(stream.iter_lines()):
                if event["event"] == "text":
                    read += event["data"]["text"]
                elif event["event"] == "state":
                    error = event["data"]["error"]
                    told.append((event["data"]["state"], error and error["code"]))
                    if error and told.count(told[-1]) == 1:
                        assert_it_is_known(server, story["id"])
                        model.start()
                if event.get("id", "").endswith(":end"):
                    break
        [passage] = server.story(story["id"])["passages"]
        assert (passage["state"], passage["text"], passage["error"]) == ("done", read, None)
        assert told[-2:] == [("writing", None), ("done", None)]
        until(lambda: server.api.get("/readyz").json()["status"] == "ok")


def assert_it_is_known(server: Serving, story_id: int) -> None:
    """That the model is away, also to those who come now."""
    [passage] = server.story(story_id)["passages"]
    assert (passage["state"], passage["error"]["code"]) == ("writing", "waiting")
    answer = server.api.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "waiting", "parts": {"model": "away"}}


def test_one_that_dies_in_the_middle_is_followed_in_the_same_sentence(tmp_path: Path) -> None:
    with (
        ScriptedServer(parameters=8e9, numbered=True, pace=60) as model,
        Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server,
    ):
        story = server.begin(craft="free", length_words=150, model="url")
        until(lambda: "w20" in server.story(story["id"])["passages"][0]["text"])
        model.stop()
        until(lambda: server.story(story["id"])["passages"][0]["error"] is not None)
        model.start()
        [passage] = server.until_final(story["id"])["passages"]
        assert passage["state"] == "done"
        words = passage["text"].replace(".", "").split()
        assert words == [f"w{n}" for n in range(len(words))]


def test_stopping_one_that_waits_takes_no_second_and_so_does_ending(tmp_path: Path) -> None:
    with (
        ScriptedServer(parameters=8e9) as model,
        Serving(tmp_path, RACONTEUR_MODEL_URL=model.url, RACONTEUR_WRITERS="1") as server,
    ):
        model.stop()
        first, second = (server.begin(craft="free", model="url") for _ in range(2))

        def waits(story: dict[str, object]) -> bool:
            return server.story(int(str(story["id"])))["passages"][0]["error"] is not None

        until(lambda: waits(first))
        began = time.monotonic()
        assert server.api.post(f"/api/passages/{first['head']}/stop").json()["state"] == "stopped"
        until(lambda: server.story(second["id"])["passages"][0]["state"] == "writing")
        assert time.monotonic() - began < 1.5
        until(lambda: waits(second))
        assert server.interrupt() < 5
