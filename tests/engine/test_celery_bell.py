"""Ringing fails for nobody, whatever the broker answers, and goes on when it takes them again."""

import queue
import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from amqp.exceptions import AccessRefused  # type: ignore[import-untyped]
from amqp.serialization import dumps  # type: ignore[import-untyped]
from celery import Celery

from raconteur.engine import celery_bell
from raconteur.engine.celery_bell import CeleryBell, celery_app, ping

PATIENCE_S = 10.0


class Broker:
    """Takes messages, or raises what a test wants."""

    def __init__(self, app: Celery, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tried: queue.Queue[int] = queue.Queue()
        self.failure: Exception | None = None
        monkeypatch.setattr(app, "send_task", self._send)

    def _send(self, _name: str, args: tuple[int]) -> None:
        self.tried.put(args[0])
        if self.failure is not None:
            raise self.failure


@pytest.fixture
def app() -> Celery:
    return celery_app("amqp://guest:guest@127.0.0.1:1//")


@pytest.fixture
def broker(app: Celery, monkeypatch: pytest.MonkeyPatch) -> Broker:
    monkeypatch.setattr(celery_bell, "PAUSE_S", 0.0)
    return Broker(app, monkeypatch)


@pytest.fixture
def bell(app: Celery, broker: Broker) -> Iterator[CeleryBell]:
    bell = CeleryBell(app)
    bell.start()
    yield bell
    bell.stop()


@pytest.mark.parametrize("failure", [OSError("gone"), AccessRefused("not you")])
def test_who_is_not_heard_is_rung_for_twice_and_the_next_ring_is_heard(
    bell: CeleryBell, broker: Broker, failure: Exception
) -> None:
    broker.failure = failure
    bell.ring(1)
    assert [broker.tried.get(timeout=PATIENCE_S) for _ in range(2)] == [1, 1]
    broker.failure = None
    bell.ring(2)
    assert broker.tried.get(timeout=PATIENCE_S) == 2
    bell.stop(PATIENCE_S)
    assert bell.healthy


def test_a_broker_that_is_back_is_noticed_though_nobody_rings(
    bell: CeleryBell, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: queue.Queue[bool] = queue.Queue()
    refusals = [AccessRefused("not you")]

    def reach(_app: Celery) -> None:
        looks.put(bell.healthy)
        if refusals:
            raise refusals.pop()

    monkeypatch.setattr(celery_bell, "LOOK_S", 0.01)
    monkeypatch.setattr(celery_bell, "_reach", reach)
    broker.failure = OSError("gone")
    bell.ring(1)
    assert [looks.get(timeout=PATIENCE_S) for _ in range(2)] == [False, False]
    bell.stop(PATIENCE_S)
    assert bell.healthy


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("amqp://127.0.0.1:1//", "refused"),
        ("redis://127.0.0.1:1/0", "refused"),
        ("strange://x", "No such transport"),
    ],
)
def test_a_broker_that_cannot_be_reached_says_why(url: str, reason: str) -> None:
    with pytest.raises(OSError, match=reason):
        ping(url)


def frame(method: tuple[int, int], kinds: str, *arguments: object) -> bytes:
    """One method of AMQP 0-9-1, on channel 0."""
    said: bytes = struct.pack(">HH", *method) + dumps(kinds, arguments)
    return struct.pack(">BHI", 1, 0, len(said)) + said + b"\xce"


@pytest.fixture
def refusing() -> Iterator[str]:
    """The address of a broker that knows nobody."""
    start = frame((10, 10), "ooFSS", 0, 9, {}, "PLAIN", "en_US")
    close = frame((10, 50), "BsBB", 403, "ACCESS_REFUSED", 10, 11)

    def refuse() -> None:
        asking, _ = listener.accept()
        with asking:
            for answer in (start, close, b""):
                assert asking.recv(4096)
                asking.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=refuse, daemon=True)
        thread.start()
        yield f"amqp://who:wrong@127.0.0.1:{listener.getsockname()[1]}//"
        thread.join(PATIENCE_S)


def test_a_broker_that_does_not_know_us_says_so(refusing: str) -> None:
    with pytest.raises(OSError, match="ACCESS_REFUSED"):
        ping(refusing)
