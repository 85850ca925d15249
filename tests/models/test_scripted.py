"""The fake, as its users meet it: a real process, asked by the real client."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from raconteur.craft.pen import Message, Request
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.patience import Timeouts
from raconteur.models.scripted.server import ScriptedServer
from raconteur.models.usage import Tokens
from tests.models.samples import client, read_up_to

RAW = Request(prompt="Once", max_tokens=200)
CHAT = Request(messages=(Message("user", "Tell a story of 80 words."),), max_tokens=400)
QUICK = Timeouts(connect=2, first_token=0.3, between_tokens=0.3)


@pytest.fixture(scope="module")
def fake() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def pen(fake: ScriptedServer) -> Iterator[ModelClient]:
    with closing(client(fake.url)) as pen:
        yield pen


def code(pen: ModelClient, request: Request = RAW) -> str:
    """The code of the error in which the request ends."""
    with pytest.raises(ModelError) as caught:
        pen.complete(request)
    return caught.value.code


@pytest.mark.parametrize("request_", [RAW, CHAT], ids=["raw", "chat"])
def test_an_exact_text_comes_exactly(
    fake: ScriptedServer, pen: ModelClient, request_: Request
) -> None:
    text = "  Zoé said:\n\n“Où vas-tu ?”  — 1 < 2 & 🦔.\n"
    fake.control(text=text)
    assert pen.complete(request_) == text
    assert pen.usage.tokens.completion == 12


def test_exact_texts_come_one_after_the_other(fake: ScriptedServer, pen: ModelClient) -> None:
    fake.control(text=["one", "two"])
    assert [pen.complete(RAW) for _ in range(3)] == ["one", "two", "two"]


def test_numbered_words_go_on_from_the_last_one_shown(
    fake: ScriptedServer, pen: ModelClient
) -> None:
    fake.control(numbered=True)
    first = pen.complete(Request(prompt="Go", max_tokens=3))
    assert first == "w0 w1 w2"
    assert pen.complete(Request(prompt=f"Go {first}", max_tokens=2)) == " w3 w4"
    assert pen.usage.tokens == Tokens(1 + 4, 3 + 2)


def test_the_pace_is_kept(fake: ScriptedServer, pen: ModelClient) -> None:
    fake.control(numbered=True, pace=100)
    began = time.monotonic()
    pen.complete(Request(prompt="Go", max_tokens=40))
    assert 0.35 < time.monotonic() - began < 3


def test_the_same_seed_tells_the_same_and_another_another(
    fake: ScriptedServer, pen: ModelClient
) -> None:
    fake.control()
    told = [pen.complete(Request(messages=CHAT.messages, seed=seed)) for seed in (1, 1, 2)]
    assert told[0] == told[1] != told[2]
    fake.control(seed=9)
    assert pen.complete(Request(messages=CHAT.messages, seed=1)) != told[0]


@pytest.mark.parametrize(
    ("prompt", "words", "language"),
    [
        ("Tell a story of 120 words about a fox called Pim.", 120, "the"),
        ("Raconte une histoire de 120 mots avec un renard nommé Pim.", 120, "la"),
    ],
)
def test_a_scene_is_told_in_the_language_and_length_asked_for(
    fake: ScriptedServer, pen: ModelClient, prompt: str, words: int, language: str
) -> None:
    fake.control()
    told = pen.complete(Request(messages=(Message("user", prompt),), max_tokens=400))
    assert words * 0.7 <= len(told.split()) <= words
    assert language in told.split()
    assert "Pim" in told
    assert told.endswith((".", "rire.", "it."))


@pytest.mark.parametrize(
    ("prompt", "article"), [("Zoe was carrying", " a "), ("Zoé portait dans la main", " un")]
)
def test_half_a_sentence_is_ended(
    fake: ScriptedServer, pen: ModelClient, prompt: str, article: str
) -> None:
    fake.control()
    said = pen.complete(Request(prompt=prompt, max_tokens=26))
    assert said.endswith(".")
    assert said[:3].startswith(article[:2])


def test_a_closed_list_is_chosen_from(fake: ScriptedServer, pen: ModelClient) -> None:
    fake.control()
    grammar = 'root ::= " " item "."\nitem ::= "a lamp" | "a boat" | "a \\"kite\\""'
    allowed = {" a lamp.", " a boat.", ' a "kite".'}
    chosen = {
        pen.complete(Request(prompt="Zoe had", grammar=grammar, seed=seed)) for seed in range(20)
    }
    assert chosen == allowed


def test_a_broken_grammar_is_refused_as_llama_cpp_does(
    fake: ScriptedServer, pen: ModelClient
) -> None:
    fake.control()
    assert code(pen, Request(prompt="Zoe had", grammar="root ::= (")) == "bad_request"


def test_a_stop_string_ends_the_answer_before_it(fake: ScriptedServer, pen: ModelClient) -> None:
    fake.control(text="One, two. Three.")
    assert pen.complete(Request(prompt="Go", stop=(".", "Three"))) == "One, two"


def test_it_can_think_first_and_the_story_is_clean(fake: ScriptedServer, pen: ModelClient) -> None:
    for thinking in ("tags", "field"):
        fake.control(text="Once.", thinking=thinking)
        assert pen.complete(CHAT) == "Once."


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ({"fault": "refuse", "status": 401}, "unauthorised"),
        ({"fault": "refuse", "status": 404}, "not_found"),
        ({"fault": "refuse", "status": 429}, "overloaded"),
        ({"fault": "refuse", "status": 500}, "refused"),
        ({"fault": "die"}, "died"),
        ({"fault": "die", "after": 5}, "died"),
        ({"fault": "cut", "after": 5}, "died"),
        ({"fault": "stall"}, "timeout"),
        ({"fault": "stall", "after": 5}, "timeout"),
        ({"first_token": 5}, "timeout"),
        ({"fault": "html"}, "nonsense"),
        ({"fault": "broken", "after": 5}, "nonsense"),
        ({"fault": "empty"}, "nonsense"),
    ],
    ids=str,
)
def test_every_fault_is_called_by_its_name(
    fake: ScriptedServer, script: dict[str, object], expected: str
) -> None:
    fake.control(numbered=True, **script)
    with closing(client(fake.url, timeouts=QUICK if expected == "timeout" else None)) as pen:
        assert code(pen) == expected


def test_what_was_said_before_a_fault_arrives(fake: ScriptedServer, pen: ModelClient) -> None:
    for fault in ("die", "cut", "broken"):
        fake.control(numbered=True, fault=fault, after=3)
        answer = pen.stream(RAW)
        read_up_to(answer, "w0 w1 w2")
        with pytest.raises(ModelError):
            next(answer)


def test_a_fault_can_pass(fake: ScriptedServer, pen: ModelClient) -> None:
    fake.control(text="Once.", fault="refuse", status=503, times=2)
    assert pen.complete(RAW) == "Once."
    assert fake.seen()["requests"] == 3


def test_it_notices_that_its_reader_left(fake: ScriptedServer, pen: ModelClient) -> None:
    fake.control(numbered=True, pace=50)
    answer = pen.stream(RAW)
    next(answer)
    answer.close()
    deadline = time.monotonic() + 5
    while fake.seen()["left"] == 0 and time.monotonic() < deadline:
        pass
    seen = fake.seen()
    assert (seen["left"], seen["active"]) == (1, 0)


def test_it_keeps_what_it_was_asked(fake: ScriptedServer, pen: ModelClient) -> None:
    fake.control(text="Once.")
    pen.complete(Request(prompt="Zoe had", seed=5))
    asked = fake.seen()["asked"]
    assert isinstance(asked, list)
    assert [(body["prompt"], body["seed"]) for body in asked] == [("Zoe had", 5)]


def test_answers_need_not_be_streamed(fake: ScriptedServer) -> None:
    fake.control(text="Once upon.", thinking="field")
    body = {"messages": [{"role": "user", "content": "Tell"}]}
    found = httpx.post(f"{fake.url}/chat/completions", json=body, trust_env=False).json()
    assert found["choices"][0]["message"]["content"] == "Once upon."
    assert found["usage"]["completion_tokens"] == 2
    found = httpx.post(f"{fake.url}/completions", json={"prompt": "Go"}, trust_env=False).json()
    assert found["choices"][0]["text"] == "Once upon."


@pytest.mark.parametrize("script", [{"pace": "fast"}, {"fault": "nap"}, {"speed": 3}])
def test_a_script_that_makes_no_sense_is_refused_by_name(
    fake: ScriptedServer, script: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=next(iter(script))):
        fake.control(**script)


def test_a_key_is_asked_for_when_it_has_one() -> None:
    with ScriptedServer(key="s3cret", text=__file__) as fake:
        with closing(client(fake.url)) as stranger:
            assert code(stranger) == "unauthorised"
        with closing(client(fake.url, key="s3cret")) as pen:
            assert pen.complete(RAW).startswith('"""The fake')


def test_it_does_not_outlive_a_test_that_was_killed() -> None:
    code = (
        "import sys; from raconteur.models.scripted.server import ScriptedServer\n"
        "fake = ScriptedServer(); fake.start()\n"
        "print(fake.pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        orphan = os.pidfd_open(int(owner.stdout.readline()))
        owner.kill()
        ended, _, _ = select.select([orphan], [], [], 5)
    os.close(orphan)
    assert ended == [orphan]
