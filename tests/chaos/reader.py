"""A strict reader: it drops its connection, comes back, and counts every character."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from raconteur.store.passages import FINAL
from tests.chaos.waits import Gap

AGAIN_S = 0.2


@dataclass
class Reader:
    """Follows the first passage of one story to its end.

    faults  what a reader must never see: a gap, a character twice, a stop that nobody asked for, an
            error that is ours
    gaps    of all pieces of text
    """

    url: str
    story: int
    chance: random.Random
    text: str = ""
    state: str = ""
    drops: int = 0
    faults: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    _passage: int = 0
    _last_id: str = ""
    _last: float = 0.0

    async def read(self, client: httpx.AsyncClient) -> None:
        """Until the passage is done, whatever happens to the servers."""
        while self.state != "done":
            try:
                if self.state in FINAL:
                    await self._go_on(client)
                    continue
                async with asyncio.timeout(self.chance.uniform(1.0, 8.0)):
                    await self._connection(client)
            except TimeoutError:
                self.drops += 1
            except (httpx.HTTPError, OSError):
                await asyncio.sleep(AGAIN_S)

    async def _connection(self, client: httpx.AsyncClient) -> None:
        headers = {"Last-Event-ID": self._last_id} if self._last_id else {}
        path = f"{self.url}/api/stories/{self.story}/events"
        async with client.stream("GET", path, headers=headers) as answer:
            if answer.status_code != 200:
                await asyncio.sleep(AGAIN_S)
                return
            async for name, last_id, data in _events(answer):
                self.take(name, last_id, data)
                if self.state in FINAL:
                    return

    def take(self, name: str, last_id: str, data: Mapping[str, Any]) -> None:
        """One event of the stream."""
        self._passage = data["passage"]
        self._last_id = last_id or self._last_id
        if name == "text":
            self._append(data["offset"], data["text"])
        elif name == "state":
            self.state = data["state"]
            code = (data["error"] or {}).get("code")
            if self.state == "stopped" or code == "internal":
                self.faults.append(f"story {self.story}: {self.state}, {code}")

    def _append(self, offset: int, text: str) -> None:
        now = time.monotonic()
        if offset != len(self.text):
            self.faults.append(f"story {self.story}: at {len(self.text)}, sent from {offset}")
        self.text += text
        if self._last:
            self.gaps.append(Gap(self._last, now))
        self._last = now

    async def _go_on(self, client: httpx.AsyncClient) -> None:
        """As a person does when the model failed."""
        answer = await client.post(f"{self.url}/api/passages/{self._passage}/resume")
        if answer.status_code in (202, 409):
            # Whoever asked for it, it goes on, and what was its end is none.
            self.state, self._last_id = "", f"{self._passage}:{len(self.text)}"
        else:
            await asyncio.sleep(AGAIN_S)


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, str, dict[str, Any]]]:
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
