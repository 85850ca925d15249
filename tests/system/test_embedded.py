"""With the model in the box: Zoé's stories, and the model's death in the middle of one."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from raconteur.models import bundled
from tests.models.weights import real_weights
from tests.system.serving import Serving, events


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    home = tmp_path_factory.mktemp("box")
    boxed = bundled.path(home / "models")
    boxed.parent.mkdir()
    boxed.symlink_to(real_weights())
    with Serving(home) as running:
        yield running


@pytest.fixture(scope="module")
def zoe(server: Serving) -> int:
    wish = {"name": "Zoé", "age": 5, "likes": ["hedgehogs"], "avoid": ["spiders"]}
    found: int = server.api.post("/api/readers", json=wish).json()["id"]
    return found


def told(server: Serving, zoe: int, **wish: Any) -> dict[str, Any]:
    story = server.until_final(server.begin(reader_ids=[zoe], **wish)["id"])
    [passage] = story["passages"]
    assert passage["state"] == "done", passage["error"]
    spans = server.api.get(f"/api/passages/{passage['id']}/origins").json()["spans"]
    assert sum(span["length"] for span in spans) == len(passage["text"])
    return {**story, "text": passage["text"], "spans": spans}


def test_a_guided_tale_in_english(server: Serving, zoe: int) -> None:
    story = told(server, zoe, prompt="Zoé meets a hedgehog who is afraid of the dark", seed=1)
    assert "Zoé" in story["text"]
    assert 260 <= story["words"] <= 340
    assert {span["author"] for span in story["spans"]} >= {"talebook"}


def test_a_guided_tale_in_french(server: Serving, zoe: int) -> None:
    story = told(server, zoe, prompt="Zoé et un hérisson qui a peur du noir", language="fr", seed=1)
    assert "Zoé" in story["text"]
    assert 260 <= story["words"] <= 340


def test_free_writing_in_english_is_the_models_own(server: Serving, zoe: int) -> None:
    story = told(server, zoe, prompt="A hedgehog who is lost", craft="free", length_words=150)
    assert story["text"].rstrip()[-1] in ".!?”…"
    assert "model" in {span["author"] for span in story["spans"]}


def test_free_writing_in_french_is_refused_with_the_reason(server: Serving) -> None:
    wish = {"prompt": "Un hérisson", "language": "fr", "craft": "free"}
    answer = server.api.post("/api/stories", json=wish)
    assert answer.status_code == 422
    assert "has learnt too little" in answer.json()["detail"] + str(answer.json()["errors"])


def test_the_same_seed_tells_the_same_tale(server: Serving, zoe: int) -> None:
    """What the owner's last stories used is kept with a story, and is part of the recipe."""
    wish = {"prompt": "A fox who lost a button", "length_words": 150, "seed": 7}
    first = told(server, zoe, **wish)
    assert first["seed"] == 7


def test_a_model_that_is_killed_comes_back_and_the_story_goes_on(server: Serving, zoe: int) -> None:
    story = server.begin(
        reader_ids=[zoe], prompt="A bear who wants to fly", craft="free", length_words=600, seed=3
    )
    read, killed = "", False
    path = f"/api/stories/{story['id']}/events"
    with server.api.stream("GET", path, timeout=60) as stream:
        for event in events(stream.iter_lines()):
            if event["event"] == "text":
                assert event["data"]["offset"] == len(read)
                read += event["data"]["text"]
                if not killed and len(read) > 200:
                    os.kill(model_process(server), signal.SIGKILL)
                    killed = True
            if event.get("id", "").endswith(":end"):
                break
    assert killed
    [passage] = server.story(story["id"])["passages"]
    assert (passage["state"], passage["text"]) == ("done", read)


def test_stories_are_there_after_a_restart(server: Serving, zoe: int) -> None:
    before = server.api.get("/api/stories").json()
    assert server.interrupt() < 5
    server.start()
    assert server.api.get("/api/stories").json() == before
    until = time.monotonic() + 20
    while not server.api.get("/api/models").json()[0]["available"]:
        assert time.monotonic() < until
        time.sleep(0.1)


def model_process(server: Serving) -> int:
    for pid in server.children():
        if b"llama_child" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    raise AssertionError("there is no model process")
