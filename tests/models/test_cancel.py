"""A client that is told to stop, from another thread, whatever it waits for."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

import pytest

from raconteur.craft.pen import Request
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.patience import Retries, Timeouts
from raconteur.models.scripted.server import ScriptedServer
from raconteur.models.usage import Tokens
from tests.models.canned import canned, chunked, end, event, stream, stream_head, text
from tests.models.samples import LLAMA, client, pen_before, read_up_to

RAW = Request(prompt="Go", max_tokens=40)
FORTY = [f"w{n}{'.' if n % 10 == 9 else ''}" for n in range(40)]
# Longer than any test may take: only a cancel ends these waits.
PATIENT = Timeouts(connect=30, first_token=600, between_tokens=600)


@pytest.fixture(scope="module")
def fake() -> Iterator[ScriptedServer]:
    with ScriptedServer(numbered=True) as server:
        yield server


@pytest.fixture
def base(fake: ScriptedServer) -> Iterator[ModelClient]:
    retries = Retries(times=2, wait=600)
    with closing(ModelClient(fake.url, "m", None, LLAMA, PATIENT, retries)) as pen:
        yield pen


@pytest.fixture
def pen(base: ModelClient) -> ModelClient:
    return base.metered()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline, "it never came to that"


def was_cancelled(answer: "Future[str]") -> bool:
    error = answer.exception(10)
    assert isinstance(error, ModelError)
    assert not error.retryable
    return error.code == "cancelled"


def refuses(pen: ModelClient) -> bool:
    """Whether it makes no request any more."""
    with pytest.raises(ModelError) as caught:
        pen.complete(RAW)
    return caught.value.code == "cancelled"


@pytest.mark.parametrize("used_before", [False, True], ids=["new", "used"])
def test_a_wait_for_headers_ends(
    fake: ScriptedServer, pen: ModelClient, threads: ThreadPoolExecutor, used_before: bool
) -> None:
    if used_before:
        fake.control()
        pen.complete(RAW)
    fake.control(first_token=600)
    answer = threads.submit(pen.complete, RAW)
    until(lambda: fake.seen()["active"] == 1)
    pen.cancel()
    assert was_cancelled(answer)
    until(lambda: fake.seen()["active"] == 0)
    assert fake.seen()["left"] == 1
    assert refuses(pen)
    assert fake.seen()["requests"] == 1


def test_a_wait_for_the_first_token_ends(threads: ThreadPoolExecutor) -> None:
    silence = [stream_head() + chunked(b": ping\n\n"), None]
    with pen_before(silence, timeouts=PATIENT) as (server, pen):
        answer = threads.submit(pen.complete, RAW)
        until(lambda: len(server.heads) == 1)
        pen.cancel()
        assert was_cancelled(answer)


def test_a_wait_between_tokens_ends(
    fake: ScriptedServer, pen: ModelClient, threads: ThreadPoolExecutor
) -> None:
    fake.control(fault="stall", after=3)
    answer = pen.stream(RAW)
    read_up_to(answer, "w0 w1 w2")
    rest = threads.submit(next, answer)
    pen.cancel()
    assert was_cancelled(rest)
    until(lambda: fake.seen()["active"] == 0)
    assert fake.seen()["left"] == 1
    assert pen.usage.tokens == Tokens(0, 3)


def test_what_came_already_is_not_read_any_more() -> None:
    padding = chunked(b": " + b"longer than one reading of a socket" * 10_000 + b"\n\n")
    answer = stream(text("a"), done=False) + padding + chunked(event(text("b"))) + end()
    with pen_before([answer]) as (_, pen):
        told = pen.stream(RAW)
        assert next(told) == "a"
        pen.cancel()
        with pytest.raises(ModelError) as caught:
            next(told)
    assert caught.value.code == "cancelled"


def test_a_pause_between_retries_ends(
    fake: ScriptedServer, pen: ModelClient, threads: ThreadPoolExecutor
) -> None:
    fake.control(fault="refuse", status=503)
    answer = threads.submit(pen.complete, RAW)
    until(lambda: fake.seen()["requests"] == 1)
    pen.cancel()
    assert was_cancelled(answer)
    assert fake.seen()["requests"] == 1


def test_a_connection_that_stands_too_late_asks_nothing(
    fake: ScriptedServer,
    pen: ModelClient,
    threads: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake.control()
    began, go_on = threading.Event(), threading.Event()
    connect = socket.create_connection

    def slowly(*where: object, **how: object) -> socket.socket:
        began.set()
        assert go_on.wait(10)
        return connect(*where, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", slowly)
    answer = threads.submit(pen.complete, RAW)
    assert began.wait(10)
    pen.cancel()
    monkeypatch.undo()
    go_on.set()
    assert was_cancelled(answer)
    assert fake.seen()["requests"] == 0


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
def test_the_environments_proxy_is_no_hindrance(
    threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with canned([None]) as proxy:
        monkeypatch.setenv(variable, proxy.url)
        with closing(client("http://model.example/v1", timeouts=PATIENT)) as pen:
            answer = threads.submit(pen.complete, RAW)
            until(lambda: len(proxy.heads) == 1)
            pen.cancel()
            assert was_cancelled(answer)
    assert proxy.heads[0].startswith("POST http://model.example/v1/completions HTTP")


def test_the_others_go_on(fake: ScriptedServer, base: ModelClient) -> None:
    fake.control(pace=200)
    pens = [base, base.metered(), base.metered()]
    answers = [pen.stream(RAW) for pen in pens]
    told = [next(answer) for answer in answers]
    pens[1].cancel()
    with pytest.raises(ModelError):
        list(answers[1])
    for first, answer in ((told[0], answers[0]), (told[2], answers[2])):
        assert (first + "".join(answer)).split() == FORTY
    assert base.complete(RAW).split() == FORTY


def test_the_twin_of_a_cancelled_client_is_not_cancelled(
    fake: ScriptedServer, pen: ModelClient
) -> None:
    fake.control()
    pen.cancel()
    assert refuses(pen)
    assert pen.metered().complete(RAW).split() == FORTY
    assert refuses(pen)


def test_cancelling_twice_or_after_the_end_does_no_harm(
    fake: ScriptedServer, pen: ModelClient
) -> None:
    fake.control()
    answer = pen.stream(RAW)
    assert "".join(answer).split() == FORTY
    pen.cancel()
    pen.cancel()
    assert next(answer, None) is None
    assert pen.usage.tokens == Tokens(1, 40)


def test_a_client_that_is_let_go_leaves_no_connection(
    fake: ScriptedServer, base: ModelClient
) -> None:
    fake.control(fault="stall", after=1)
    twin = base.metered()
    answer = twin.stream(RAW)
    assert next(answer) == "w0"
    del twin, answer
    until(lambda: fake.seen()["active"] == 0)


def test_many_are_cancelled_at_once(
    fake: ScriptedServer, base: ModelClient, threads: ThreadPoolExecutor
) -> None:
    fake.control(first_token=600)
    pens = [base.metered() for _ in range(4)]
    answers = [threads.submit(pen.complete, RAW) for pen in pens]
    until(lambda: fake.seen()["active"] == 4)
    for pen in pens:
        pen.cancel()
    assert all(was_cancelled(answer) for answer in answers)
    until(lambda: fake.seen()["active"] == 0)
