"""Requests to Flask are read whole and answered whole."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from raconteur.web.bridge import Bridge
from raconteur.web.edge import Message

MOST_BODY = 10
SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "query_string": b"",
    "http_version": "1.1",
    "headers": [],
}
Start = Callable[[str, list[tuple[str, str]]], object]


def echo(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    start_response("200 OK", [("X-Method", environ["REQUEST_METHOD"])])
    return [b"read ", environ["wsgi.input"].read()]


def ask(app: Any, *messages: Message) -> list[Message]:
    """What the bridge sends to a client that sends these messages."""
    waiting, sent = list(messages), []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Bridge(app, threads=1, most_body=MOST_BODY)(dict(SCOPE), receive, send))
    return sent


def body(data: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": data, "more_body": more}


def test_a_body_in_pieces_is_read_and_answered_in_one() -> None:
    start, answer = ask(echo, body(b"on", more=True), body(b"ce"))
    assert start["status"] == 200
    assert (b"x-method", b"POST") in start["headers"]
    assert answer == {"type": "http.response.body", "body": b"read once"}


def test_of_a_body_that_is_too_long_only_so_much_is_read_that_it_is_seen() -> None:
    _, answer = ask(echo, body(b"x" * 8, more=True), body(b"x" * 8, more=True))
    assert answer["body"] == b"read " + b"x" * (MOST_BODY + 1)


def test_who_leaves_before_the_end_is_not_answered() -> None:
    assert ask(echo, body(b"on", more=True), {"type": "http.disconnect"}) == []


def test_what_the_application_opened_is_closed() -> None:
    class Parts(list[bytes]):
        closed = False

        def close(self) -> None:
            self.closed = True

    parts = Parts([b"told"])

    def tells(_environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        start_response("200 OK", [])
        return parts

    assert ask(tells, body(b""))[1]["body"] == b"told"
    assert parts.closed


def test_who_sends_a_body_too_slowly_is_told_so_and_holds_nothing() -> None:
    sent: list[Message] = []
    waiting = [body(b"{", more=True)]

    async def receive() -> Message:
        if waiting:
            return waiting.pop()
        return await asyncio.Future[Message]()

    async def send(message: Message) -> None:
        sent.append(message)

    bridge = Bridge(echo, threads=1, most_body=MOST_BODY, body_s=0.01)
    asyncio.run(bridge(dict(SCOPE), receive, send))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"Send it again" in sent[1]["body"]
