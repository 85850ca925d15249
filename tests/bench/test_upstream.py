"""The bench's own model server is a model to our client, and it keeps its pace."""

import time

from bench.model import Upstream
from bench.upstream import SENTENCE
from raconteur.craft.pen import Message, Request
from raconteur.models.client import ModelClient
from raconteur.models.probe import probe


def _asked(url: str, what: str) -> str:
    client = ModelClient(url, "", None, probe(url, ""))
    try:
        return client.complete(Request(messages=(Message("user", what),)))
    finally:
        client.close()


def test_it_is_a_capable_model_that_tells_whole_sentences() -> None:
    with Upstream(0) as model:
        assert probe(model.url, "").capable
        told = _asked(model.url, "Now write this, in about 1000 words: a bear.")
        assert told.strip() == " ".join([SENTENCE] * 90)
        assert model.tokens() == 900


def test_it_gives_an_outline_when_it_is_asked_for_one() -> None:
    with Upstream(0) as model:
        told = _asked(model.url, "Answer with a line “Title: …” and exactly 3 numbered lines.")
    assert [line[:2] for line in told.splitlines()] == ["Ti", "1.", "2.", "3."]


def test_it_says_no_more_tokens_a_second_than_it_should() -> None:
    with Upstream(200) as model:
        began = time.monotonic()
        _asked(model.url, "Now write this, in about 112 words: a bear.")
        assert time.monotonic() - began >= 99 / 200
