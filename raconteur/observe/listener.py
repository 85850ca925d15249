"""A tiny server for `/metrics` alone, for processes that listen nowhere, or not to Prometheus.

It answers in threads of its own, so that it can be asked while everything else is busy.
"""

import hmac
import ipaddress
import logging
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from raconteur.observe import metrics

log = logging.getLogger(__name__)

PATH = "/metrics"
# Seconds that a client may take for its request.
PATIENCE_S = 5.0


def may_see(token: str, authorization: str) -> bool:
    """Whether this header shows the token; nobody does where there is none."""
    kind, _, shown = authorization.partition(" ")
    same = hmac.compare_digest(shown.strip().encode(), token.encode())
    return bool(token) and kind.lower() == "bearer" and same


class _Handler(BaseHTTPRequestHandler):
    token: ClassVar[str] = ""
    timeout = PATIENCE_S
    server_version, sys_version = "raconteur", ""

    def do_GET(self) -> None:
        if self.path.partition("?")[0] != PATH:
            self._say(HTTPStatus.NOT_FOUND, b"Only /metrics is here.\n")
        elif self.token and not may_see(self.token, self.headers.get("Authorization", "")):
            self._say(HTTPStatus.UNAUTHORIZED, b"Show RACONTEUR_METRICS_TOKEN.\n")
        elif not self.token and not _is_loopback(self.headers.get("Host", "")):
            # Some page has had its name pointed at this machine.
            self._say(HTTPStatus.FORBIDDEN, b"Without a token, only this machine may ask.\n")
        else:
            text, content_type = metrics.render()
            self._say(HTTPStatus.OK, text, content_type)

    def _say(self, status: HTTPStatus, body: bytes, kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status == HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", 'Bearer realm="raconteur"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        log.debug(format, *args)


class Listener:
    """Listens from when it is made: raises OSError where it cannot. start(), then stop().

    token  who asks shows it; where it is empty, only this machine is answered
    """

    def __init__(self, host: str, port: int, token: str = "") -> None:
        handler = type("Handler", (_Handler,), {"token": token})
        kind = type("Server", (_Server,), {"address_family": _family(host)})
        self._server = kind((host, port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Two of us would take turns.
    allow_reuse_port = False

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        log.debug("who asked for metrics went away")


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _is_loopback(host: str) -> bool:
    """A Host header, with or without its port."""
    name = host.rpartition("]")[0].lstrip("[") or host.partition(":")[0]
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
