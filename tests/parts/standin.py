"""A web in the place of ours that tells what reached it, with the faults a gateway must bear."""

import contextlib
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

# Seconds between two events, and how many there are.
BETWEEN_S, EVENTS = 0.12, 6
# A story whose stream lasts until its reader leaves.
LONG = 99


class Seen(NamedTuple):
    """headers: as they came, each name in small letters."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes

    def said(self, name: str) -> list[str]:
        return [value for each, value in self.headers if each == name.lower()]


class StandIn:
    """`with StandIn() as web: web.port; web.seen`. Answers anything with what it was asked."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        # A reader who leaves is no error.
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.lines: set[socket.socket] = set()
        self.port: int = self._server.server_address[1]
        # Sent with every answer.
        self.headers: dict[str, str] = {}
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> "StandIn":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(5)
        self._server.server_close()
        for line in list(self.lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _handler(web: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def setup(self) -> None:
            super().setup()
            web.lines.add(self.connection)

        def finish(self) -> None:
            web.lines.discard(self.connection)
            super().finish()

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            headers = [(name.lower(), value) for name, value in self.headers.items()]
            web.seen.append(Seen(self.command, self.path, headers, body))
            if self.path.partition("?")[0].endswith("/events"):
                self._events()
            elif "cut" in self.path:
                # It has read everything, and goes without a word.
                self.close_connection = True
            else:
                status = 404 if "missing" in self.path else 200
                text = "x" * 20_000 if "large" in self.path else ""
                self._send(status, {"path": self.path, "text": text})

        def _send(self, status: int, said: dict[str, Any]) -> None:
            body = b"" if self.command == "HEAD" else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in web.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _events(self) -> None:
            # Says nothing of X-Accel-Buffering: the gateway has to know by itself.
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.send_header("Connection", "close")
            self.end_headers()
            for number in range(1000 if f"/{LONG}/" in self.path else EVENTS):
                self.wfile.write(f"id: {number}\ndata: {time.time()}\n\n".encode())
                self.wfile.flush()
                time.sleep(BETWEEN_S)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = _answer

    return Handler
