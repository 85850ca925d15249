"""What asking who somebody is costs.

Two servers, `raconteur serve` without accounts and with them, each with a library of its own that
is empty but for one prompt. The same request (`GET /api/prompts`, on a connection that is open
already) goes to both in turns; with accounts it carries the cookie of somebody who has signed in.
The figure is the median of one less that of the other.

Then somebody tries to sign in 50 times a second from one address, with a name that nobody has,
while the same request goes on from another (the gateway's word is taken for it): its median beside
the one of a moment before, in turns of two seconds each.
"""

import contextlib
import multiprocessing
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Event

import httpx

from bench.figure import Figure, at_most, under
from bench.model import Upstream
from bench.served import home
from tests.system.serving import Serving

GOAL_MS, GOAL_SLOWER = 1.0, 1.1
ASKS, TURNS = 300, 4
TRIES_A_SECOND, TURN_S = 50, 2.0
ME, FLOOD = {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.99"}
PASSWORD = "four bears in a boat"


def measure(rounds: int) -> list[Figure]:
    added: list[float] = []
    slower: list[float] = []
    for _ in range(rounds):
        with (
            Upstream(200) as model,
            _server("off", model.url) as (open_one, _),
            _server("on", model.url) as (shut, cookies),
        ):
            pair = [(open_one, {}), (shut, cookies)]
            taken: list[list[float]] = [[], []]
            for turn in range(2 * TURNS):
                which = turn % 2
                server, kept = pair[which]
                taken[which] += _latencies(server, kept, ASKS // TURNS)
            added.append(statistics.median(taken[1]) - statistics.median(taken[0]))
            slower.append(_slower(shut, cookies))
    each = ", ".join(f"{ms:.2f}" for ms in added)
    times = ", ".join(f"{ratio:.2f}" for ratio in slower)
    return [
        under("asking who somebody is adds", GOAL_MS, statistics.median(added), "ms", each),
        at_most(
            "a request while somebody tries 50 passwords a second",
            GOAL_SLOWER,
            statistics.median(slower),
            "times",
            times,
        ),
    ]


def _latencies(server: Serving, cookies: dict[str, str], number: int) -> list[float]:
    """Milliseconds, each."""
    taken = []
    headers = ME if cookies else {}
    with httpx.Client(
        base_url=server.url, cookies=cookies, headers=headers, trust_env=False
    ) as api:
        for _ in range(number):
            began = time.perf_counter()
            api.get("/api/prompts").raise_for_status()
            taken.append((time.perf_counter() - began) * 1000)
    return taken


def _slower(server: Serving, cookies: dict[str, str]) -> float:
    quiet: list[float] = []
    loud: list[float] = []
    for _ in range(TURNS):
        quiet += _for_a_turn(server, cookies)
        with _flood(server):
            loud += _for_a_turn(server, cookies)
    return statistics.median(loud) / statistics.median(quiet)


def _for_a_turn(server: Serving, cookies: dict[str, str]) -> list[float]:
    taken: list[float] = []
    until = time.monotonic() + TURN_S
    while time.monotonic() < until:
        taken += _latencies(server, cookies, 20)
    return taken


@contextlib.contextmanager
def _flood(server: Serving) -> Iterator[None]:
    """In a process of its own: it should cost the server something, not the one who measures."""
    context = multiprocessing.get_context("spawn")
    over = context.Event()
    process = context.Process(target=_try_passwords, args=(server.url, over), daemon=True)
    process.start()
    try:
        yield
    finally:
        over.set()
        process.join()


def _try_passwords(url: str, over: Event) -> None:
    body = {"name": "nobody", "password": "not this one"}
    with (
        httpx.Client(base_url=url, headers=FLOOD, trust_env=False) as client,
        ThreadPoolExecutor(16) as pool,
    ):
        while not over.wait(1 / TRIES_A_SECOND):
            pool.submit(client.post, "/api/session", json=body)


@contextlib.contextmanager
def _server(accounts: str, model_url: str) -> Iterator[tuple[Serving, dict[str, str]]]:
    """And the cookies of its administrator."""
    settings = {
        "RACONTEUR_ACCOUNTS": accounts,
        "RACONTEUR_TRUSTED_PROXIES": "127.0.0.1",
        "RACONTEUR_MODEL_URL": model_url,
    }
    with home() as data, Serving(data, **settings) as server:
        if accounts == "off":
            yield server, {}
            return
        code = server.command("claim").split()[-1].rpartition("#")[2]
        body = {"code": code, "name": "ada", "password": PASSWORD}
        answer = server.api.post("/api/invitations/accept", json=body).raise_for_status()
        yield server, dict(answer.cookies)
