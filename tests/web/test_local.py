"""Without accounts, nobody can put the server on the internet by accident."""

import pytest
from werkzeug.datastructures import Headers

from raconteur.web.local import refusal

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost", "[::1]:5000", "LOCALHOST:80"])
def test_this_machine_may_ask(host: str) -> None:
    assert refusal("POST", Headers({"Host": host}), NONE) is None


@pytest.mark.parametrize(
    "host",
    ["example.com", "127.0.0.1.example.com", "192.168.1.4:5000", "", "localhost@evil.com", "a:b"],
)
def test_a_foreign_host_is_refused(host: str) -> None:
    assert refusal("GET", Headers({"Host": host}), NONE)


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Proto"])
def test_a_gateway_is_refused(name: str) -> None:
    assert refusal("GET", Headers({"Host": "localhost", name: "1.2.3.4"}), NONE)


def test_another_page_cannot_change_anything_in_the_users_name() -> None:
    headers = Headers({"Host": "localhost:5000", "Origin": "https://evil.example"})
    assert refusal("POST", headers, NONE)
    assert refusal("POST", Headers({"Host": "localhost:5000", "Origin": "null"}), NONE)


def test_our_own_page_and_listed_origins_may() -> None:
    own = Headers({"Host": "localhost:5000", "Origin": "http://localhost:5000"})
    listed = Headers({"Host": "localhost:5000", "Origin": "http://localhost:3000"})
    assert refusal("DELETE", own, NONE) is None
    assert refusal("DELETE", listed, frozenset({"http://localhost:3000"})) is None
