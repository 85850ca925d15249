"""Where a request comes from."""

import pytest
from werkzeug.datastructures import Headers

from raconteur.web.client import Client, Gateways, neighbourhood

TRUSTED = Gateways(["10.0.0.0/8", "::1"])


def seen(peer: str, scheme: str = "http", **headers: str) -> Client:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return TRUSTED.client(peer, scheme, Headers(named))


def test_who_comes_by_themselves_is_who_they_are() -> None:
    assert seen("192.0.2.1") == Client("192.0.2.1", https=False)
    assert seen("192.0.2.1", "https") == Client("192.0.2.1", https=True)


def test_a_gateway_of_ours_says_for_whom_it_asks() -> None:
    said = seen("10.0.0.1", X_Forwarded_For="192.0.2.1", X_Forwarded_Proto="https")
    assert said == Client("192.0.2.1", https=True)
    assert seen("::1", X_Forwarded_For="2001:db8::7").address == "2001:db8::7"


def test_what_stood_there_before_our_gateways_is_not_believed() -> None:
    said = seen("10.0.0.1", X_Forwarded_For="198.51.100.9, 192.0.2.1, 10.0.0.2")
    assert said.address == "192.0.2.1"


def test_nobody_else_is_believed() -> None:
    said = seen("192.0.2.1", X_Forwarded_For="10.0.0.9", X_Forwarded_Proto="https")
    assert said == Client("192.0.2.1", https=False)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("a socket", "a socket"),
    ],
)
def test_whoever_has_a_whole_network_of_addresses_counts_once(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted


@pytest.mark.parametrize("said", ["", "nonsense", "unknown, ", "<script>"])
def test_what_is_no_address_is_none(said: str) -> None:
    assert seen("10.0.0.1", X_Forwarded_For=said).address == "10.0.0.1"
