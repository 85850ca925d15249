"""Every way in which a model may fail, and what it is called."""

import socket
from contextlib import closing

import pytest

from raconteur.craft.pen import Message, Request
from raconteur.models.errors import Code, ModelError
from raconteur.models.patience import Timeouts
from tests.models.canned import Answer, chunked, delta, event, plain, stream, stream_head
from tests.models.canned import text as words
from tests.models.samples import client, pen_before

RAW = Request(prompt="Once", max_tokens=9)
CHAT = Request(messages=(Message("user", "Tell"),))
GOOD = [stream(words("fine", "stop"))]


def failure(
    *answers: Answer, request: Request = RAW, timeouts: Timeouts | None = None
) -> ModelError:
    """The error that these answers end in, after each was asked for once."""
    with pen_before(*answers, timeouts=timeouts) as (server, pen), pytest.raises(ModelError) as it:
        pen.complete(request)
    assert len(server.heads) == len(answers)
    return it.value


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "bad_request"),
        (401, "unauthorised"),
        (402, "refused"),
        (403, "unauthorised"),
        (404, "not_found"),
        (413, "bad_request"),
        (418, "refused"),
        (301, "not_found"),
    ],
)
def test_what_will_not_change_is_permanent_and_asked_once(status: int, code: str) -> None:
    error = failure([plain(status, '{"error": {"message": "a sentence"}}', "Location: /x")])
    assert (error.code, error.permanent) == (code, True)


@pytest.mark.parametrize(
    ("status", "code"),
    [(429, "overloaded"), (500, "refused"), (502, "overloaded"), (503, "overloaded")],
)
def test_what_may_pass_is_asked_three_times(status: int, code: str) -> None:
    error = failure(*[[plain(status, "busy", kind="text/plain")]] * 3)
    assert (error.code, error.permanent, str(error)) == (code, False, f"{status}: busy")


@pytest.mark.parametrize("asked_for", ["20", "Sun, 06 Nov 2994 08:49:37 GMT"])
def test_a_server_that_says_when_to_ask_again_is_not_asked_before(asked_for: str) -> None:
    error = failure([plain(429, "busy", f"Retry-After: {asked_for}")])
    assert (error.code, error.away) == ("overloaded", True)
    assert error.retry_after is not None
    assert error.retry_after >= 20


@pytest.mark.parametrize("said", ["", "soon", "-5"])
def test_a_time_that_is_not_understood_is_none(said: str) -> None:
    error = failure(*[[plain(503, "busy", f"Retry-After: {said}")]] * 3)
    assert error.retry_after is None


@pytest.mark.parametrize(("code", "away"), [("timeout", True), ("died", True), ("nonsense", False)])
def test_what_may_come_back_is_told_from_what_will_not(code: Code, away: bool) -> None:
    assert ModelError(code, "").away is away
    assert not ModelError(code, "", permanent=True).away


def test_a_second_try_can_succeed() -> None:
    with pen_before([plain(503, "{}")], [b""], GOOD) as (_, pen):
        assert pen.complete(RAW) == "fine"


def test_an_empty_purse_is_permanent() -> None:
    assert failure([plain(429, '{"error": {"code": "insufficient_quota"}}')]).permanent


def test_nobody_at_the_address_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with closing(client(f"http://127.0.0.1:{port}/v1")) as pen, pytest.raises(ModelError) as caught:
        pen.complete(RAW)
    assert (caught.value.code, caught.value.permanent) == ("unreachable", False)


def test_a_connection_dropped_mid_sentence_died_and_is_not_asked_again() -> None:
    with pen_before([stream(words("Once"), done=False)]) as (_, pen):
        answer = pen.stream(RAW)
        assert next(answer) == "Once"
        with pytest.raises(ModelError) as caught:
            next(answer)
    assert caught.value.code == "died"


def test_an_answer_that_ends_without_saying_so_died() -> None:
    with (
        pen_before([stream(words("Once"), done=False) + chunked(b"")]) as (_, pen),
        pytest.raises(ModelError) as caught,
    ):
        pen.complete(RAW)
    assert caught.value.code == "died"


def test_an_error_in_the_middle_of_a_stream_is_told() -> None:
    event = {"error": {"code": 503, "message": "slot lost"}}
    with (
        pen_before([stream(words("Once"), event)]) as (_, pen),
        pytest.raises(ModelError, match="slot lost") as caught,
    ):
        pen.complete(RAW)
    assert caught.value.code == "overloaded"


def test_a_filtered_answer_was_refused() -> None:
    with (
        pen_before([stream(delta("content_filter", content="On"))]) as (_, pen),
        pytest.raises(ModelError) as caught,
    ):
        pen.complete(CHAT)
    assert (caught.value.code, caught.value.permanent) == ("refused", True)


@pytest.mark.parametrize(
    "answer",
    [
        plain(200, "<html>Welcome to the router</html>", kind="text/html"),
        plain(200, "{}"),
        plain(200, ""),
        stream_head() + chunked(b'data: {"choices": [\n\n'),
        stream("just a string"),
        stream([1, 2]),
        stream({"hello": 1}),
        stream({"choices": [3]}),
        stream({"choices": {"a": 1}}),
        stream({"choices": [{"text": 5}]}),
        stream(words("", "stop")),
        stream(delta("length", reasoning_content="Hm")),
        stream(delta("length", content="<think>on and on")),
    ],
    ids=lambda answer: str(answer[-60:]),
)
def test_nonsense_is_told_from_an_answer(answer: bytes) -> None:
    error = failure([answer])
    assert (error.code, error.permanent) == ("nonsense", False)


def test_nothing_is_an_answer_where_a_stop_could_make_it_so() -> None:
    with pen_before([stream(words("", "stop"))]) as (_, pen):
        assert pen.complete(Request(prompt="Once", stop=(",",))) == ""


@pytest.mark.parametrize("headers_first", [True, False])
def test_a_first_token_that_does_not_come_is_a_timeout(headers_first: bool) -> None:
    timeouts = Timeouts(connect=2, first_token=0.2, between_tokens=5)
    answer = [stream_head() if headers_first else b"", None]
    assert failure(answer, timeouts=timeouts).code == "timeout"


def test_a_next_token_that_does_not_come_is_a_timeout_whatever_the_server_murmurs() -> None:
    timeouts = Timeouts(connect=2, first_token=5, between_tokens=0.2)
    answer = [stream_head(), chunked(event(words("Once"))), chunked(b": ping\n\n"), None]
    assert failure(answer, timeouts=timeouts).code == "timeout"
