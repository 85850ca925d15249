"""What a shipper sees of Elasticsearch: its bulk API over TLS, and its keys; kept in memory.

It is ours, and follows what Elasticsearch documents: a document is created once under its id (409
the second time), each item has its own status, and a key may do what its role says.
"""

import base64
import json
import ssl
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.parts.process import free_port

KEY = base64.b64encode(b"shipper:secret").decode()
PASSWORD = "of elastic"


class Elasticsearch:
    """start(), then `url`, then stop(). Stopped, its port refuses, and start() finds it again.

    indices  documents by index and id
    said     how often each status was answered: of requests, and of items with "item" before it
    whole    statuses that the next requests are answered with, as a whole
    items    statuses that the next items are answered with
    keys     names by key
    """

    def __init__(self, certificates: Path, key: str = KEY, address: str = "127.0.0.1") -> None:
        self.address = address
        self.port, self._folder = free_port(), certificates
        self.keys = {key: "the first"}
        self.indices: dict[str, dict[str, Any]] = {}
        self.said: Counter[str] = Counter()
        self.whole: list[int] = []
        self.items: list[int] = []
        self.changed = threading.Condition()
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"https://{self.address}:{self.port}"

    @property
    def documents(self) -> list[dict[str, Any]]:
        with self.changed:
            return [each for index in self.indices.values() for each in index.values()]

    def until(self, many: int, seconds: float = 20.0) -> None:
        """Raises AssertionError where there are fewer documents by then."""
        with self.changed:
            there = self.changed.wait_for(lambda: self._count() >= many, seconds)
            assert there, f"{self._count()} of {many} documents; {dict(self.said)}"

    def until_said(self, what: str, many: int, seconds: float = 20.0) -> None:
        with self.changed:
            there = self.changed.wait_for(lambda: self.said[what] >= many, seconds)
            assert there, f"not {many} times {what}: {dict(self.said)}"

    def _count(self) -> int:
        return sum(len(index) for index in self.indices.values())

    def start(self) -> None:
        handler = type("Handler", (_Handler,), {"elastic": self})
        server = ThreadingHTTPServer((self.address, self.port), handler)
        server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._folder / "http.crt", self._folder / "http.key")
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        self._server = server
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Also ends the connections that are kept open, at their next request."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()

    @property
    def runs(self) -> bool:
        return self._server is not None

    def bulk(self, key: str, body: bytes) -> tuple[int, object]:
        """Status and answer."""
        with self.changed:
            status, answer = self._bulk(key, body)
            self.said[str(status)] += 1
            self.changed.notify_all()
            return status, answer

    def _bulk(self, key: str, body: bytes) -> tuple[int, object]:
        if key.removeprefix("ApiKey ") not in self.keys:
            return 401, {"error": {"type": "security_exception"}, "status": 401}
        if self.whole:
            status = self.whole.pop(0)
            return status, {"error": {"type": "es_rejected_execution_exception"}, "status": status}
        lines = body.decode().splitlines()
        assert body.endswith(b"\n")
        assert len(lines) % 2 == 0
        pairs = zip(lines[::2], lines[1::2], strict=True)
        answers = [self._create(json.loads(action), document) for action, document in pairs]
        return 200, {"errors": any("error" in each for each in answers), "items": answers}

    def administer(self, method: str, path: str, who: str, body: bytes) -> tuple[int, object]:
        """Keys, for the user `elastic`: status and answer."""
        if who != "Basic " + base64.b64encode(f"elastic:{PASSWORD}".encode()).decode():
            return 401, {"error": {"type": "security_exception"}, "status": 401}
        assert path == "/_security/api_key"
        wish = json.loads(body)
        with self.changed:
            if method == "DELETE":
                ended = [key for key, name in self.keys.items() if name == wish["name"]]
                for key in ended:
                    del self.keys[key]
                return (200, {"invalidated_api_keys": ended}) if ended else (404, {})
            made = f"secret{len(self.said)}{len(self.keys)}"
            encoded = base64.b64encode(f"{wish['name']}:{made}".encode()).decode()
            self.keys[encoded] = wish["name"]
            return 200, {"id": wish["name"], "api_key": made, "encoded": encoded}

    def _create(self, action: dict[str, Any], document: str) -> dict[str, Any]:
        [(operation, meta)] = action.items()
        status = self._status(operation, meta, document)
        self.said[f"item {status}"] += 1
        error = {} if status == 201 else {"error": {"type": "refused", "reason": str(status)}}
        return {operation: {**meta, "status": status, **error}}

    def _status(self, operation: str, meta: dict[str, Any], document: str) -> int:
        if operation != "create" or not meta["_index"].startswith("flask-logs-"):
            return 403
        if self.items:
            return self.items.pop(0)
        index = self.indices.setdefault(meta["_index"], {})
        if meta["_id"] in index:
            return 409
        index[meta["_id"]] = json.loads(document)
        return 201


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer in one piece; in two, the second would wait for the first to be acknowledged.
    wbufsize = -1
    disable_nagle_algorithm = True
    elastic: Elasticsearch

    def do_POST(self) -> None:
        if not self.elastic.runs:
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        who = self.headers.get("Authorization", "")
        if self.path == "/_bulk":
            status, answer = self.elastic.bulk(who, body)
        else:
            status, answer = self.elastic.administer(self.command, self.path, who, body)
        said = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_DELETE = do_POST

    def log_message(self, *_: object) -> None:
        pass
