"""How httpx reaches a model server: as by itself, with what is read rechunked, and at a pace."""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from raconteur.models.rechunk import Rechunker

# Bytes that come at once from a model that should not be kept waiting: some forty tokens.
_MUCH = 8_192


@dataclass(slots=True)
class Pace:
    """rest_s: seconds between two readings of a socket that had little to say"""

    rest_s: float = 0.0


def transport(
    tls: ssl.SSLContext,
    keepalive_expiry: float,
    pace: Pace,
    sockets: httpcore.NetworkBackend | None = None,
) -> httpx.HTTPTransport:
    """A transport without a proxy. `keepalive_expiry` in seconds; `pace` may change at any time;
    `sockets` make the connections."""
    made = httpx.HTTPTransport(verify=tls)
    # httpx has no way of its own to pass httpcore's public `network_backend` on.
    made._pool = httpcore.ConnectionPool(
        ssl_context=tls,
        keepalive_expiry=keepalive_expiry,
        max_connections=None,
        network_backend=_Backend(pace, sockets or httpcore.SyncBackend()),
    )
    return made


class _Backend(httpcore.NetworkBackend):
    def __init__(self, pace: Pace, sockets: httpcore.NetworkBackend) -> None:
        self._sockets = sockets
        self._pace = pace

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._sockets.connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(stream, self._pace)

    def sleep(self, seconds: float) -> None:
        self._sockets.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    """A connection whose answers are rechunked."""

    def __init__(self, stream: httpcore.NetworkStream, pace: Pace) -> None:
        self._stream, self._pace = stream, pace
        self._rechunker = Rechunker()
        self._next = 0.0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if (early := self._next - time.monotonic()) > 0 and self._pace.rest_s:
            time.sleep(early)
        while data := self._stream.read(max_bytes, timeout):
            self._next = 0.0 if len(data) > _MUCH else time.monotonic() + self._pace.rest_s
            if joined := self._rechunker.feed(data):
                return joined
        return b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._rechunker.begin()
        self._next = 0.0
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _Stream(secured, self._pace)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
