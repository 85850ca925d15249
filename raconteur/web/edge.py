"""The one middleware around both halves of the web process, so that they cannot differ.

Trace id, who may ask at all, CORS, what a browser refuses, metrics and the line in the log.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from flask import Flask, request
from werkzeug.datastructures import Headers

from raconteur.observe import fields, metrics, trace
from raconteur.web import problems
from raconteur.web.client import CLIENT, Gateways
from raconteur.web.cors import Cors
from raconteur.web.door import VISITOR, Door, Refused
from raconteur.web.guards import Guards
from raconteur.web.paths import Paths

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Where the application leaves the route's template for the metrics.
ENDPOINT = "raconteur.endpoint"
NO_ROUTE = "unmatched"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class Edge:
    """Wraps an ASGI application; see the module."""

    def __init__(
        self,
        app: App,
        cors: Cors,
        door: Door,
        gateways: Gateways,
        paths: Paths,
        guards: Guards,
    ) -> None:
        self._app = app
        self._cors = cors
        self._door = door
        self._gateways = gateways
        self._paths = paths
        self._guards = guards

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(
            [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        )
        trace_id = trace.honoured(headers.get("X-Trace-Id"))
        token = trace.current.set(trace_id)
        method = str(scope["method"])
        scope[ENDPOINT] = NO_ROUTE
        peer = (scope.get("client") or ("",))[0]
        scope[CLIENT] = self._gateways.client(peer, str(scope.get("scheme", "http")), headers)
        extra = [(b"x-trace-id", trace_id.encode()), *self._cors.headers(headers, method)]
        path = self._paths.shown(str(scope["path"]))
        answered = _Answered(scope, send, path, extra, self._guards)
        try:
            await self._answer(scope, receive, answered, method, headers)
        finally:
            trace.current.reset(token)

    async def _answer(
        self, scope: Scope, receive: Receive, send: "_Answered", method: str, headers: Headers
    ) -> None:
        try:
            path, client = str(scope["path"]), scope[CLIENT]
            scope[VISITOR] = await self._door.admit(method, path, headers, client)
        except Refused as refused:
            await _send_refusal(send, refused)
            return
        if method == "OPTIONS" and "Access-Control-Request-Method" in headers:
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            try:
                await self._app(scope, receive, send)
            except Exception:
                # The outermost edge: a defect of ours is logged and answered in our one shape.
                log.exception("unforeseen error")
                if send.status:
                    raise
                await send_problem(send, 500, "Something went wrong on our side.")


class _Answered:
    """Sends an answer with what the edge adds, and counts it when it begins."""

    def __init__(
        self,
        scope: Scope,
        send: Send,
        path: str,
        extra: list[tuple[bytes, bytes]],
        guards: Guards,
    ) -> None:
        """`path`: as it may be logged."""
        self._scope, self._send, self._path = scope, send, path
        self._extra, self._guards = extra, guards
        self._began = time.perf_counter()
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            said = message.get("headers", ())
            guards = self._guards.headers(str(self._scope["path"]), said)
            message = {**message, "headers": [*said, *self._extra, *guards]}
            seconds = time.perf_counter() - self._began
            await self._send(message)
            # Afterwards: nobody waits for our book-keeping.
            self._count(seconds)
        else:
            await self._send(message)

    def _count(self, seconds: float) -> None:
        endpoint = str(self._scope[ENDPOINT])
        # A method is a word that its sender chooses, too.
        method = str(self._scope["method"])
        method = method if method in METHODS else "other"
        metrics.observe(method, endpoint, self.status, seconds)
        log.info(
            "%s %s %s",
            method,
            self._path,
            self.status,
            extra={
                "http.request.method": method,
                "http.response.status_code": self.status,
                "url.path": self._path,
                "event.duration": int(seconds * 1e9),
                fields.ENDPOINT: endpoint,
            },
        )


async def _send_refusal(send: Send, refused: Refused) -> None:
    more = {
        401: [(b"www-authenticate", b'Bearer realm="raconteur"')],
        503: [(b"retry-after", str(problems.RETRY_AFTER_S).encode())],
    }
    await send_problem(
        send, refused.status, refused.detail, more.get(refused.status, ()), refused.kind
    )


async def send_problem(
    send: Send,
    status: int,
    detail: str,
    more: Iterable[tuple[bytes, bytes]] = (),
    kind: str = "",
) -> None:
    """A problem, for the parts that live outside Flask. `more`: further headers."""
    body = problems.body(status, detail, kind=kind).model_dump_json(exclude_none=True).encode()
    headers = [
        (b"content-type", problems.CONTENT_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def tell_endpoint(app: Flask) -> None:
    """Have Flask leave the template of the route it found where the edge looks for it."""

    @app.before_request
    def _tell() -> None:
        scope = request.environ.get("asgi.scope")
        if scope is not None and request.url_rule is not None:
            scope[ENDPOINT] = request.url_rule.rule
