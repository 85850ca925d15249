"""The client against exact bytes."""

import threading
from contextlib import closing

import pytest

from raconteur.craft.pen import Message, Request, Sampler
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.outbound import Outbound
from raconteur.models.patience import Timeouts
from raconteur.models.usage import Tokens
from raconteur.observe import trace
from raconteur.places import place
from tests.models.canned import (
    canned,
    chunked,
    delta,
    event,
    plain,
    stream,
    stream_head,
    text,
)
from tests.models.samples import LLAMA, REMOTE, client, pen_before

RAW = Request(prompt="Once", max_tokens=9)
CHAT = Request(messages=(Message("user", "Tell"),), max_tokens=9)


def test_a_raw_completion_is_asked_for_and_read() -> None:
    with pen_before([stream(text("Once"), text(" upon", "stop"))]) as (server, pen):
        assert "".join(pen.stream(RAW)) == "Once upon"
    assert server.heads[0].startswith("POST /v1/completions HTTP")
    assert server.bodies[0]["prompt"] == "Once"


def test_a_chat_comes_in_pieces() -> None:
    events = [delta(role="assistant", content=None), delta(content="Hé"), delta("stop")]
    with pen_before([stream(*events)], abilities=REMOTE) as (server, pen):
        assert pen.complete(CHAT) == "Hé"
    assert server.heads[0].startswith("POST /v1/chat/completions HTTP")
    assert server.bodies[0]["messages"] == [{"role": "user", "content": "Tell"}]


def test_a_server_of_the_hosts_learns_which_request_it_answers() -> None:
    token = trace.current.set("abc.1")
    try:
        with pen_before([stream(text("a", "stop"))]) as (server, pen):
            pen.complete(RAW)
    finally:
        trace.current.reset(token)
    assert "x-trace-id: abc.1" in server.heads[0].lower()


def test_outside_of_a_request_it_learns_nothing() -> None:
    with pen_before([stream(text("a", "stop"))]) as (server, pen):
        pen.complete(RAW)
    assert "x-trace-id" not in server.heads[0].lower()


def test_a_server_that_a_person_added_does_not_learn_what_belongs_together() -> None:
    token = trace.current.set("abc.1")
    outbound = Outbound((place("127.0.0.1"),))
    try:
        with canned([stream(text("a", "stop"))]) as server:
            own = ModelClient(server.url, "m", None, LLAMA, outbound=outbound)
            with closing(own) as pen:
                pen.complete(RAW)
    finally:
        trace.current.reset(token)
    assert "x-trace-id" not in server.heads[0].lower()


@pytest.mark.parametrize("slash", ["", "/", " ", "/ "])
def test_the_address_is_taken_as_it_is_given(slash: str) -> None:
    with canned([stream(text("a", "stop"))]) as server:
        url = server.url.replace("/v1", "/a%20b/v1") + slash
        with closing(client(url)) as pen:
            pen.complete(RAW)
    assert "POST /a%20b/v1/completions HTTP" in server.heads[0]


def test_what_was_asked_for_is_not_repeated_in_an_error() -> None:
    asked = Request(messages=(Message("user", "Tell Zoé of a small bear"),), max_tokens=9)
    refusal = plain(400, '{"error": {"message": "bad input: Tell Zoé of a small bear"}}')
    with pen_before([refusal], abilities=REMOTE) as (_, pen), pytest.raises(ModelError) as caught:
        pen.complete(asked)
    assert str(caught.value).startswith("400: bad input: * * *")
    assert caught.value.code == "bad_request"
    assert "bear" not in str(caught.value)


def test_the_key_goes_in_a_header_and_nowhere_else() -> None:
    with (
        pen_before([plain(401, '{"error": {"message": "no"}}')], key="s3cret\n") as (server, pen),
        pytest.raises(ModelError) as caught,
    ):
        pen.complete(RAW)
    assert "authorization: bearer s3cret" in server.heads[0].lower()
    assert "s3cret" not in str(caught.value)


def test_llama_cpps_own_fields_go_to_llama_cpp_only() -> None:
    request = Request(
        messages=CHAT.messages,
        stop=tuple("abcdef"),
        sampler=Sampler(temperature=0.6, min_p=0.1, dry_penalty_last_n=1024),
        seed=3,
        grammar='root ::= "a"',
        logit_bias=((" x", -5.0),),
    )
    answer = [stream(delta("stop", content="a"))]
    with canned(answer, answer) as server:
        for abilities in (LLAMA, REMOTE):
            with closing(client(server.url, abilities)) as pen:
                pen.complete(request)
    llama, remote = server.bodies
    assert llama["min_p"] == 0.1
    assert llama["dry_penalty_last_n"] == 1024
    assert llama["grammar"] == 'root ::= "a"'
    assert llama["logit_bias"] == [[" x", -5.0]]
    assert llama["stop"] == list("abcdef")
    assert not {"min_p", "dry_penalty_last_n", "grammar", "logit_bias"} & remote.keys()
    assert (remote["temperature"], remote["seed"], remote["stop"]) == (0.6, 3, list("abcd"))


def test_tokens_are_counted_as_the_server_says() -> None:
    usage = {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}}
    with pen_before([stream(text("a"), text("b", "stop"), usage)]) as (_, pen):
        pen.complete(RAW)
        assert pen.usage.tokens == Tokens(7, 3)


def test_tokens_are_guessed_from_the_characters_where_the_server_does_not_say() -> None:
    answer = [stream(text("a"), text("b", "stop"))]
    with pen_before(answer, answer) as (_, pen):
        twin = pen.metered()
        twin.complete(RAW)
        pen.complete(RAW)
        # "Once" is one; an event is at least one, however short.
        assert twin.usage.tokens == pen.usage.tokens == Tokens(1, 2)
    with pen_before([stream(text("Once there was a hedgehog"), text(" here.", "stop"))]) as (
        _,
        pen,
    ):
        pen.complete(RAW)
        assert pen.usage.tokens == Tokens(1, 31 // 4)


def test_tokens_are_counted_while_the_answer_comes() -> None:
    usage = {"choices": [], "usage": {"prompt_tokens": 90, "completion_tokens": 3}}
    asked = Request(prompt="Once upon a time. " * 20, max_tokens=9)
    rest = threading.Event()
    first = stream_head() + chunked(event(text("a")))
    end = b"".join(chunked(event(each)) for each in (text("b", "stop"), usage))
    with pen_before([first, rest, end + chunked(b"data: [DONE]\n\n") + chunked(b"")]) as (_, pen):
        answer = pen.stream(asked)
        assert next(answer) == "a"
        # Rather too few: it may still say.
        assert pen.usage.tokens == Tokens(360 // 6, 1)
        rest.set()
        assert list(answer) == ["b"]
        assert pen.usage.tokens == Tokens(90, 3)


def test_reasoning_is_kept_out_and_may_take_its_time() -> None:
    events = [
        delta(reasoning_content="Hm. "),
        delta(content="<thi"),
        delta(content="nk>a plot</think>\n\nOnce"),
        delta("stop"),
    ]
    with pen_before([stream(*events)], abilities=REMOTE) as (_, pen):
        assert list(pen.stream(CHAT)) == ["Once"]


def test_a_character_that_was_cut_in_two_comes_whole() -> None:
    events = [delta(content="A \ud83e"), delta(content="\udd94\x00."), delta("stop")]
    with pen_before([stream(*events)], abilities=REMOTE) as (_, pen):
        assert "".join(pen.stream(CHAT)) == "A 🦔."


def test_closing_the_answer_closes_the_connection() -> None:
    shut = threading.Event()
    head = [stream_head() + chunked(event(text("a")))]
    flood = [chunked(event(text("b")) * 5000)] * 200
    with pen_before([*head, shut, *flood]) as (server, pen):
        answer = pen.stream(RAW)
        assert next(answer) == "a"
        answer.close()
        shut.set()
        assert server.gone.wait(5)
        assert pen.usage.tokens == Tokens(1, 1)


def test_a_field_the_server_does_not_know_is_left_out_from_then_on() -> None:
    refusal = [plain(400, '{"error": {"message": "Unknown name \\"seed\\": no such field"}}')]
    renamed = [plain(400, '{"error": "max_tokens unsupported, use max_completion_tokens"}')]
    good = [stream(delta("stop", content="a"))]
    with pen_before(refusal, renamed, good, good, abilities=REMOTE) as (server, pen):
        for _ in range(2):
            pen.complete(Request(messages=CHAT.messages, seed=4, max_tokens=5))
    assert "seed" in server.bodies[0]
    for body in server.bodies[2:]:
        assert "seed" not in body
        assert body["max_completion_tokens"] == 5


def test_an_end_without_farewell_is_a_good_end() -> None:
    answer = stream(text("a", "stop"), done=False) + chunked(b"data: [DONE]\n\n")
    with pen_before([answer, None]) as (_, pen):
        assert pen.complete(RAW) == "a"


def test_a_slow_reader_is_no_slow_model() -> None:
    timeouts = Timeouts(connect=2, first_token=5, between_tokens=0.3)
    go_on = threading.Event()
    first, second = stream_head() + chunked(event(text("a"))), chunked(event(text("b", "stop")))
    with pen_before([first, go_on, second], timeouts=timeouts) as (_, pen):
        answer = pen.stream(RAW)
        assert next(answer) == "a"
        assert not threading.Event().wait(0.5)
        go_on.set()
        assert next(answer) == "b"


def test_four_threads_share_one_client() -> None:
    answers = [[stream(text("a"), text("b", "stop"))]] * 4
    found: list[str] = []
    with pen_before(*answers) as (_, pen):
        threads = [
            threading.Thread(target=lambda: found.append(pen.complete(RAW))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert found == ["ab"] * 4
        assert pen.usage.tokens == Tokens(4, 8)


def test_what_is_no_address_is_refused_by_name() -> None:
    with pytest.raises(ModelError, match="http://") as caught:
        ModelClient("localhost:11434/v1", "m", None, LLAMA)
    assert caught.value.permanent
