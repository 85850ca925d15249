"""What is around every answer: trace id, CORS, metrics, the refusal of strangers."""

from collections.abc import AsyncIterator

import pytest

from raconteur.observe import metrics
from raconteur.settings import Settings
from tests.web.conftest import ALLOWED, Asked


def test_every_answer_carries_a_trace_id(asked: Asked) -> None:
    for path in ("/healthz", "/api/prompts", "/api/nothing", "/api/stories/99/events"):
        assert len(asked("GET", path).headers["X-Trace-Id"]) == 16


def test_a_given_trace_id_is_honoured_also_in_the_problem(asked: Asked) -> None:
    answer = asked("GET", "/api/prompts/x", headers={"X-Trace-Id": "me-1"})
    assert answer.headers["X-Trace-Id"] == "me-1"
    assert answer.json()["trace_id"] == "me-1"


def test_a_malformed_trace_id_is_replaced(asked: Asked) -> None:
    answer = asked("GET", "/healthz", headers={"X-Trace-Id": "a b"})
    assert answer.headers["X-Trace-Id"] != "a b"


def test_a_listed_origin_may_read_and_sees_our_headers(asked: Asked) -> None:
    answer = asked("GET", "/api/prompts", headers={"Origin": ALLOWED})
    assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    exposed = answer.headers["Access-Control-Expose-Headers"]
    names = {name.strip() for name in exposed.split(",")}
    assert names == {"X-Trace-Id", "Link", "Location", "Retry-After"}


@pytest.mark.parametrize("path", ["/api/prompts", "/api/stories/1/events", "/api/nothing"])
def test_a_preflight_is_answered_for_listed_origins_everywhere(asked: Asked, path: str) -> None:
    headers = {
        "Origin": ALLOWED,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, last-event-id",
    }
    answer = asked("OPTIONS", path, headers=headers)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Max-Age"] == "3600"
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert "last-event-id" in allowed
    assert "content-type" in allowed


def test_an_origin_that_is_not_listed_gets_nothing(asked: Asked) -> None:
    answer = asked("GET", "/api/prompts", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Vary"] == "Origin"


def test_strangers_are_refused_with_a_problem(asked: Asked) -> None:
    for headers in ({"Host": "example.com"}, {"X-Forwarded-For": "1.2.3.4"}):
        for path in ("/api/prompts", "/api/stories/1/events", "/"):
            answer = asked("GET", path, headers=headers)
            assert answer.status_code == 403
            assert answer.headers["Content-Type"] == "application/problem+json"


def test_requests_are_counted_by_the_routes_template(asked: Asked) -> None:
    asked("DELETE", "/api/prompts/12345")
    asked("GET", "/api/stories/99/events")
    text = metrics.render()[0].decode()
    assert (
        'flask_app_request_count_total{endpoint="/api/prompts/<int:prompt_id>",'
        'http_status="404",method="DELETE"}' in text
    )
    assert 'endpoint="/api/stories/<int:story_id>/events"' in text
    assert "flask_app_request_latency_seconds_bucket" in text
    assert "12345" not in text


def test_metrics_are_scraped(asked: Asked) -> None:
    asked("GET", "/healthz")
    answer = asked("GET", "/metrics")
    assert answer.status_code == 200
    assert 'flask_app_request_count_total{endpoint="/healthz"' in answer.text


def test_a_body_without_a_length_is_read(asked: Asked) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b'{"content": '
        yield b'"an owl"}'

    answer = asked(
        "POST", "/api/prompts", content=body(), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["content"]) == (201, "an owl")


def test_deep_links_answer_with_the_page(asked: Asked, settings: Settings) -> None:
    assert asked("GET", "/stories/12").status_code == 503
    settings.page_dir.mkdir()
    (settings.page_dir / "index.html").write_text("<!doctype html><title>Raconteur</title>")
    answer = asked("GET", "/stories/12")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert asked("GET", "/assets/gone.js").status_code == 404
    assert asked("POST", "/stories/12").status_code == 404


def test_the_apis_docs_come_from_here_alone(asked: Asked) -> None:
    page = asked("GET", "/api/docs/")
    assert page.status_code == 200
    assert "//" not in page.text.replace("<!doctype html>", "")
    assert "'../openapi.json'" in asked("GET", "/api/docs/begin.js").text
    assert asked("GET", "/api/docs/swagger-ui-bundle.js").status_code == 200
