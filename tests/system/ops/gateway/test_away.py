"""When a web is away, or all are."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.parts.gateway import Gateway
from tests.parts.process import free_port
from tests.parts.standin import StandIn
from tests.system.ops.gateway.conftest import OTHER


def test_maintenance_is_said_kindly_and_ends_by_itself(gateway: Gateway, ask: httpx.Client) -> None:
    flag = Path(gateway.at.maintenance)
    flag.touch()
    try:
        shown = _until(lambda: ask.get("/", headers={"Accept": "text/html"}), 503)
        said = ask.get("/api/prompts")
    finally:
        flag.unlink()
    assert "Your stories are safe" in shown.text
    assert (said.status_code, said.headers["Retry-After"]) == (503, "5")
    assert said.json()["status"] == 503
    _until(lambda: ask.get("/"), 200)


def _until(asked: Callable[[], httpx.Response], status: int) -> httpx.Response:
    until = time.monotonic() + 5
    while (answer := asked()).status_code != status and time.monotonic() < until:
        time.sleep(0.05)
    assert answer.status_code == status
    return answer


def test_when_one_web_goes_the_other_answers_at_once(tmp_path: Path) -> None:
    first, second = StandIn(), StandIn()
    with first, Gateway(tmp_path / "g", [first.port, second.port]) as gateway:
        with second, gateway.client() as client:
            for _ in range(6):
                assert client.get("/api/prompts").status_code == 200
            assert first.seen
            assert second.seen
        with gateway.client() as client:
            for _ in range(6):
                assert client.get("/api/prompts").status_code == 200
                assert client.post("/api/prompts").status_code == 200


def test_a_post_that_was_sent_is_not_sent_to_another_web(tmp_path: Path) -> None:
    with (
        StandIn() as first,
        StandIn() as second,
        Gateway(tmp_path / "g", [first.port, second.port]) as gateway,
        gateway.client() as client,
    ):
        answer = client.post("/api/cut")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert [each.method for each in (*first.seen, *second.seen)] == ["POST"]


def test_when_all_are_away_a_person_is_told_on_a_page_and_a_program_in_its_own_words(
    tmp_path: Path,
) -> None:
    ports = [free_port(), free_port()]
    with Gateway(tmp_path / "g", ports, cors=[OTHER]) as gateway, gateway.client() as client:
        person = client.get("/api/stories/5/export", headers={"Accept": "text/html, */*"})
        assert person.status_code == 503
        assert "Back in a moment" in person.text
        assert "De retour dans un instant" in person.text
        assert "style-src 'self'" in person.headers["Content-Security-Policy"]
        assert client.get("/away.css").headers["Content-Type"].startswith("text/css")
        program = client.post("/api/prompts", headers={"Origin": OTHER, "X-Trace-Id": "t1"})
        assert program.status_code == 503
        assert program.headers["Retry-After"] == "5"
        assert program.headers["Access-Control-Allow-Origin"] == OTHER
        assert program.headers["Cache-Control"] == "no-store"
        said = program.json()
        assert (said["title"], said["trace_id"]) == ("Service Unavailable", "t1")
        # The page itself needs nobody.
        assert client.get("/stories/5").status_code == 200
        assert client.get("/healthz").status_code == 503
