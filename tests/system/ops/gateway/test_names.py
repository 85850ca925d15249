"""Which names are answered, by what, and who is believed to be whom."""

import socket
import ssl
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from tests.parts.gateway import ALSO, NAME, Gateway
from tests.parts.standin import StandIn


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


def test_what_is_no_request_is_refused_as_such(gateway: Gateway) -> None:
    for words in (b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x00\x01\r\n\r\n"):
        with _handshake(gateway, NAME, alpn=["http/1.1"]) as line:
            line.sendall(words)
            assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_a_trace_id_that_is_none_is_made_anew(ask: httpx.Client, web: StandIn) -> None:
    answer = ask.get("/api/prompts", headers={"X-Trace-Id": 'a b"c'})
    [made] = web.seen[-1].said("X-Trace-Id")
    assert len(made) == 16
    assert int(made, 16) >= 0
    assert answer.headers["X-Trace-Id"] == made
    assert ask.get("/").headers["X-Trace-Id"] != made
