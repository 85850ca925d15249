"""How quickly a model answered is told once for each answer that began, however it ended."""

import contextlib
import threading

import pytest

from raconteur.craft.pen import Request
from raconteur.models.errors import ModelError
from raconteur.models.timing import Timing
from tests.models.canned import Answer, chunked, event, plain, stream, stream_head, text
from tests.models.samples import pen_before

RAW = Request(prompt="Once", max_tokens=9)


def test_its_tokens_are_those_after_the_first() -> None:
    told: list[Timing] = []
    with pen_before([stream(text("a"), text("b"), text("c", "stop"))]) as (_, pen):
        pen.timed = told.append
        pen.complete(RAW)
    [answer] = told
    assert answer.tokens <= 2
    assert answer.first_s > 0
    assert answer.rest_s >= 0


def test_an_answer_that_nobody_wants_any_more_is_told_too() -> None:
    told: list[Timing] = []
    go_on = threading.Event()
    begun: Answer = [stream_head() + chunked(event(text("a"))), go_on, chunked(event(text("b")))]
    with pen_before(begun) as (_, pen):
        pen.timed = told.append
        with contextlib.closing(pen.stream(RAW)) as answer:
            assert next(answer) == "a"
            assert told == []
        go_on.set()
    assert len(told) == 1


def test_an_answer_that_never_began_has_no_time() -> None:
    told: list[Timing] = []
    with pen_before([plain(401, "{}")]) as (_, pen):
        pen.timed = told.append
        with pytest.raises(ModelError):
            pen.complete(RAW)
    assert told == []
