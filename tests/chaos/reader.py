"""A strict reader: it drops its connection, comes back, and counts every character."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx

AGAIN_S = 0.2
FINAL = ("done", "stopped", "failed")


@dataclass
class Reader:
    """Follows the first passage of one story to its end.

    faults  what a reader must never see: a gap, a character twice
    gaps    (seconds, when it ended by time.monotonic) of every wait between two pieces of text
    """

    url: str
    story: int
    chance: random.Random
    text: str = ""
    last_id: str = ""
    state: str = ""
    drops: int = 0
    faults: list[str] = field(default_factory=list)
    gaps: list[tuple[float, float]] = field(default_factory=list)
    _last: float = 0.0

    async def read(self, client: httpx.AsyncClient) -> None:
        """Until the passage is done, whatever happens to the servers."""
        while self.state != "done":
            try:
                async with asyncio.timeout(self.chance.uniform(1.0, 8.0)):
                    await self._connection(client)
            except TimeoutError:
                self.drops += 1
            except (httpx.HTTPError, OSError):
                await asyncio.sleep(AGAIN_S)

    async def _connection(self, client: httpx.AsyncClient) -> None:
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        path = f"{self.url}/api/stories/{self.story}/events"
        async with client.stream("GET", path, headers=headers) as answer:
            if answer.status_code != 200:
                await asyncio.sleep(AGAIN_S)
                return
            async for name, last_id, data in _events(answer):
                await self._take(client, name, last_id, data)
                if self.state == "done":
                    return

    async def _take(
        self, client: httpx.AsyncClient, name: str, last_id: str, data: dict[str, object]
    ) -> None:
        if name == "text":
            self._append(int(str(data["offset"])), str(data["text"]))
        elif name == "state":
            self.state = str(data["state"])
        self.last_id = last_id or self.last_id
        if self.state in ("failed", "stopped"):
            await self._try_again(client, int(str(data["passage"])))

    def _append(self, offset: int, text: str) -> None:
        now = time.monotonic()
        if offset != len(self.text):
            self.faults.append(f"story {self.story}: at {len(self.text)}, sent from {offset}")
        self.text += text
        if self._last:
            self.gaps.append((now - self._last, now))
        self._last = now

    async def _try_again(self, client: httpx.AsyncClient, passage: int) -> None:
        """As a person does when the model failed."""
        await client.post(f"{self.url}/api/passages/{passage}/resume")


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, str, dict[str, object]]]:
    name, last_id, data = "", "", ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("id: "):
            last_id = line[4:]
        elif line.startswith("data: "):
            data = line[6:]
        elif not line and data:
            yield name, last_id, json.loads(data)
            name, last_id, data = "", "", ""
