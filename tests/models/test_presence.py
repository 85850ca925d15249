"""Whether a model is there is known at once, and asked for seldom."""

import threading
import time
from collections.abc import Iterator

import pytest

from raconteur.models.errors import Code, ModelError
from raconteur.models.presence import ASK_S, FRESH_S, HEARD_S, Presence

AWAY = ModelError("unreachable", "gone")


class Server:
    """One that answers with `error`; `asked` counts."""

    def __init__(self) -> None:
        self.error: ModelError | None = None
        self.asked = 0
        self.now = 0.0
        self.presence = Presence(self.ask, lambda: self.now)

    def ask(self) -> None:
        self.asked += 1
        if self.error is not None:
            raise self.error


@pytest.fixture
def server() -> Server:
    return Server()


def test_it_is_asked_once_in_a_while(server: Server) -> None:
    assert [server.presence.answers() for _ in range(3)] == [True] * 3
    assert server.asked == 1
    server.error, server.now = AWAY, FRESH_S
    assert [server.presence.answers() for _ in range(3)] == [False] * 3
    assert server.asked == 2


def test_a_writer_that_found_it_away_is_believed_until_it_tries_again(server: Server) -> None:
    server.presence.heard(AWAY)
    server.now = HEARD_S - 1
    assert not server.presence.answers()
    assert server.asked == 0
    server.presence.heard(None)
    assert server.presence.answers()
    assert server.asked == 0
    server.now += FRESH_S
    assert server.presence.answers()
    assert server.asked == 1


@pytest.mark.parametrize("code", ["unauthorised", "not_found", "nonsense"])
def test_one_that_refuses_us_is_there(server: Server, code: Code) -> None:
    server.error = ModelError(code, "", permanent=True)
    assert server.presence.answers()
    server.presence.heard(server.error)
    assert server.presence.answers()


@pytest.fixture
def silence() -> Iterator[threading.Event]:
    over = threading.Event()
    yield over
    over.set()


def test_nobody_waits_long_for_one_that_says_nothing(silence: threading.Event) -> None:
    presence, began = Presence(silence.wait), time.monotonic()
    assert not presence.answers()
    assert ASK_S <= time.monotonic() - began < 2 * ASK_S


def test_a_writer_that_found_it_away_knows_better_than_an_earlier_question() -> None:
    def meanwhile() -> None:
        presence.heard(AWAY)

    presence = Presence(meanwhile)
    assert not presence.answers()
