"""A server that never ends takes neither our memory nor our time."""

import itertools
import time
from collections.abc import Iterator

import pytest

from raconteur.models import ask, bursts
from raconteur.models.ask import Asker
from raconteur.models.bounded import bounded
from raconteur.models.errors import ModelError
from tests.models.canned import canned, plain


def endless(chunk: bytes) -> Iterator[bytes]:
    return itertools.repeat(chunk)


@pytest.mark.parametrize("chunk", [b"data: " + b"x" * 60_000, b"x" * 60_000, b"data: x\n"])
def test_an_event_without_an_end(chunk: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bursts, "MOST_BYTES", 200_000)
    with pytest.raises(ModelError, match="more than"):
        list(bursts.bursts(endless(chunk)))


def test_comments_for_ever_are_waiting_not_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bursts, "MOST_BYTES", 100)
    chunks = [b": ping\n\n"] * 1000 + [b"data: x\n\n"]
    assert list(bursts.bursts(chunks)) == [["x"]]


def test_far_more_text_than_was_asked_for() -> None:
    closed = []

    def talks() -> Iterator[str]:
        try:
            while True:
                yield "blah " * 100
        finally:
            closed.append(True)

    with pytest.raises(ModelError, match="far more"):
        list(bounded(talks(), 10))
    assert closed == [True]


def test_as_much_as_was_asked_for_is_not_cut() -> None:
    assert "".join(bounded((each for each in ("Once ", "there was.")), 4)) == "Once there was."


def test_a_list_of_models_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "MOST_BYTES", 1000)
    with (
        canned([plain(200, '{"data": [%s]}' % ("1," * 1000))]) as server,
        Asker(server.url, None, 2.0) as asker,
        pytest.raises(ModelError, match="more than 1000 bytes"),
    ):
        asker.api("models")


@pytest.mark.parametrize("begun", [b"HTTP/1.1 200 OK\r\nX: ", plain(200, "x" * 100)[:-50]])
def test_one_that_drips_is_left(begun: bytes) -> None:
    """The library's own limit, five seconds here, begins anew with each byte."""
    started = time.monotonic()
    with canned([begun, b"x", None]) as server, Asker(server.url, None, 5.0) as asker:
        asker._timeout = 0.2
        with pytest.raises(ModelError) as caught:
            asker.api("models")
    assert caught.value.code == "timeout"
    assert time.monotonic() - started < 4
