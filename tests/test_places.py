"""What a host may write into RACONTEUR_MODEL_NETWORKS."""

import ipaddress

import pytest

from raconteur.places import place


@pytest.mark.parametrize(
    ("text", "address", "port"),
    [
        ("10.0.0.0/8", "10.1.2.3", 80),
        ("192.168.1.5", "192.168.1.5", 11434),
        ("192.168.1.5:11434", "192.168.1.5", 11434),
        ("[fd00::1]:8080", "fd00::1", 8080),
        ("fd00::/8", "fd12::1", 443),
        ("[fd00::/8]:8080", "fd12::1", 8080),
    ],
)
def test_a_network_holds_its_addresses(text: str, address: str, port: int) -> None:
    assert place(text).holds(ipaddress.ip_address(address), port)


@pytest.mark.parametrize(
    ("text", "address", "port"),
    [
        ("10.0.0.0/8", "11.1.2.3", 80),
        ("10.0.0.0/8", "::ffff:10.1.2.3", 80),
        ("192.168.1.5:11434", "192.168.1.5", 5432),
        ("ollama.lan", "192.168.1.5", 80),
    ],
)
def test_and_no_others(text: str, address: str, port: int) -> None:
    assert not place(text).holds(ipaddress.ip_address(address), port)


def test_a_name_is_called_whatever_its_case_at_its_port() -> None:
    assert place("Ollama.lan:11434").is_called("ollama.LAN", 11434)
    assert not place("ollama.lan:11434").is_called("ollama.lan", 80)
    assert not place("ollama.lan").is_called("evil.ollama.lan", 80)


@pytest.mark.parametrize(
    "text",
    ["", "10.0.0.0/40", "10.0.0.1:0", "10.0.0.1:99999", "a b", "*.lan", "[::1", "10.0.0.256"],
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        place(text)
