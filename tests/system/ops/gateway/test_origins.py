"""Which other pages may use the API."""

import httpx
import pytest

from ops.nginx import METHODS, REQUEST_HEADERS
from tests.parts.standin import StandIn
from tests.system.ops.gateway.conftest import OTHER


def test_a_preflight_is_answered_by_the_gateway(ask: httpx.Client, web: StandIn) -> None:
    before = len(web.seen)
    wanted = {"Origin": OTHER, "Access-Control-Request-Method": "PATCH"}
    answer = ask.options("/api/prompts/5", headers=wanted)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == OTHER
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert answer.headers["Access-Control-Max-Age"] == "3600"
    said = answer.headers["Access-Control-Allow-Methods"].split(", ")
    assert said == list(METHODS)
    assert answer.headers["Access-Control-Allow-Headers"].split(", ") == list(REQUEST_HEADERS)
    assert len(web.seen) == before


def test_another_page_on_the_list_reads_a_404_too_and_what_the_web_says_of_it_is_cleared(
    ask: httpx.Client, web: StandIn
) -> None:
    web.headers = {"Access-Control-Allow-Origin": "*", "X-Trace-Id": "not-this", "Vary": "Cookie"}
    try:
        answer = ask.get("/api/missing", headers={"Origin": OTHER, "X-Trace-Id": "mine.1"})
        nobody = ask.get("/api/missing")
    finally:
        web.headers = {}
    assert answer.status_code == 404
    assert answer.headers.get_list("Access-Control-Allow-Origin") == [OTHER]
    assert answer.headers["Access-Control-Expose-Headers"] == (
        "X-Trace-Id, Link, Location, Retry-After"
    )
    assert answer.headers.get_list("X-Trace-Id") == ["mine.1"] == web.seen[-2].said("X-Trace-Id")
    assert answer.headers.get_list("Vary") == ["Origin"]
    assert "Access-Control-Allow-Origin" not in nobody.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://other.example.com.evil"]
)
def test_a_forged_origin_changes_nothing_and_reads_nothing(
    ask: httpx.Client, web: StandIn, origin: str
) -> None:
    before = len(web.seen)
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = ask.request(method, "/api/prompts", headers={"Origin": origin})
        assert answer.status_code == 403
        assert answer.json()["status"] == 403
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert len(web.seen) == before
    looked = ask.get("/api/prompts", headers={"Origin": origin})
    assert looked.status_code == 200
    assert "Access-Control-Allow-Origin" not in looked.headers
