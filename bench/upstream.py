"""`python -m bench.upstream --port N --pace P`: a model server that is never the limit.

Its events are made beforehand and sent by one timer a stream, or as fast as the socket takes them
(pace 0): a hundredth of what the scripted model costs, so that on a machine of few cores the
processors are left to what is measured. It tells a sentence of ten words again and again, a word a
token, about as long as it is asked to; asked for an outline it gives a short one.
"""

import argparse
import asyncio
import json
import os
import re
import sys
import threading
from itertools import islice

SENTENCE = "The bear went to the lake and looked at it."
MODEL = "upstream"
MODELS = {"data": [{"id": MODEL, "object": "model", "max_model_len": 4_000_000}]}
# At full speed, how many words are handed to the socket together.
BLOCK = 500
# Of the words it is asked for: a model that stops by itself, before it is cut.
SHARE = 0.9
_WORDS = re.compile(r"about (\d+) words")
_LINES = re.compile(r"exactly (\d+) numbered lines")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_STREAM = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)


def _event(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": finish}
    said = {"id": "bench", "object": "chat.completion.chunk", "model": MODEL, "choices": [choice]}
    return f"data: {json.dumps(said)}\n\n".encode()


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


WORDS = [_chunk(_event(f" {word}")) for word in SENTENCE.split()]
BLOCKED = b"".join(WORDS) * (BLOCK // len(WORDS))
END = _chunk(_event("", "stop")) + _chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n"


class Said:
    """An answer: chunks of one token each, and all of them in blocks."""

    def __init__(self, asked: str, most: int) -> None:
        lines = _LINES.findall(asked)
        words = _WORDS.findall(asked)
        self._outline: list[bytes] = []
        if lines:
            told = "Title: The bear\n" + "".join(
                f"{n}. The bear walks on.\n" for n in range(1, int(lines[-1]) + 1)
            )
            self._outline = [_chunk(_event(word)) for word in re.findall(r"\S+\s*", told)]
            self.length = len(self._outline)
        else:
            wanted = int(int(words[-1]) * SHARE) if words else most
            # Whole sentences.
            self.length = max(1, wanted // len(WORDS)) * len(WORDS)

    def part(self, begin: int, end: int) -> bytes:
        """The tokens from `begin` to `end`."""
        if self._outline:
            return b"".join(islice(self._outline, begin, end))
        if end - begin == BLOCK and begin % len(WORDS) == 0:
            return BLOCKED
        return b"".join(WORDS[n % len(WORDS)] for n in range(begin, end))


class Count:
    """Tokens sent by all streams so far."""

    tokens = 0


class Connection(asyncio.Protocol):
    """One client, one request after the other."""

    def __init__(self, pace: float, count: Count) -> None:
        self._pace, self._count = pace, count
        self._read = bytearray()
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        self._held_back = False
        self._said: Said | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _: Exception | None) -> None:
        if self._timer:
            self._timer.cancel()

    def pause_writing(self) -> None:
        self._held_back = True

    def resume_writing(self) -> None:
        self._held_back = False
        self._go_on()

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, found, body = bytes(self._read).partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if found and len(body) >= (int(length[1]) if length else 0):
            self._read.clear()
            method, path, _ = head.split(b" ", 2)
            self._answer(method, path, body)

    def _answer(self, method: bytes, path: bytes, body: bytes) -> None:
        if method == b"POST" and path.endswith(b"/chat/completions"):
            self._tell(json.loads(body))
        elif path.endswith(b"/models"):
            self._whole(200, MODELS)
        elif path == b"/tokens":
            self._whole(200, {"tokens": self._count.tokens})
        else:
            self._whole(404, {"error": {"message": "not found"}})

    def _whole(self, status: int, data: object) -> None:
        body = json.dumps(data).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
        self._transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def _tell(self, asked: dict[str, object]) -> None:
        messages = asked.get("messages")
        last = messages[-1]["content"] if isinstance(messages, list) else ""
        most = asked.get("max_tokens")
        self._said = Said(str(last), most if isinstance(most, int) else 1000)
        self._sent, self._began = 0, self._loop.time()
        self._transport.write(_STREAM)
        self._go_on()

    def _go_on(self) -> None:
        """What is due, or in blocks until the socket takes no more."""
        said = self._said
        if said is None:
            return
        while self._sent < said.length:
            if self._held_back or self._transport.is_closing():
                return
            if self._pace:
                due = 1 + int((self._loop.time() - self._began) * self._pace)
                due = min(max(due, self._sent + 1), said.length)
            else:
                due = min(self._sent + BLOCK, said.length)
            self._transport.write(said.part(self._sent, due))
            self._count.tokens += due - self._sent
            self._sent = due
            if self._pace and due < said.length:
                when = self._began + due / self._pace
                self._timer = self._loop.call_at(when, self._go_on)
                return
        self._said = None
        self._transport.write(END)


async def _serve(port: int, pace: float) -> None:
    count = Count()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(pace, count), "127.0.0.1", port)
    await server.serve_forever()


def _end_with_input() -> None:
    """Whoever started us holds the other end; when it is gone, so are we."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.upstream", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--pace", type=float, default=0.0, help="tokens a second; 0: no limit")
    asked = parser.parse_args()
    threading.Thread(target=_end_with_input, daemon=True).start()
    asyncio.run(_serve(asked.port, asked.pace))


if __name__ == "__main__":
    main()
