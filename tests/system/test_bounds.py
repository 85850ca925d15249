"""What the real server reads of a request, and what it has no ear for."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving

HOST = b"Host: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    home: Path = tmp_path_factory.mktemp("home")
    with ScriptedServer() as model, Serving(home, RACONTEUR_MODEL_URL=model.url) as server:
        yield server


def answer(server: Serving, sent: bytes) -> bytes:
    """What comes back until the server closes, which it is asked to do."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(sent)
        said = b""
        while part := line.recv(65_536):
            said += part
    return said


def test_headers_beyond_64_kilobytes_are_not_read(server: Serving) -> None:
    long = b"X-Long: " + b"a" * 200_000 + b"\r\n"
    said = answer(server, b"GET /healthz HTTP/1.1\r\n" + HOST + long + b"\r\n")
    assert said.startswith(b"HTTP/1.1 431")


def test_nor_more_than_a_hundred_of_them(server: Serving) -> None:
    many = b"".join(b"X-%d: a\r\n" % number for number in range(200))
    said = answer(server, b"GET /healthz HTTP/1.1\r\n" + HOST + many + b"\r\n")
    assert said.startswith(b"HTTP/1.1 431")


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"Transfer-Encoding: xchunked\r\n\r\nabcdef",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    ],
)
def test_a_request_whose_end_is_in_doubt_is_refused_and_its_line_closed(
    server: Serving, framing: bytes
) -> None:
    said = answer(server, b"POST /api/prompts HTTP/1.1\r\n" + HOST + framing)
    assert said.startswith(b"HTTP/1.1 400")
    assert said.count(b"HTTP/1.1") == 1


def test_nothing_is_smuggled_behind_a_length_that_does_not_hold(server: Serving) -> None:
    both = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    behind = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    said = answer(server, b"POST /api/prompts HTTP/1.1\r\n" + HOST + both + behind)
    assert said.count(b"HTTP/1.1") == 1


def test_http_2_is_not_spoken(server: Serving) -> None:
    assert answer(server, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0") == b""


def test_no_web_socket_is_opened(server: Serving) -> None:
    upgrade = b"Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    key = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    said = answer(server, b"GET /healthz HTTP/1.1\r\n" + HOST + upgrade + key + b"\r\n")
    assert said.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
def test_methods_that_we_do_not_know_are_refused(server: Serving, method: str) -> None:
    assert server.api.request(method, "/api/prompts").status_code == 405
