"""What systemd is told, at a socket as it makes one."""

import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from raconteur.ready import say_ready, say_when_it_answers


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listener


def test_it_is_told_once_that_we_are_ready(systemd: socket.socket) -> None:
    say_ready()
    assert systemd.recv(100) == b"READY=1"


def test_a_socket_without_a_file_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("")  # Linux chooses a name
        listener.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", "@" + listener.getsockname()[1:].decode())
        say_ready()
        assert listener.recv(100) == b"READY=1"


def test_nobody_is_told_who_did_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    say_ready()
    say_when_it_answers("127.0.0.1", 1)
    assert "ready" not in [thread.name for thread in threading.enumerate()]


def test_a_server_is_ready_when_it_says_so_and_not_when_it_listens(systemd: socket.socket) -> None:
    asked, may_be_ready = threading.Semaphore(0), threading.Event()

    class Readyz(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if may_be_ready.is_set() else 503)
            self.end_headers()
            asked.release()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Readyz) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            say_when_it_answers("0.0.0.0", server.server_port)  # noqa: S104
            assert asked.acquire(timeout=10)
            assert asked.acquire(timeout=10)
            systemd.setblocking(False)
            with pytest.raises(BlockingIOError):
                systemd.recv(100)
            systemd.settimeout(10)
            may_be_ready.set()
            assert systemd.recv(100) == b"READY=1"
        finally:
            server.shutdown()
