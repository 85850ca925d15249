"""How httpx reaches a model server: as by itself, with what is read rechunked."""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from raconteur.models.rechunk import Rechunker


def transport(tls: ssl.SSLContext, keepalive_expiry: float) -> httpx.HTTPTransport:
    """A transport without a proxy. `keepalive_expiry` in seconds."""
    made = httpx.HTTPTransport(verify=tls)
    # httpx has no way of its own to pass httpcore's public `network_backend` on.
    made._pool = httpcore.ConnectionPool(
        ssl_context=tls,
        keepalive_expiry=keepalive_expiry,
        max_connections=None,
        network_backend=_Backend(),
    )
    return made


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(
            self._sockets.connect_tcp(host, port, timeout, local_address, socket_options)
        )

    def sleep(self, seconds: float) -> None:
        self._sockets.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    """A connection whose answers are rechunked."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self._rechunker = Rechunker()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while data := self._stream.read(max_bytes, timeout):
            if joined := self._rechunker.feed(data):
                return joined
        return b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._rechunker.begin()
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
