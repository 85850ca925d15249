"""`/metrics` at a port of its own says what is measured, to those who may know."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from raconteur.observe.listener import Listener

TOKEN = "t" * 40


@pytest.fixture
def open_to_this_machine() -> Iterator[str]:
    listener = Listener("127.0.0.1", 0)
    listener.start()
    yield f"http://127.0.0.1:{listener.port}"
    listener.stop()


@pytest.fixture
def with_a_token() -> Iterator[str]:
    listener = Listener("127.0.0.1", 0, TOKEN)
    listener.start()
    yield f"http://127.0.0.1:{listener.port}"
    listener.stop()


def get(url: str, **headers: str) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=5) as client:
        return client.get(url, headers=headers)


def test_it_says_what_is_measured(open_to_this_machine: str) -> None:
    answer = get(f"{open_to_this_machine}/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert "process_resident_memory_bytes" in answer.text


def test_nothing_else_is_there(open_to_this_machine: str) -> None:
    assert get(f"{open_to_this_machine}/").status_code == 404
    assert get(f"{open_to_this_machine}/api/stories").status_code == 404


def test_another_name_for_this_machine_is_refused(open_to_this_machine: str) -> None:
    assert get(f"{open_to_this_machine}/metrics", Host="evil.example.com").status_code == 403
    for host in ("localhost:9", "[::1]:9", "127.0.0.1"):
        assert get(f"{open_to_this_machine}/metrics", Host=host).status_code == 200


@pytest.mark.parametrize("shown", ["", f"Bearer {TOKEN[1:]}", f"Basic {TOKEN}", TOKEN, "Bearer"])
def test_who_does_not_show_the_token_is_refused(with_a_token: str, shown: str) -> None:
    shows = {"Authorization": shown} if shown else {}
    answer = get(f"{with_a_token}/metrics", **shows)
    assert answer.status_code == 401
    assert "process_" not in answer.text


def test_who_shows_it_may_come_by_any_name(with_a_token: str) -> None:
    said = {"Authorization": f"Bearer {TOKEN}", "Host": "10.0.0.7:6001"}
    assert get(f"{with_a_token}/metrics", **said).status_code == 200


def test_a_port_that_is_taken_is_not_shared() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        Listener("127.0.0.1", taken.getsockname()[1])
