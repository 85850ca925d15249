"""Many event streams read by one process that writes down what comes and looks at it afterwards."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

_EVENT = re.compile(rb"event: (\w+)\n(?:id: [^\n]*\n)?data: ([^\n]*)\n")


class Arrived(NamedTuple):
    """One event, and when it had come (`time.perf_counter`)."""

    when: float
    name: str
    data: dict[str, object]


class Wire(asyncio.Protocol):
    """One connection: what is sent on it, and what comes back with its time."""

    def __init__(self) -> None:
        self.read: list[tuple[float, bytes]] = []
        self._looked_for: tuple[Callable[[bytes], bool], asyncio.Future[float]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.read.append((now, data))
        if self._looked_for and self._looked_for[0](data):
            found, self._looked_for = self._looked_for[1], None
            if not found.done():
                found.set_result(now)

    def connection_lost(self, _: Exception | None) -> None:
        if self._looked_for and not self._looked_for[1].done():
            self._looked_for[1].set_exception(ConnectionError("closed before it was there"))

    def until(self, looked_for: Callable[[bytes], bool]) -> asyncio.Future[float]:
        """When data came that is looked for, from now on."""
        found: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._looked_for = looked_for, found
        return found

    def get(self, path: str) -> None:
        self.transport.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def post(self, path: str, body: object, key: str | None = None) -> None:
        said = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        if key:
            head += f"Authorization: Bearer {key}\r\n"
        self.transport.write(f"{head}Content-Length: {len(said)}\r\n\r\n".encode() + said)

    def events(self) -> Iterator[Arrived]:
        """All that came so far. An event that came in two parts has the time of the second."""
        rest = b""
        for when, data in self.read:
            rest = unchunked(rest + data)
            end = 0
            for found in _EVENT.finditer(rest):
                yield Arrived(when, found[1].decode(), json.loads(found[2]))
                end = found.end()
            rest = rest[end:]


@dataclass(frozen=True, slots=True)
class Door:
    """Where a server is."""

    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> "Door":
        parts = urlsplit(url)
        return cls(parts.hostname or "", parts.port or 80)

    async def wire(self) -> Wire:
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(Wire, self.host, self.port)
        return wire

    async def ask(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """A small answer, over a connection of its own. Raises RuntimeError for a refusal."""
        wire = await self.wire()
        came = wire.until(lambda _: _is_whole(b"".join(data for _, data in wire.read)))
        if method == "POST":
            wire.post(path, body or {})
        else:
            wire.get(path)
        await asyncio.wait_for(came, 60)
        wire.transport.close()
        head, _, said = b"".join(data for _, data in wire.read).partition(b"\r\n\r\n")
        if int(head.split(b" ", 2)[1]) >= 400:
            raise RuntimeError(f"{path}: {said[:200]!r}")
        found: dict[str, object] = json.loads(said)
        return found


def _is_whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    return bool(found and length) and len(body) >= int(length[1] if length else 0)


def unchunked(data: bytes) -> bytes:
    """Without the sizes of HTTP's chunks, which stand on lines of their own."""
    return re.sub(rb"\r\n(?:[0-9A-Fa-f]+\r\n)?|^[0-9A-Fa-f]+\r\n", b"", data)
