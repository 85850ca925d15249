"""One streamed answer: its text as it comes, and whether it came whole."""

import time
from collections.abc import Iterator

import httpx

from raconteur.models.bursts import bursts
from raconteur.models.cancel import Cancellation
from raconteur.models.characters import Characters
from raconteur.models.errors import ModelError
from raconteur.models.failures import body_text, of_transport, of_wrong_kind
from raconteur.models.patience import Watch
from raconteur.models.reasoning import ReasoningFilter
from raconteur.models.usage import CHARACTERS_A_TOKEN, Tokens, Usage
from raconteur.models.wire import read_chunk

# A server closes its answer right after the last event; having read that keeps the connection.
_FAREWELL_SECONDS = 0.5
# Rather too few than too many, as long as the server may still say how many it read.
_CAUTIOUS = 6


class Answer:
    """Reads one answer. `gap`: seconds between two tokens; `asked`: characters of the request;
    `empty_is_fine`: no text is an answer.

    Raises ModelError: timeout, died (no end was announced), nonsense, refused, cancelled.
    """

    def __init__(
        self,
        watch: Watch,
        cancellation: Cancellation,
        gap: float,
        asked: int,
        *,
        empty_is_fine: bool,
    ) -> None:
        self._watch = watch
        self._cancellation = cancellation
        self._gap = gap
        self._asked = asked
        self._empty_is_fine = empty_is_fine
        self._finish: str | None = None
        self._counted = 0
        self._said = 0
        self._reported: tuple[int, int] | None = None
        self._added = Tokens(0, 0)

    def text(self, response: httpx.Response, usage: Usage) -> Iterator[str]:
        """The story's part of the answer, all that one reading of the socket brings in one piece;
        what was read is counted as it comes, and however it ends."""
        characters, clean = Characters(), ReasoningFilter()
        empty = True
        watch = self._watch
        try:
            for text in self._texts(response):
                self._count(usage, self._so_far())
                if piece := clean.feed(characters.feed(text)):
                    empty = False
                    watch.reading = False
                    yield piece
                    watch.until = time.monotonic() + self._gap
                    watch.reading = True
            self._must_be_whole()
            if piece := clean.rest():
                empty = False
                yield piece
        finally:
            self._count(usage, self._in_all())
        if empty and not (self._empty_is_fine and self._finish == "stop"):
            raise ModelError("nonsense", f"an empty answer (finish: {self._finish})")

    def _texts(self, response: httpx.Response) -> Iterator[str]:
        for burst in _bursts(response, self._watch):
            # Much may have come already and wait to be read.
            self._cancellation.check()
            texts: list[str] = []
            try:
                for data in burst:
                    self._read(data, texts)
            except ModelError:
                # What was said before it went wrong was said.
                if texts:
                    yield "".join(texts)
                raise
            if texts:
                yield "".join(texts)

    def _read(self, data: str, texts: list[str]) -> None:
        if data == "[DONE]":
            self._finish = self._finish or "done"
            self._watch.move(time.monotonic() + _FAREWELL_SECONDS)
            return
        chunk = read_chunk(data)
        self._finish = chunk.finish or self._finish
        self._reported = chunk.usage or self._reported
        if chunk.text or chunk.reasoning:
            self._counted += 1
            self._watch.move(time.monotonic() + self._gap)
        if chunk.text:
            self._said += len(chunk.text)
            texts.append(chunk.text)

    def _must_be_whole(self) -> None:
        if self._finish is None:
            raise ModelError("died", "the answer ended without saying so")
        if self._finish == "content_filter":
            raise ModelError("refused", "the server's content filter", permanent=True)

    def _count(self, usage: Usage, tokens: Tokens) -> None:
        """`tokens` of this answer are used by now."""
        before, self._added = self._added, tokens
        usage.add(tokens.prompt - before.prompt, tokens.completion - before.completion)

    def _so_far(self) -> Tokens:
        """Whoever has begun to answer has read the request."""
        return Tokens(*(self._reported or (self._asked // _CAUTIOUS, self._counted)))

    def _in_all(self) -> Tokens:
        """Most servers send an event a token; some send many tokens at once."""
        if self._reported or not self._counted:
            return Tokens(*(self._reported or (0, 0)))
        said = max(self._counted, self._said // CHARACTERS_A_TOKEN)
        return Tokens(self._asked // CHARACTERS_A_TOKEN, said)


def _bursts(response: httpx.Response, watch: Watch) -> Iterator[list[str]]:
    """The data of each event. After [DONE], however the connection ends is a good end."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "text/event-stream":
        raise of_wrong_kind(response, body_text(response))
    done = False
    try:
        for burst in bursts(response.iter_bytes()):
            yield burst
            done = done or burst[-1] == "[DONE]"
    except httpx.TransportError as error:
        if done:
            return
        if not watch.expired:
            raise of_transport(error) from error
    except httpx.DecodingError as error:
        raise of_transport(error) from error
    except UnicodeDecodeError as error:
        raise ModelError("nonsense", "not UTF-8") from error
    if watch.expired and not done:
        raise ModelError("timeout", "no token came in time")
