"""A strict reader comes back from where it was, and has what failed go on."""

import asyncio
import json
import random

import httpx

from tests.chaos.reader import Reader


def event(name: str, last_id: str, **data: object) -> str:
    moves = f"id: {last_id}\n" if last_id else ""
    return f"event: {name}\n{moves}data: {json.dumps({'passage': 7, **data})}\n\n"


class Server:
    """Answers each request for the stream, and each to go on, with the next of its answers."""

    def __init__(self, streams: list[str], resumes: list[int]) -> None:
        self._streams, self._resumes = iter(streams), iter(resumes)
        self.asked: list[str | None] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            assert request.url.path == "/api/passages/7/resume"
            return httpx.Response(next(self._resumes))
        self.asked.append(request.headers.get("last-event-id"))
        return httpx.Response(200, text=next(self._streams))


def read(server: Server) -> Reader:
    reader = Reader("http://there", 1, random.Random(1))

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as client:
            await asyncio.wait_for(reader.read(client), 10)

    asyncio.run(run())
    return reader


DONE = event("state", "7:11:end", state="done", error=None)


def test_it_comes_back_from_the_last_event_it_was_sent() -> None:
    begin = ":\n\n" + event("state", "", state="writing", error=None)
    server = Server(
        [
            begin + event("text", "7:5", offset=0, text="Hello"),
            event("text", "7:11", offset=5, text=" there") + DONE,
        ],
        [],
    )
    reader = read(server)
    assert (reader.text, reader.faults, server.asked) == ("Hello there", [], [None, "7:5"])
    assert len(reader.gaps) == 1


def test_what_failed_goes_on_however_often_that_is_refused() -> None:
    failed = event("state", "7:5:end", state="failed", error={"code": "unreachable"})
    server = Server(
        [
            event("text", "7:5", offset=0, text="Hello") + failed,
            # Another reader was quicker, and it failed once more.
            failed,
            event("text", "7:11", offset=5, text=" there") + DONE,
        ],
        [503, 202, 409],
    )
    reader = read(server)
    assert (reader.text, reader.faults) == ("Hello there", [])
    # Not from its end, which it was not.
    assert server.asked == [None, "7:5", "7:5"]
