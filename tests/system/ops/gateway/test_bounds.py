"""What is too large, too often or not for visitors."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ops.nginx import MOST_BODY_BYTES
from ops.nginx.place import Limits
from tests.parts.gateway import Gateway
from tests.parts.standin import LONG, StandIn
from tests.system.ops.gateway.conftest import OTHER


def test_a_body_is_bounded_as_the_application_bounds_it(ask: httpx.Client, web: StandIn) -> None:
    assert ask.post("/api/prompts", content=b"x" * MOST_BODY_BYTES).status_code == 200
    before = len(web.seen)
    answer = ask.post(
        "/api/prompts", content=b"x" * (MOST_BODY_BYTES + 1), headers={"Origin": OTHER}
    )
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == OTHER
    said = answer.json()
    assert (said["title"], said["status"]) == ("Content Too Large", 413)
    assert said["trace_id"] == answer.headers["X-Trace-Id"]
    chunked = ask.post("/api/prompts", content=iter([b"x" * MOST_BODY_BYTES, b"y"]))
    assert chunked.status_code == 413
    assert len(web.seen) == before


def test_a_header_that_is_too_long_is_refused(ask: httpx.Client, web: StandIn) -> None:
    before = len(web.seen)
    answer = ask.get("/api/prompts", headers={"X-Long": "x" * 9000})
    assert answer.status_code == 431
    assert answer.json()["status"] == 431
    too_long = ask.get("/api/prompts?q=" + "x" * 9000)
    assert too_long.status_code == 414
    assert too_long.headers["Strict-Transport-Security"]
    assert len(web.seen) == before


@pytest.mark.parametrize("path", ["/metrics", "/.env", "/.git/config", "/api/..%2fmetrics", "/api"])
def test_what_is_not_for_visitors_is_closed(ask: httpx.Client, web: StandIn, path: str) -> None:
    before = len(web.seen)
    answer = ask.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"]
    assert len(web.seen) == before


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory, web: StandIn) -> Iterator[Gateway]:
    """Behind Cloudflare, of which this machine is taken to be a part; with small limits."""
    home = tmp_path_factory.mktemp("strict")
    limits = Limits(api=1, api_burst=12, sign_in=1, sign_in_burst=3, streams=2)
    gateway = Gateway(home, [web.port], limits=limits, cloudflare=True)
    path = Path(gateway.at.etc) / "raconteur" / "cloudflare.conf"
    path.write_text(path.read_text() + "set_real_ip_from 127.0.0.1;\n")
    with gateway:
        yield gateway


def test_too_much_from_one_address_is_429_and_others_go_on(strict: Gateway) -> None:
    def asked(address: str, method: str, path: str, times: int) -> list[int]:
        with strict.client(headers={"CF-Connecting-IP": address}) as client:
            return [client.request(method, path).status_code for _ in range(times)]

    assert asked("192.0.2.1", "POST", "/api/session", 6) == [200] * 4 + [429] * 2
    assert asked("192.0.2.1", "GET", "/api/session", 3) == [200] * 3
    assert asked("192.0.2.2", "POST", "/api/session", 1) == [200]
    assert 429 in asked("192.0.2.3", "GET", "/api/prompts", 40)
    # Whoever has an IPv6 network has it whole.
    assert asked("2001:db8:1:2::1", "POST", "/api/session", 4) == [200] * 4
    assert asked("2001:db8:1:2:ffff::2", "POST", "/api/session", 1) == [429]
    assert asked("2001:db8:1:3::1", "POST", "/api/session", 1) == [200]
    with strict.client() as client:
        refused = [client.post("/api/session") for _ in range(6)][-1]
    assert refused.headers["Retry-After"] == "10"
    assert refused.json()["title"] == "Too Many Requests"


def test_behind_cloudflare_the_address_is_its_word_alone(strict: Gateway, web: StandIn) -> None:
    said = {"CF-Connecting-IP": "192.0.2.9", "X-Forwarded-For": "198.51.100.1, 192.0.2.66"}
    with strict.client() as client:
        client.get("/api/prompts", headers=said)
    assert web.seen[-1].said("X-Forwarded-For") == ["192.0.2.9"]
    assert not web.seen[-1].said("CF-Connecting-IP")


def test_streams_are_counted_apart_and_not_by_how_often(strict: Gateway) -> None:
    def opened(client: httpx.Client) -> httpx.Response:
        request = client.build_request("GET", f"/api/stories/{LONG}/events")
        return client.send(request, stream=True)

    with strict.client(headers={"CF-Connecting-IP": "192.0.2.20"}) as client:
        streams = [opened(client) for _ in range(3)]
        assert [each.status_code for each in streams] == [200, 200, 429]
        for each in streams:
            each.close()


def test_a_host_s_own_lines_can_ask_for_cloudflare_s_certificate(
    tmp_path: Path, web: StandIn
) -> None:
    gateway = Gateway(tmp_path / "g", [web.port], cloudflare=True)
    own = Path(gateway.at.etc) / "raconteur.d"
    own.mkdir()
    lines = f"ssl_client_certificate {gateway.root};\nssl_verify_client on;\n"
    (own / "cloudflare.conf").write_text(lines)
    with gateway:
        before = len(web.seen)
        with gateway.client() as stranger:
            assert stranger.get("/api/prompts").status_code == 400
        assert len(web.seen) == before
        gateway.trust.load_cert_chain(gateway.chain, gateway.chain.with_name("privkey.pem"))
        with gateway.client() as cloudflare:
            assert cloudflare.get("/api/prompts").status_code == 200
