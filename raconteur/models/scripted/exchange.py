"""One request and its answer over ASGI, without a framework."""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

# ASGI's own types hold anything; everything read from them is checked here.
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Event, Receive, Send], Awaitable[None]]


class Gone(Exception):
    """The client has closed the connection."""


class Exchange:
    """Reads the request, sends the answer, notices when the client goes away."""

    def __init__(self, scope: Event, receive: Receive, send: Send) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._headers = {name.lower(): value for name, value in scope["headers"]}
        self._receive = receive
        self._send = send
        self._left: asyncio.Future[Event] | None = None

    @property
    def key(self) -> str:
        """What was sent as a bearer token, or ""."""
        value: bytes = self._headers.get(b"authorization", b"")
        return value.decode("latin-1").removeprefix("Bearer ")

    @property
    def trace_id(self) -> str:
        """Of the request that this one serves, or ""."""
        value: bytes = self._headers.get(b"x-trace-id", b"")
        return value.decode("latin-1")

    async def json(self) -> dict[str, object]:
        """The body. Raises ValueError when it is no JSON object."""
        body = b""
        more = True
        while more:
            event = await self._receive()
            if event["type"] == "http.disconnect":
                raise Gone
            body += event.get("body", b"")
            more = event.get("more_body", False)
        found: object = json.loads(body or b"{}")
        if not isinstance(found, dict):
            raise ValueError("a JSON object is expected")
        return found

    async def answer(self, status: int, data: object) -> None:
        text = json.dumps(data, ensure_ascii=False)
        await self.begin(status, "application/json")
        await self.write(text.encode(), more=False)

    async def begin(self, status: int, kind: str) -> None:
        headers = [(b"content-type", kind.encode())]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def write(self, data: bytes, *, more: bool = True) -> None:
        await self._send({"type": "http.response.body", "body": data, "more_body": more})

    async def pause(self, seconds: float | None) -> None:
        """Waits so long, or for ever. Raises Gone as soon as the client has left."""
        if self._left is None:
            # Granian's receive() gives an awaitable that is no coroutine.
            self._left = asyncio.ensure_future(self._receive())
        if seconds == 0:
            await asyncio.sleep(0)
        else:
            await asyncio.wait({self._left}, timeout=seconds)
        if self._left.done():
            raise Gone

    def close(self) -> None:
        if self._left is not None:
            self._left.cancel()
