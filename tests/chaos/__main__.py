"""`make chaos`: kill everything again and again while stories are written, and count characters.

Ends with status 1 when one character was lost or doubled, or a passage did not come to its end.
"""

import argparse
import asyncio
import json
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from tests.chaos.accidents import Accidents
from tests.chaos.reader import Reader
from tests.cluster.cluster import Cluster

AT_ONCE = 12
ENDING_S = 90.0
# From so many kills on, writers and webs are killed mostly: a server takes seconds to come back.
LONG = 200
# Text is committed ten times a second.
NORMAL_S = 0.3
WISH = {"prompt": "A bear", "craft": "free", "language": "en"}
_TOKEN = re.compile(r"\bw(\d+)\b")


class Run:
    """One run: stories are begun and read while accidents happen, then everything is judged."""

    def __init__(self, cluster: Cluster, seconds: float, kills: int, seed: int) -> None:
        self.cluster, self.seconds, self.least_kills = cluster, seconds, kills
        self.chance = random.Random(seed)
        self.accidents = Accidents(cluster, random.Random(seed + 1))
        self.readers: list[Reader] = []
        # Seconds between two accidents.
        self.pause = 0.5, 3.0
        self._over = False

    async def go(self) -> list[str]:
        """What went wrong; nothing when all is well."""
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        async with httpx.AsyncClient(timeout=10, limits=limits, trust_env=False) as client:
            feeders = [asyncio.create_task(self._feed(client)) for _ in range(AT_ONCE)]
            until = time.monotonic() + self.seconds
            while time.monotonic() < until or self.accidents.kills < self.least_kills:
                await asyncio.sleep(self.chance.uniform(*self.pause))
                await self.accidents.one()
            self._over = True
            done, late = await asyncio.wait(feeders, timeout=ENDING_S)
            for task in late:
                task.cancel()
            faults = [str(task.exception()) for task in done if task.exception()]
            return [*faults, *await self._judge(client)]

    async def _feed(self, client: httpx.AsyncClient) -> None:
        while not self._over:
            story = await self._begin(client)
            if story is not None:
                pair = [Reader(self.cluster.url, story, self.chance) for _ in range(2)]
                self.readers += pair
                await asyncio.gather(*(reader.read(client) for reader in pair))

    async def _begin(self, client: httpx.AsyncClient) -> int | None:
        wish = {**WISH, "length_words": self.chance.choice((150, 200)), "seed": len(self.readers)}
        try:
            answer = await client.post(f"{self.cluster.url}/api/stories", json=wish)
        except (httpx.HTTPError, OSError):
            await asyncio.sleep(0.3)
            return None
        if answer.status_code != 202:
            await asyncio.sleep(0.3)
            return None
        return int(answer.json()["id"])

    async def _judge(self, client: httpx.AsyncClient) -> list[str]:
        faults = [fault for reader in self.readers for fault in reader.faults]
        stories = await self._every_story(client)
        for story in stories:
            [passage] = story["passages"]
            text, where = passage["text"], f"story {story['id']}"
            if passage["state"] != "done":
                faults.append(f"{where} is still {passage['state']}")
                continue
            numbers = [int(n) for n in _TOKEN.findall(text)]
            first = numbers[0] if numbers else 0
            if numbers != list(range(first, first + len(numbers))):
                faults.append(f"{where}: tokens are missing, doubled or out of order")
            if len(numbers) < 100:
                faults.append(f"{where}: only {len(numbers)} tokens")
            for reader in self.readers:
                if reader.story == story["id"] and reader.text != text:
                    faults.append(f"{where}: a reader has another text than the database")
        return faults

    async def _every_story(self, client: httpx.AsyncClient) -> list[dict[str, Any]]:
        """Also those whose asker never had an answer; once nothing is being written any more."""
        until = time.monotonic() + ENDING_S
        while True:
            answer = await client.get(f"{self.cluster.url}/api/stories?limit=100")
            found, link = answer.json(), answer.links.get("next")
            while link:
                answer = await client.get(answer.url.join(link["url"]))
                found, link = found + answer.json(), answer.links.get("next")
            live = [each for each in found if each["state"] in ("queued", "writing", "failed")]
            if not live or time.monotonic() > until:
                break
            for each in live:
                if each["state"] == "failed":
                    await client.post(f"{self.cluster.url}/api/passages/{each['head']}/resume")
            await asyncio.sleep(0.5)
        return [
            (await client.get(f"{self.cluster.url}/api/stories/{each['id']}")).json()
            for each in found
        ]

    def tell(self) -> None:
        """The figures."""
        kinds: dict[str, int] = {}
        for each in self.accidents.happened:
            kinds[each.what] = kinds.get(each.what, 0) + 1
        gaps = sorted(seconds for reader in self.readers for seconds, _ in reader.gaps)
        after = self._after("writer", "two writers", "web and writer")
        print(f"kills                {self.accidents.kills}")
        print(f"accidents            {', '.join(f'{k} {n}' for k, n in sorted(kinds.items()))}")
        print(f"passages             {len({reader.story for reader in self.readers})}")
        print(f"dropped connections  {sum(reader.drops for reader in self.readers)}")
        print(f"longest gap a reader saw            {max(gaps, default=0):.1f} s")
        if after:
            print(
                f"after a writer's death text came    p50 {statistics.median(after):.2f} s, "
                f"max {max(after):.1f} s ({len(after)} waits)"
            )

    def told(self, faults: list[str]) -> dict[str, object]:
        """The same for a program: kills, passages, faults, after_a_writer and longest_gap in
        seconds."""
        gaps = [seconds for reader in self.readers for seconds, _ in reader.gaps]
        return {
            "kills": self.accidents.kills,
            "passages": len({reader.story for reader in self.readers}),
            "faults": faults,
            "after_a_writer": self._after("writer", "two writers", "web and writer"),
            "longest_gap": max(gaps, default=0.0),
        }

    def _after(self, *kinds: str) -> list[float]:
        """Waits of readers that a writer's death began."""
        times = [each.at for each in self.accidents.happened if each.what in kinds]
        waits = []
        for reader in self.readers:
            for seconds, ended in reader.gaps:
                began = ended - seconds
                for at in times:
                    if began <= at <= ended and seconds > NORMAL_S:
                        waits.append(ended - at)
        return waits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--kills", type=int, default=60, help="at least so many")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", help="one kind of accident")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--keep", action="store_true", help="keep the logs")
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    home = Path(tempfile.mkdtemp(prefix="raconteur-chaos-"))
    with Cluster(home, numbered=True, accidents=True) as cluster:
        run = Run(cluster, asked.seconds, asked.kills, seed)
        if asked.only:
            run.accidents.weights = {asked.only: 1}
        if asked.kills >= LONG:
            run.accidents.weights |= {"writer": 60, "web": 30, "two writers": 20}
            run.accidents.wait, run.pause = False, (0.2, 1.6)
        faults = asyncio.run(run.go())
        run.tell()
    if asked.json:
        asked.json.write_text(json.dumps(run.told(faults)), encoding="utf-8")
    for fault in faults[:20]:
        print(f"FAULT  {fault}")
    print(f"characters lost or doubled: {'none' if not faults else 'SEE ABOVE'}")
    print(f"logs in {home}" if faults or asked.keep else "")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
