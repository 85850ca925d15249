"""A client that costs next to nothing, so that what is measured is the server."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from urllib.parse import urlsplit

from bench.requests import Asked
from raconteur.models.wire import read_chunk

PATIENCE_S = 60.0


def connect(url: str) -> http.client.HTTPConnection:
    """A connection to the host of `url`, open already."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE_S)
    connection.connect()
    return connection


def post(
    connection: http.client.HTTPConnection,
    path: str,
    body: Mapping[str, object] | None = None,
    key: str | None = None,
) -> http.client.HTTPResponse:
    """The answer, its headers read. Raises RuntimeError for one that says no."""
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    sent = json.dumps(body).encode() if body is not None else b""
    connection.request("POST", path, sent, headers)
    answer = connection.getresponse()
    if answer.status >= 400:
        raise RuntimeError(f"{path}: {answer.status} {answer.read()[:200]!r}")
    return answer


def get(connection: http.client.HTTPConnection, path: str) -> http.client.HTTPResponse:
    connection.request("GET", path)
    return connection.getresponse()


def stamped_events(answer: http.client.HTTPResponse) -> Iterator[tuple[str, float]]:
    """The data of each server-sent event, and when it had come (`time.perf_counter`)."""
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield line[6:].decode().rstrip("\n"), time.perf_counter()


def ask_model(url: str, asked: Asked, key: str | None = None) -> int:
    """Ask what the craft asked, reading as much as it did. The tokens, counted as the client of
    the application does: by what the server reports, else by pieces."""
    pieces, reported = 0, None
    with closing(connect(url)) as connection:
        for data, _ in stamped_events(post(connection, f"/v1/{asked.path}", asked.body, key)):
            if data == "[DONE]":
                break
            chunk = read_chunk(data)
            reported = chunk.usage or reported
            pieces += bool(chunk.text)
            if pieces == asked.pieces:
                break
    return reported[1] if reported else pieces
