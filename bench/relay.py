"""One stream as fast as it goes: tokens a second from the model through a commit to a reader.

A story that has been told to its end is gone on with (`POST /api/passages/{id}/resume`, after its
row was given 200,000 words to tell), so that one request brings one long answer. The model is the
bench's own (`bench/upstream.py`): a word a token, one event each, all made beforehand, as fast as
the socket takes them. A reader follows the event stream, writes down what comes and looks at it
afterwards; counted are the words of its `text` events after the first one, for each second between
the first and the last of them. What the craft does with every word, and the commit, are in it.
Beside it: the same model read directly by the same reader, which shows that neither is the limit.
The median of several stories.
"""

import asyncio
import sqlite3
import statistics
from collections.abc import Mapping, Sequence

from bench.chats import Chat, of_model
from bench.figure import Figure, at_least, over, with_peers
from bench.model import with_upstream
from bench.peers.peer import Peer, Peers, started
from bench.streams import Arrived, Door
from tests.system.serving import Serving

GOAL = 60_000
WORDS = 200_000
PATIENCE_S = 120.0
# The others are asked for as many words as they relay in so many seconds, at most for WORDS.
READ_S, WARM_UP = 4.0, 1000
WISH = {"prompt": "A bear who is lost", "craft": "free", "language": "en", "length_words": 100}


def measure(rounds: int, peers: Peers = ()) -> list[Figure]:
    relayed: list[float] = []
    directly: list[float] = []
    beside: dict[str, list[float]] = {peer.label(): [] for peer in peers}
    with with_upstream(0) as (server, model), started(peers, model.url) as others:
        chats = {peer.label(): _long_enough(peer) for peer in others}
        for _ in range(rounds):
            relayed.append(_relayed(server))
            directly.append(asyncio.run(of_model(model, WORDS).fastest()))
            for name, chat in chats.items():
                beside[name].append(asyncio.run(chat.fastest()))
    return _figures(relayed, directly, beside)


def _long_enough(peer: Peer) -> Chat:
    """Nobody is left with a long answer that is no longer wanted."""
    peer.chat(WARM_UP).first_token()
    rate = asyncio.run(peer.chat(WARM_UP).fastest())
    return peer.chat(min(WORDS, max(WARM_UP, int(rate * READ_S))))


def _figures(
    relayed: Sequence[float], directly: Sequence[float], others: Mapping[str, Sequence[float]]
) -> list[Figure]:
    beside = (
        f"rounds {', '.join(f'{each:,.0f}' for each in relayed)}; "
        f"the model by itself {statistics.median(directly):,.0f}"
    )
    middle = statistics.median_low(relayed)
    figure = over("tokens/s relayed, 1 stream", GOAL, middle, "tokens/s", beside)
    if not others:
        return [figure]
    best = max(others, key=lambda name: statistics.median(others[name]))
    ratio = middle / statistics.median(others[best])
    name = "of the tokens/s relayed by the best of the others"
    return [with_peers(figure, others, "tokens/s", 0), at_least(name, 1, ratio, best)]


def _relayed(server: Serving) -> float:
    """Tokens a second of one long passage."""
    begun = server.begin(**WISH)
    told = server.until_final(begun["id"])
    if told["state"] != "done":
        raise RuntimeError(f"the story ended {told['state']}")
    with sqlite3.connect(server.home / "raconteur.db") as database:
        database.execute(
            "update passage set state = 'stopped', words = ? where id = ?", (WORDS, told["head"])
        )
    database.close()
    events = asyncio.run(_resumed(Door("127.0.0.1", server.port), told["id"], told["head"]))
    came = [
        (event.when, len(str(event.data["text"]).split()))
        for event in events
        if event.name == "text"
    ]
    seconds = came[-1][0] - came[0][0]
    return sum(words for _, words in came[1:]) / seconds


async def _resumed(door: Door, story: int, passage: int) -> Sequence[Arrived]:
    """What comes of a passage that goes on, read as it comes and looked at afterwards."""
    wire = await door.wire()
    there = wire.until(lambda data: b"event: state" in data)
    wire.get(f"/api/stories/{story}/events")
    await asyncio.wait_for(there, PATIENCE_S)
    wire.read.clear()
    ended = wire.until(lambda data: b'"state":"done"' in data or b'"state":"failed"' in data)
    await door.ask("POST", f"/api/passages/{passage}/resume")
    await asyncio.wait_for(ended, PATIENCE_S)
    wire.transport.close()
    return list(wire.events())
