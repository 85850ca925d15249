"""A server that answers exactly the bytes a test wrote, one answer a request."""

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Sequence[bytes | threading.Event | None]
"""Bytes are sent; an event is waited for (ten seconds at most); None is silence to the end."""


@dataclass
class Canned:
    """What was asked so far, and whether the client went away during the last answer."""

    url: str
    bodies: list[dict[str, object]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


def stream(*events: object, done: bool = True) -> bytes:
    """A whole 200 answer of server-sent events."""
    return stream_head() + b"".join(chunked(event(e)) for e in events) + (end() if done else b"")


def stream_head() -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )


def event(data: object) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def end() -> bytes:
    return chunked(b"data: [DONE]\n\n") + chunked(b"")


def plain(status: int, text: str, *headers: str, kind: str = "application/json") -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", "Connection: close", *headers]
    body = text.encode()
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def text(words: str, finish: str | None = None) -> dict[str, object]:
    """One event of a raw completion."""
    return {"choices": [{"index": 0, "text": words, "finish_reason": finish}]}


def delta(finish: str | None = None, **members: object) -> dict[str, object]:
    """One event of a chat."""
    return {"choices": [{"index": 0, "delta": members, "finish_reason": finish}]}


@contextmanager
def canned(*answers: Answer) -> Iterator[Canned]:
    """Serves the answers in order, each on a connection that is then closed."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)
    server = Canned(f"http://127.0.0.1:{listener.getsockname()[1]}/v1")
    thread = threading.Thread(target=_serve, args=(listener, answers, server), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes it where it waits for a request
        listener.close()
        thread.join(10)


def _serve(listener: socket.socket, answers: Sequence[Answer], server: Canned) -> None:
    for answer in answers:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(10)
            _read_request(connection, server)
            try:
                for part in answer:
                    if isinstance(part, bytes):
                        connection.sendall(part)
                    else:
                        (part or server.over).wait(10)
            except OSError:
                server.gone.set()


def _read_request(connection: socket.socket, server: Canned) -> None:
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += connection.recv(65536) or b"\r\n\r\n"
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    lengths = [
        line.partition(":")[2] for line in lines if line.lower().startswith("content-length")
    ]
    while len(body) < int(lengths[0] if lengths else 0):
        body += connection.recv(65536)
    server.heads.append(head.decode())
    if body:
        server.bodies.append(json.loads(body))
