"""One stream as fast as it goes: tokens a second from the model through a commit to a reader.

A story that has been told to its end is gone on with (`POST /api/passages/{id}/resume`, after its
row was given 200,000 words to tell), so that one request brings one long answer. The model is the
bench's own (`bench/upstream.py`): a word a token, one event each, all made beforehand, as fast as
the socket takes them. A reader follows the event stream; counted are the words of its `text`
events after the first one, for each second between the first and the last of them. What the craft
does with every word, and the commit, are in it. Beside it: the same model read directly, by a
reader that only counts, which shows that it is not the limit. The median of several stories.
"""

import json
import socket
import sqlite3
import statistics
import time
from contextlib import closing
from urllib.parse import urlsplit

from bench.asking import connect, get, post, stamped_events
from bench.figure import Figure, over
from bench.model import Upstream, with_upstream
from tests.system.serving import Serving

GOAL = 60_000
WORDS = 200_000
WISH = {"prompt": "A bear who is lost", "craft": "free", "language": "en", "length_words": 100}


def measure(rounds: int) -> list[Figure]:
    with with_upstream(0) as (server, model):
        relayed, directly = [], []
        for _ in range(rounds):
            relayed.append(_relayed(server))
            directly.append(_directly(model))
    beside = (
        f"rounds {', '.join(f'{each:,.0f}' for each in relayed)}; "
        f"the model by itself {statistics.median(directly):,.0f}"
    )
    middle = statistics.median_low(relayed)
    return [over("tokens/s relayed, 1 stream", GOAL, middle, "tokens/s", beside)]


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
    with closing(connect(server.url)) as stream, closing(connect(server.url)) as api:
        events = stamped_events(get(stream, f"/api/stories/{told['id']}/events"))
        next(events)
        post(api, f"/api/passages/{told['head']}/resume").read()
        came = []
        for data, when in events:
            event = json.loads(data)
            if event.get("text"):
                came.append((when, len(str(event["text"]).split())))
            elif event.get("state") in ("done", "failed") and came:
                break
    seconds = came[-1][0] - came[0][0]
    return sum(words for _, words in came[1:]) / seconds


def _directly(model: Upstream) -> float:
    """Tokens a second of the model alone."""
    where = urlsplit(model.url)
    asked = {"stream": True, "messages": [{"role": "user", "content": f"about {WORDS} words"}]}
    body = json.dumps(asked).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection((where.hostname or "", where.port or 0)) as wire:
        wire.sendall(head.encode() + body)
        began, tokens, last = time.perf_counter(), 0, b""
        while b"[DONE]" not in last:
            data = wire.recv(1 << 18)
            if not data:
                break
            tokens += data.count(b'"content"')
            last = last[-20:] + data
        return tokens / (time.perf_counter() - began)
