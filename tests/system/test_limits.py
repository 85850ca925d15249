"""A cap reached while a story is written, a killed server, more room: each word comes once."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.parts.waiting import eventually
from tests.system.serving import Serving, events

LIMITS: dict[str, Any] = {
    "tokens_a_day": None,
    "cost_a_month": None,
    "each_tokens_a_day": None,
    "currency": "EUR",
    "prices": [{"model": "url", "prompt": 1, "completion": 2}],
}
Event = dict[str, Any]


# Tokens a second: so few that most of a story is still to come when its writer is next counted.
PACE = 50


@pytest.fixture(scope="module")
def fake() -> Iterator[ScriptedServer]:
    with ScriptedServer(numbered=True, pace=PACE) as server:
        yield server


@pytest.fixture(scope="module")
def server(fake: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    home: Path = tmp_path_factory.mktemp("limits")
    with Serving(home, RACONTEUR_MODEL_URL=fake.url) as running:
        yield running


def read(
    server: Serving, story: int, cursor: str, until: Callable[[Event], bool]
) -> tuple[str, str]:
    """The text that a reader is sent after their cursor, and their cursor then."""
    text, headers = "", {"Last-Event-ID": cursor} if cursor else {}
    path = f"/api/stories/{story}/events"
    with server.api.stream("GET", path, headers=headers, timeout=60) as stream:
        for event in events(stream.iter_lines()):
            cursor = event.get("id", cursor)
            text += event["data"].get("text", "") if event["event"] == "text" else ""
            if until(event):
                break
    return text, cursor


def is_(state: str) -> Callable[[Event], bool]:
    return lambda event: event["event"] == "state" and event["data"]["state"] == state


def used(server: Serving) -> tuple[int, int, float]:
    [row] = server.api.get("/api/usage").json()
    return row["prompt_tokens"], row["completion_tokens"], row["cost"]


def test_a_cap_a_killed_server_and_more_room(server: Serving, fake: ScriptedServer) -> None:
    server.api.put("/api/limits", json={**LIMITS, "tokens_a_day": 900}).raise_for_status()
    wish = {"prompt": "A bear", "model": "url", "craft": "free", "length_words": 600}
    story = server.begin(**wish)["id"]
    text, cursor = read(server, story, "", is_("paused"))
    assert text
    eventually(lambda: fake.seen()["active"] == 0)
    [passage] = server.story(story)["passages"]
    assert (passage["state"], passage["text"]) == ("paused", text)
    assert passage["error"]["code"] == "server_cap"

    server.kill()
    server.start()
    assert server.story(story)["passages"][0]["state"] == "paused"
    before = used(server)
    # Counted every two seconds, in which each new paragraph is asked for with all that came before.
    assert 900 <= sum(before[:2]) < 900 + 2 * 1_000
    assert before[1] < 300
    assert before[2] == pytest.approx((before[0] + 2 * before[1]) / 1e6)

    server.api.put("/api/limits", json=LIMITS).raise_for_status()
    more, cursor = read(server, story, cursor, lambda event: event["event"] == "text")
    server.kill()
    server.start()
    rest, _ = read(server, story, cursor, is_("done"))
    whole = text + more + rest
    assert whole == server.story(story)["passages"][0]["text"]
    numbers = [int(found) for found in re.findall(r"\bw(\d+)\b", whole)]
    assert numbers == list(range(len(numbers)))
    after = used(server)
    # A killed process takes the last two seconds' count along, at most.
    assert after[1] >= len(numbers) - 2 * 2 * PACE
    assert after[0] > before[0]
