"""200 disconnects at random points during 20 stories: each reader gets each character once."""

import asyncio
import random
from pathlib import Path
from typing import Any

import httpx

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving, events

STORIES, DROPS_EACH = 20, 10


class Reader:
    """Follows one story and loses the connection again and again."""

    def __init__(self, url: str, story_id: int, drops: int, chance: random.Random) -> None:
        self.url, self.story_id = url, story_id
        self.last_id = ""
        self.text = ""
        self.dropped = 0
        # Characters after which the connection breaks, each counted from the last break.
        self._drops = [chance.randrange(0, 60) for _ in range(drops)]

    async def read(self) -> None:
        async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
            while not await self._connect(client):
                pass

    async def _connect(self, client: httpx.AsyncClient) -> bool:
        """One connection; True when the story's end was read."""
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        patience = self._drops[self.dropped] if self.dropped < len(self._drops) else None
        path = f"{self.url}/api/stories/{self.story_id}/events"
        async with client.stream("GET", path, headers=headers) as stream:
            block: list[str] = []
            async for line in stream.aiter_lines():
                if line:
                    block.append(line)
                    continue
                for event in events(iter([*block, ""])):
                    if self._take(event):
                        return True
                block = []
                if patience is not None and len(self.text) >= patience + self.dropped:
                    self.dropped += 1
                    return False
        return False

    def _take(self, event: dict[str, Any]) -> bool:
        if event["event"] == "text":
            # What a strict reader insists on: no gap, no character twice.
            assert event["data"]["offset"] == len(self.text)
            self.text += event["data"]["text"]
        self.last_id = event.get("id", self.last_id)
        return self.last_id.endswith(":end")


def test_each_reader_gets_each_character_once_in_order(tmp_path: Path) -> None:
    chance = random.Random(20)
    with (
        ScriptedServer(pace=150, parameters=8e9) as model,
        Serving(tmp_path, RACONTEUR_MODEL_URL=model.url, RACONTEUR_WRITERS="20") as server,
    ):
        ids = [server.begin(craft="free", length_words=150, seed=n)["id"] for n in range(STORIES)]
        readers = [Reader(server.url, story_id, DROPS_EACH, chance) for story_id in ids]

        async def all_of_them() -> None:
            async with asyncio.timeout(100):
                await asyncio.gather(*(reader.read() for reader in readers))

        asyncio.run(all_of_them())
        for reader in readers:
            [passage] = server.story(reader.story_id)["passages"]
            assert passage["state"] == "done"
            assert reader.text == passage["text"]
            assert len(reader.text.split()) > 50
        drops = sum(reader.dropped for reader in readers)
    print(f"\n{drops} disconnects during {STORIES} stories, every character once, in order")
    assert drops == STORIES * DROPS_EACH
