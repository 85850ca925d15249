"""`python -m bench.crowd_readers --port N --readers R STORY...`: R readers of each story.

With `--name` and `--trust` by TLS, to that name, whose authority's certificate is in that file.

It says `ready` once all have their first answer, or how many have it; told `enough` it waits until
nothing more comes and prints what came as JSON: [when by time.perf_counter, passage, where the text
ends], each event.
"""

import argparse
import asyncio
import json
import re
import ssl
import sys
import threading
import time

from bench.processes import raise_limit

# So many are opened at the same time; seconds of silence after which nothing more will come.
AT_ONCE = 50
SILENCE_S = 1.0
LONGEST_S = 30.0
ANSWERED_S = 20.0
_ID = re.compile(rb"id: (\d+):(\d+)\n")


class Reader(asyncio.Protocol):
    """Writes down what comes. `all_read`: shared by all."""

    all_read: list[tuple[float, bytes]] = []  # noqa: RUF012 (shared on purpose)

    def __init__(self, story: int, host: str) -> None:
        self._story, self._host = story, host
        self.there = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(
            f"GET /api/stories/{self._story}/events HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.all_read.append((time.perf_counter(), data))
        if not self.there.done() and b"event: state" in data:
            self.there.set_result(None)


async def _run(asked: argparse.Namespace) -> None:
    port, stories, readers, name = asked.port, asked.stories, asked.readers, asked.name
    trust = ssl.create_default_context(cafile=asked.trust) if name else None
    loop = asyncio.get_running_loop()
    wanted = [story for _ in range(readers) for story in stories]
    for begin in range(0, len(wanted), AT_ONCE):
        some = wanted[begin : begin + AT_ONCE]
        made = await asyncio.gather(
            *(
                loop.create_connection(
                    lambda s=s: Reader(s, name or "127.0.0.1"),
                    "127.0.0.1",
                    port,
                    ssl=trust,
                    server_hostname=name,
                )
                for s in some
            )
        )
        try:
            there = asyncio.gather(*(reader.there for _, reader in made))
            await asyncio.wait_for(there, ANSWERED_S)
        except TimeoutError:
            answered = begin + sum(reader.there.done() for _, reader in made)
            print(f"about {answered:,} of {len(wanted):,} streams were answered", flush=True)
            return
    print("ready", flush=True)
    enough = asyncio.Event()

    def listen() -> None:
        sys.stdin.readline()
        loop.call_soon_threadsafe(enough.set)

    threading.Thread(target=listen, daemon=True).start()
    await enough.wait()
    until = time.perf_counter() + LONGEST_S
    while time.perf_counter() < until:
        last = Reader.all_read[-1][0] if Reader.all_read else 0.0
        if time.perf_counter() - last > SILENCE_S:
            break
        await asyncio.sleep(SILENCE_S / 4)
    found = [
        (when, int(ended[1]), int(ended[2]))
        for when, data in Reader.all_read
        for ended in _ID.finditer(data)
    ]
    print(json.dumps(found), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.crowd_readers", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--readers", type=int, required=True)
    parser.add_argument("--name")
    parser.add_argument("--trust")
    parser.add_argument("stories", type=int, nargs="+")
    asked = parser.parse_args()
    raise_limit()
    asyncio.run(_run(asked))


if __name__ == "__main__":
    main()
