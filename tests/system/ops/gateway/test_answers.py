"""How answers come: kept, packed, one by one, and what is written down of them."""

import json
import os
import signal
import time
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from tests.parts.gateway import NAME, Gateway
from tests.parts.process import children_of
from tests.parts.standin import EVENTS, LONG, StandIn

SECRET = "zmarkz-secret"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-cache"),
        ("/stories/5", "no-cache"),
        ("/index.html", "no-cache"),
        ("/assets/main-AbCd_123.js", "public, max-age=31536000, immutable"),
        ("/assets/plain.js", "public, max-age=43200"),
        ("/early.js", "public, max-age=43200"),
        ("/favicon.svg", "public, max-age=2592000"),
    ],
)
def test_files_are_kept_as_long_as_they_hold(ask: httpx.Client, path: str, kept: str) -> None:
    answer = ask.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == kept
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Server"] == "nginx"


def test_a_place_of_the_page_is_the_page_and_a_missing_file_is_not(
    gateway: Gateway, ask: httpx.Client
) -> None:
    assert "The page" in ask.get("/stories/5").text
    gone = ask.get("/assets/gone-AbCd_123.js")
    assert gone.status_code == 404
    assert "Cache-Control" not in gone.headers or "immutable" not in gone.headers["Cache-Control"]
    before = Path(gateway.at.page_before) / "assets"
    before.mkdir(parents=True)
    (before / "earlier-AbCd_123.js").write_text("4;\n")
    earlier = ask.get("/assets/earlier-AbCd_123.js")
    assert (earlier.text, earlier.headers["Cache-Control"]) == (
        "4;\n",
        "public, max-age=31536000, immutable",
    )


def test_a_file_is_read_and_nothing_else_is_done_with_it(ask: httpx.Client) -> None:
    answer = ask.post("/stories/5")
    assert answer.status_code == 405
    assert answer.json()["title"] == "Method Not Allowed"


def test_what_is_large_is_packed(gateway: Gateway, ask: httpx.Client) -> None:
    assert (
        ask.get("/api/large", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"]
        == "gzip"
    )
    if gateway.at.brotli:
        answer = ask.get("/api/large", headers={"Accept-Encoding": "br, gzip"})
        assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br, gzip"])
def test_events_come_one_by_one(ask: httpx.Client, web: StandIn, accepted: str) -> None:
    came = []
    headers = {"Accept-Encoding": accepted, "Last-Event-ID": "7:12"}
    with ask.stream("GET", "/api/stories/5/events?after=1", headers=headers) as answer:
        assert "Content-Encoding" not in answer.headers
        for line in answer.iter_lines():
            if line.startswith("data: "):
                came.append((time.time(), float(line[6:])))
    assert len(came) == EVENTS
    # Each was here before the next was sent; a busy machine may be late once or twice.
    assert sum(arrived < sent for (arrived, _), (_, sent) in pairwise(came)) >= EVENTS - 3
    seen = web.seen[-1]
    assert seen.path == "/api/stories/5/events?after=1"
    assert seen.said("Last-Event-ID") == ["7:12"]


def test_a_stream_goes_on_when_nginx_reads_its_configuration_anew(
    tmp_path: Path, web: StandIn
) -> None:
    with (
        Gateway(tmp_path / "g", [web.port]) as gateway,
        gateway.client() as reader,
        gateway.client() as other,
        reader.stream("GET", f"/api/stories/{LONG}/events") as answer,
    ):
        numbers = (int(line[4:]) for line in answer.iter_lines() if line.startswith("id: "))
        assert next(numbers) == 0
        workers = set(children_of(gateway.part.pid))
        os.kill(gateway.part.pid, signal.SIGHUP)
        while workers >= set(children_of(gateway.part.pid)):
            next(numbers)
        assert other.get("/api/prompts").status_code == 200
        came = [next(numbers) for _ in range(3)]
        assert came == list(range(came[0], came[0] + 3))


def test_the_log_names_no_person_and_no_secret(gateway: Gateway, ask: httpx.Client) -> None:
    trace = {"X-Trace-Id": "of-this-test"}
    ask.get(f"/api/session/oidc/back?code={SECRET}", headers=trace)
    ask.get(f"/shared/{SECRET}", headers={**trace, "Referer": f"https://{SECRET}/"})
    ask.get("/api/stories/5/export?format=md", headers=trace)
    ask.get("/assets/main-AbCd_123.js", headers=trace)
    lines = [json.loads(line) for line in _log(gateway).splitlines() if "of-this-test" in line]
    assert [line["url.path"] for line in lines] == [
        "/api/session/oidc/back",
        "*",
        "/api/stories/5/export",
        "/assets/*",
    ]
    first = lines[0]
    assert (first["http.response.status_code"], first["http.request.method"]) == (200, "GET")
    assert first["url.domain"] == NAME
    assert isinstance(first["event.duration"], int)
    everything = gateway.logged()
    assert SECRET not in everything
    assert '"127.0.0.1"' not in everything


def _log(gateway: Gateway) -> str:
    """Nginx writes a line when an answer is over, a moment after it was read."""
    until = time.monotonic() + 5
    path = Path(gateway.at.logs) / "raconteur.log"
    while path.read_text().count("of-this-test") < 4 and time.monotonic() < until:
        time.sleep(0.01)
    return path.read_text()
