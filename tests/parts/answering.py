"""A stub of somebody's HTTP API, of ours: a server on a free port that keeps what it was asked."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Question:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


@dataclass
class Answering:
    """start(), then `url`, then stop(). `answer` gives the status and the JSON (None: no body).

    fail: statuses with bodies that are answered first, in the place of `answer`'s; `after`
    requests of the method that it is about are answered as they should be before.
    """

    answer: Callable[[Question], tuple[int, Any]]
    asked: list[Question] = field(default_factory=list)
    fail: list[tuple[str, int, int, Any]] = field(default_factory=list)

    def start(self) -> None:
        part = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                parts = urlsplit(self.path)
                question = Question(
                    self.command,
                    unquote(parts.path),
                    {key: values[0] for key, values in parse_qs(parts.query).items()},
                    {key.lower(): value for key, value in self.headers.items()},
                    json.loads(body) if body else None,
                )
                part.asked.append(question)
                status, said = part._failing(question) or part.answer(question)
                content = b"" if said is None else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any

            def log_message(self, format: str, *args: Any) -> None:
                """What was asked is in `asked`."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def _failing(self, question: Question) -> tuple[int, Any] | None:
        for place, (method, after, status, said) in enumerate(self.fail):
            if method == question.method:
                if after:
                    self.fail[place] = (method, after - 1, status, said)
                    return None
                del self.fail[place]
                return status, said
        return None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def changes(self) -> list[str]:
        """What was asked of it that is not reading."""
        return [f"{one.method} {one.path}" for one in self.asked if one.method != "GET"]

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(10)
