"""`make chaos`: kill everything again and again while stories are written, and count characters.

Ends with status 1 when one character was lost or doubled, or a passage did not come to its end.
"""

import argparse
import asyncio
import contextlib
import json
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from tests.chaos.accidents import Accidents
from tests.chaos.judge import judge
from tests.chaos.reader import Reader
from tests.chaos.waits import Waits, after_deaths
from tests.cluster.cluster import Cluster

AT_ONCE = 12
ENDING_S = 90.0
# From so many kills on, writers and webs are killed mostly: a server takes seconds to come back.
LONG = 200
AGAIN_S = 0.3
WISH = {"prompt": "A bear", "craft": "free", "language": "en"}


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
        self._faults: list[str] = []

    async def go(self) -> list[str]:
        """What went wrong; nothing when all is well."""
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        async with httpx.AsyncClient(timeout=10, limits=limits, trust_env=False) as client:
            feeders = [asyncio.create_task(self._feed(client)) for _ in range(AT_ONCE)]
            await self._have_accidents()
            self._over = True
            done, late = await asyncio.wait(feeders, timeout=ENDING_S)
            for task in late:
                task.cancel()
            self._faults += [repr(task.exception()) for task in done if task.exception()]
            if not self.readers:
                self._faults.append("no story was ever promised")
            return [*self._faults, *judge(await self._every_story(client), self.readers)]

    async def _have_accidents(self) -> None:
        until = time.monotonic() + self.seconds
        try:
            while time.monotonic() < until or self.accidents.kills < self.least_kills:
                await asyncio.sleep(self.chance.uniform(*self.pause))
                await self.accidents.one()
            self.accidents.start_what_ended()
        except (RuntimeError, TimeoutError) as error:
            # What happened up to here is worth as much.
            self._faults.append(f"what was killed does not start again: {error}")

    async def _feed(self, client: httpx.AsyncClient) -> None:
        while not self._over:
            story = await self._begin(client)
            if story is None:
                await asyncio.sleep(AGAIN_S)
                continue
            pair = [Reader(self.cluster.url, story, self.chance) for _ in range(2)]
            self.readers += pair
            await asyncio.gather(*(reader.read(client) for reader in pair))

    async def _begin(self, client: httpx.AsyncClient) -> int | None:
        """The story that was promised, if one was."""
        wish = {**WISH, "length_words": self.chance.choice((150, 200)), "seed": len(self.readers)}
        try:
            answer = await client.post(f"{self.cluster.url}/api/stories", json=wish)
        except (httpx.HTTPError, OSError):
            return None
        if answer.status_code == 500:
            self._faults.append(f"asked for a story: 500 {answer.text[:200]}")
        return int(answer.json()["id"]) if answer.status_code == 202 else None

    async def _every_story(self, client: httpx.AsyncClient) -> list[dict[str, Any]]:
        """Also those whose asker never had an answer; once nothing is being written any more."""
        until = time.monotonic() + ENDING_S
        stories = f"{self.cluster.url}/api/stories"
        while True:
            found, more = await _get(client, f"{stories}?limit=100")
            while more:
                next_page, more = await _get(client, more)
                found += next_page
            live = [each for each in found if each["state"] in ("queued", "writing", "failed")]
            if not live or time.monotonic() > until:
                break
            for each in live:
                if each["state"] == "failed":
                    with contextlib.suppress(httpx.HTTPError):
                        await client.post(f"{self.cluster.url}/api/passages/{each['head']}/resume")
            await asyncio.sleep(AGAIN_S)
        return [(await _get(client, f"{stories}/{each['id']}"))[0] for each in found]

    def tell(self) -> None:
        """The figures."""
        kinds = Counter(each.what for each in self.accidents.happened)
        print(f"kills                {self.accidents.kills}")
        print(f"accidents            {', '.join(f'{k} {n}' for k, n in sorted(kinds.items()))}")
        if self.accidents.left_out:
            print(f"left out here        {', '.join(self.accidents.left_out)}")
        print(f"passages             {self._passages()}")
        print(f"dropped connections  {sum(reader.drops for reader in self.readers)}")
        print(f"longest gap a reader saw            {self._longest_gap():.1f} s")
        waits = self._waits()
        _tell_waits("after a writer's death text came", waits.alone)
        _tell_waits("the same, with other accidents", waits.overlapped)

    def told(self, faults: list[str]) -> dict[str, object]:
        """The same for a program: kills, passages, faults; in seconds after_a_writer,
        after_a_writer_overlapped and longest_gap."""
        waits = self._waits()
        return {
            "kills": self.accidents.kills,
            "passages": self._passages(),
            "faults": faults,
            "after_a_writer": waits.alone,
            "after_a_writer_overlapped": waits.overlapped,
            "longest_gap": self._longest_gap(),
        }

    def _passages(self) -> int:
        return len({reader.story for reader in self.readers})

    def _longest_gap(self) -> float:
        gaps = (gap.ended - gap.began for reader in self.readers for gap in reader.gaps)
        return max(gaps, default=0.0)

    def _waits(self) -> Waits:
        gaps = (gap for reader in self.readers for gap in reader.gaps)
        return after_deaths(self.accidents.happened, gaps)


async def _get(client: httpx.AsyncClient, url: str) -> tuple[Any, str]:
    """The answer, and where there is more. A server that is still starting is waited for."""
    until = time.monotonic() + ENDING_S
    while True:
        try:
            answer = (await client.get(url)).raise_for_status()
        except (httpx.HTTPError, OSError):
            if time.monotonic() > until:
                raise
            await asyncio.sleep(AGAIN_S)
        else:
            more = answer.links.get("next")
            return answer.json(), str(answer.url.join(more["url"])) if more else ""


def _tell_waits(what: str, waits: list[float]) -> None:
    if waits:
        print(
            f"{what:<35} p50 {statistics.median(waits):.2f} s, max {max(waits):.1f} s "
            f"({len(waits)} waits)"
        )


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
    if faults or asked.keep:
        print(f"logs in {home}")
    else:
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(bool(faults))


if __name__ == "__main__":
    # Told to end, it ends what it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main()
