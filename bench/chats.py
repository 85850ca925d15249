"""A streamed chat completion, asked of any server that offers one."""

import asyncio
import math
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from bench.asking import connect, post, stamped_events
from bench.model import Upstream
from bench.streams import Door, Wire, unchunked
from raconteur.models.wire import read_chunk

PATIENCE_S = 60.0
# How long a first token is waited for among many.
IN_TIME_S = 5.0
# The beginning of what an event says, where it says anything.
_TOKEN = re.compile(rb'"content": ?"[^"]')


@dataclass(frozen=True, slots=True)
class Chat:
    """`url`: of the server."""

    url: str
    path: str
    body: Mapping[str, object]
    key: str | None = None

    def first_token(self) -> float:
        """Seconds from sending the request, over a connection that is open already, to having read
        the first token. The answer is read to its end. Raises RuntimeError when it says nothing."""
        with closing(connect(self.url)) as connection:
            began = time.perf_counter()
            events = stamped_events(post(connection, self.path, self.body, self.key))
            first = next((when for data, when in events if _says_something(data)), None)
            for _ in events:
                pass
        if first is None:
            raise RuntimeError(f"{self.path}: an answer without a token")
        return first - began

    async def wire(self) -> Wire:
        """A connection to ask on."""
        return await Door.of(self.url).wire()

    async def asked(self, wire: Wire) -> float:
        """Seconds from sending the request to having read the first token, while the rest comes;
        infinite when it is not there in time."""
        first = wire.until(lambda data: bool(_TOKEN.search(data)))
        began = time.perf_counter()
        wire.post(self.path, self.body, self.key)
        try:
            return await asyncio.wait_for(first, IN_TIME_S) - began
        except TimeoutError:
            return math.inf

    async def fastest(self) -> float:
        """Tokens a second after the first that came, read to the end. Raises TimeoutError."""
        wire = await self.wire()
        ended = wire.until(lambda data: b"[DONE]" in data)
        wire.post(self.path, self.body, self.key)
        await asyncio.wait_for(ended, PATIENCE_S)
        wire.transport.close()
        came = [each for each in wire.read if _TOKEN.search(each[1])]
        return tokens([data for _, data in came[1:]]) / (came[-1][0] - came[0][0])


def of_model(model: Upstream, words: int) -> Chat:
    """The bench's own model, asked for about so many words."""
    return Chat(model.url, "/v1/chat/completions", wish(words))


def wish(words: int) -> dict[str, object]:
    """What everybody is asked for."""
    said = f"Tell the story of a bear who is lost, in about {words} words."
    return {"model": "upstream", "stream": True, "messages": [{"role": "user", "content": said}]}


def tokens(parts: Sequence[bytes]) -> int:
    """How many there are in what came, one after the other."""
    return len(_TOKEN.findall(unchunked(b"".join(parts))))


def _says_something(data: str) -> bool:
    return data != "[DONE]" and bool(read_chunk(data).text)
