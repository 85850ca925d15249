"""The gateway, real, before a stand-in that tells what reached it."""

import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from ops.nginx import METHODS, MOST_BODY_BYTES, REQUEST_HEADERS
from ops.nginx.place import Limits
from tests.parts.gateway import ALSO, API, NAME, Gateway
from tests.parts.process import free_port
from tests.parts.standin import EVENTS, StandIn

OTHER = "https://other.example.com"
SECRET = "zmarkz-secret"


@pytest.fixture(scope="module")
def web() -> Iterator[StandIn]:
    with StandIn() as web:
        yield web


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, web: StandIn) -> Iterator[Gateway]:
    home = tmp_path_factory.mktemp("gateway")
    settings = {"PROXY_USER_HEADER": "X-Whoever"}
    with Gateway(home, [web.port], cors=[OTHER], settings=settings) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def ask(gateway: Gateway) -> Iterator[httpx.Client]:
    with gateway.client() as client:
        yield client


def test_plain_http_is_led_to_https_and_other_names_to_the_first(gateway: Gateway) -> None:
    plain = f"http://127.0.0.1:{gateway.at.http}"
    with httpx.Client(base_url=plain, trust_env=False) as client:
        for name in (NAME, ALSO):
            answer = client.get("/stories/5?a=b", headers={"Host": name})
            assert answer.status_code == 301
            assert answer.headers["Location"] == f"{gateway.origin}/stories/5?a=b"
    with gateway.client(ALSO) as also:
        answer = also.get("/trash")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{gateway.origin}/trash")
        assert answer.headers["Strict-Transport-Security"]


def test_what_let_us_encrypt_asks_for_is_answered_by_plain_http(gateway: Gateway) -> None:
    folder = Path(gateway.at.challenges) / ".well-known" / "acme-challenge"
    folder.mkdir(parents=True)
    (folder / "token").write_text("the answer")
    url = f"http://127.0.0.1:{gateway.at.http}/.well-known/acme-challenge/token"
    assert httpx.get(url, headers={"Host": NAME}, trust_env=False).text == "the answer"


def _handshake(
    gateway: Gateway,
    name: str | None,
    alpn: Sequence[str] = ("h2", "http/1.1"),
    **versions: ssl.TLSVersion,
) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(gateway.root))
    context.check_hostname = name is not None
    context.set_alpn_protocols(list(alpn))
    for key, value in versions.items():
        setattr(context, key, value)
    raw = socket.create_connection(("127.0.0.1", gateway.at.https), 5)
    return context.wrap_socket(raw, server_hostname=name)


def test_tls_is_1_2_or_1_3_and_http_2_is_offered(gateway: Gateway) -> None:
    with _handshake(gateway, NAME) as line:
        assert (line.version(), line.selected_alpn_protocol()) == ("TLSv1.3", "h2")
    only = ssl.TLSVersion.TLSv1_2
    with _handshake(gateway, NAME, maximum_version=only) as line:
        assert line.version() == "TLSv1.2"
    old = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLS"), pytest.raises(ssl.SSLError):
        _handshake(gateway, NAME, minimum_version=ssl.TLSVersion.TLSv1, maximum_version=old)


@pytest.mark.parametrize("name", ["elsewhere.example.net", None])
def test_a_name_that_is_not_ours_gets_no_handshake(gateway: Gateway, name: str | None) -> None:
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        _handshake(gateway, name)


def test_a_forged_host_is_refused(gateway: Gateway, ask: httpx.Client, web: StandIn) -> None:
    before = len(web.seen)
    forged = ask.get("/api/prompts", headers={"Host": "elsewhere.example.net"})
    assert forged.status_code == 421
    plain = f"http://127.0.0.1:{gateway.at.http}"
    with pytest.raises(httpx.TransportError):
        httpx.get(plain, headers={"Host": "elsewhere.example.net"}, trust_env=False)
    assert len(web.seen) == before
    # What is passed on is the name that the inventory says, not what was sent.
    ask.get("/api/prompts", headers={"X-Forwarded-Host": "elsewhere.example.net"})
    assert web.seen[-1].said("Host") == [f"{NAME}{gateway.at.port}"]
    assert not web.seen[-1].said("X-Forwarded-Host")


def test_what_a_visitor_says_about_itself_is_not_passed_on(ask: httpx.Client, web: StandIn) -> None:
    forged = {
        "X-Forwarded-For": "192.0.2.66",
        "X-Real-IP": "192.0.2.66",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "for=192.0.2.66",
        "CF-Connecting-IP": "192.0.2.66",
        "Remote-User": "ada",
        "X-Whoever": "ada",
        "X_Whoever": "ada",
    }
    ask.get("/api/prompts", headers=forged)
    seen = web.seen[-1]
    assert seen.said("X-Forwarded-For") == seen.said("X-Real-IP") == ["127.0.0.1"]
    assert seen.said("X-Forwarded-Proto") == ["https"]
    for name in ("Forwarded", "CF-Connecting-IP", "Remote-User", "X-Whoever", "X_Whoever"):
        assert not seen.said(name), name


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


def test_a_trace_id_that_is_none_is_made_anew(ask: httpx.Client, web: StandIn) -> None:
    answer = ask.get("/api/prompts", headers={"X-Trace-Id": 'a b"c'})
    [made] = web.seen[-1].said("X-Trace-Id")
    assert len(made) == 16
    assert int(made, 16) >= 0
    assert answer.headers["X-Trace-Id"] == made
    assert ask.get("/").headers["X-Trace-Id"] != made


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
    assert max(arrived - sent for arrived, sent in came) < 0.1
    assert all(later[0] - earlier[0] > 0.05 for earlier, later in pairwise(came))
    seen = web.seen[-1]
    assert seen.path == "/api/stories/5/events?after=1"
    assert seen.said("Last-Event-ID") == ["7:12"]


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


def test_what_is_no_request_is_refused_as_such(gateway: Gateway) -> None:
    for words in (b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x00\x01\r\n\r\n"):
        with _handshake(gateway, NAME, alpn=["http/1.1"]) as line:
            line.sendall(words)
            assert line.recv(100).startswith(b"HTTP/1.1 400")


def _log(gateway: Gateway) -> str:
    """Nginx writes a line when an answer is over, a moment after it was read."""
    until = time.monotonic() + 5
    path = Path(gateway.at.logs) / "raconteur.log"
    while path.read_text().count("of-this-test") < 4 and time.monotonic() < until:
        time.sleep(0.01)
    return path.read_text()


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
    assert asked("192.0.2.3", "GET", "/api/prompts", 15)[-1] == 429
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
        request = client.build_request("GET", "/api/stories/5/events")
        return client.send(request, stream=True)

    with strict.client(headers={"CF-Connecting-IP": "192.0.2.20"}) as client:
        streams = [opened(client) for _ in range(3)]
        assert [each.status_code for each in streams] == [200, 200, 429]
        for each in streams:
            each.close()


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


def test_on_a_host_of_its_own_the_api_is_at_the_root(tmp_path: Path, web: StandIn) -> None:
    with Gateway(tmp_path / "g", [web.port], api=API) as gateway, gateway.client(API) as api:
        for asked, passed in (
            ("/prompts?limit=5", "/api/prompts?limit=5"),
            ("/stories/5/events", "/api/stories/5/events"),
            ("/api/prompts", "/api/prompts"),
            ("/docs/", "/api/docs/"),
            ("/healthz", "/healthz"),
        ):
            api.get(asked, headers={"Origin": gateway.origin})
            assert web.seen[-1].path == passed
        answer = api.get("/prompts", headers={"Origin": gateway.origin})
        assert answer.headers["Access-Control-Allow-Origin"] == gateway.origin
        assert api.get("/metrics").status_code == 404
        with gateway.client() as page:
            assert f'content="https://{API}{gateway.at.port}"' in page.get("/").text
            policy = page.get("/").headers["Content-Security-Policy"]
            assert f"connect-src 'self' https://{API}{gateway.at.port};" in policy
            assert page.get("/api/prompts").status_code == 404
            back = page.get("/api/session/oidc/back?code=1&state=2")
            assert back.headers["Location"] == (
                f"{gateway.api_url}session/oidc/back?code=1&state=2"
            )


def test_under_a_path_everything_is_below_it(tmp_path: Path, web: StandIn) -> None:
    home = tmp_path / "g"
    with Gateway(home, [web.port], path="/stories/") as gateway, gateway.client() as ask:
        assert '<base href="/stories/"' in ask.get("/stories/trash").text
        kept = ask.get("/stories/assets/main-AbCd_123.js").headers["Cache-Control"]
        assert kept == "public, max-age=31536000, immutable"
        assert ask.get("/stories/assets/gone.js").status_code == 404
        for asked, passed in (
            ("/stories/api/prompts?limit=5", "/api/prompts?limit=5"),
            ("/stories/api/stories/5/events", "/api/stories/5/events"),
            ("/stories/readyz", "/readyz"),
        ):
            ask.get(asked)
            assert web.seen[-1].path == passed
        assert ask.get("/").headers["Location"] == "/stories/"
        assert ask.get("/other").status_code == 404
        assert ask.get("/stories/metrics").status_code == 404
