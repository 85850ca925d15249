"""Flask behind ASGI: a request is read whole, answered in a thread, and sent whole.

So a slow sender holds no thread, and a request crosses between the event loop and its thread
once, not for every part of what is read and sent. What must flow (the event stream) lives outside
Flask.
"""

import asyncio
import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from a2wsgi import wsgi

from raconteur.web.asked import MOST_BODY
from raconteur.web.door import VISITOR
from raconteur.web.edge import Message, Receive, Scope, Send, send_problem

# Its annotations name its own kinds of scope and body.
_environ: Any = wsgi.build_environ

# Bytes from who has not come in: a name, a password and a code.
MOST_OF_STRANGERS = 16_384
# Seconds until a body has come: 1 MB takes less by any line on which a story can be read.
BODY_S = 60.0
CLOSE = [(b"connection", b"close")]

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Bridge:
    """An ASGI application (http only).

    app         the WSGI application; it refuses bodies of more than `most_body` bytes by itself
    threads     requests answered at the same time
    most_body   bytes; of a longer body no more than one byte beyond is read
    body_s      seconds until a body has come
    """

    def __init__(self, app: WsgiApp, threads: int, most_body: int, body_s: float = BODY_S) -> None:
        self._app = app
        self._most_body, self._body_s = most_body, body_s
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="flask")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = self._most_body if scope.get(VISITOR) else min(MOST_OF_STRANGERS, self._most_body)
        try:
            async with asyncio.timeout(self._body_s):
                body = await self._read(receive, most)
        except TimeoutError:
            await send_problem(send, 408, "The body did not come. Send it again.", CLOSE)
            return
        if body is None:
            return
        environ: dict[str, Any] = _environ(scope, io.BytesIO(body))
        # The body ends where ours does, also without a length.
        environ["wsgi.input_terminated"] = True
        environ[MOST_BODY] = most
        answer = await asyncio.get_running_loop().run_in_executor(
            self._threads, partial(copy_context().run, self._answer, environ)
        )
        await send(answer.start())
        await send({"type": "http.response.body", "body": answer.body})

    async def _read(self, receive: Receive, most: int) -> bytes | None:
        """The body; None when the client left before it had sent it."""
        body = bytearray()
        while len(body) <= most:
            # Granian gives an awaitable that is not a coroutine.
            message = await asyncio.ensure_future(receive())
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            if not message.get("more_body", False):
                break
        return bytes(body[: most + 1])

    def _answer(self, environ: dict[str, Any]) -> "_Answer":
        answer = _Answer()
        parts = self._app(environ, answer.begin)
        try:
            answer.body += b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        return answer


@dataclass(slots=True)
class _Answer:
    """What the WSGI application answers."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    def begin(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]

    def start(self) -> Message:
        return {"type": "http.response.start", "status": self.status, "headers": self.headers}
