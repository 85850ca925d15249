"""A model's address that no administrator named leads outwards, whatever is done to its name."""

import ipaddress
import socket

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.craft.pen import Request
from raconteur.models import outbound
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.outbound import Outbound, Sockets
from raconteur.models.patience import Retries, Timeouts
from raconteur.models.probe import list_models, probe
from raconteur.places import Place, place
from tests.models.canned import canned, plain, stream, text
from tests.models.samples import REMOTE

ANYWHERE_PUBLIC = Outbound()
PUBLIC, INSIDE = "93.184.216.34", "127.0.0.1"


def allowed(*places: str) -> Outbound:
    return Outbound(tuple(place(each) for each in places))


def refused(rule: Outbound, host: str, port: int = 443) -> bool:
    try:
        rule.insist_on_host(host, port)
    except ModelError as error:
        return error.code == "not_allowed" and not error.away
    return False


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "[::1]", "10.0.0.5", "192.168.1.1", "169.254.169.254", "[fd00:ec2::254]"),
        *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
        *("2130706433", "017700000001", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "0"),
        *("127.0.0.1.", "example.com.", "example..com", ".example.com", "-a.example.com"),
        *("xn--bcher-kva.example", "www.xn--pple-43d.com", "bücher.example", "１２７.0.0.1"),
        *("127。0。0。1", "ⓛocalhost", "a@b", "a:b", "a/b", "a%2eb", "[fe80::1%25eth0]", ""),
        *("exa\u212aple.com", "a" * 64 + ".com", "a." * 127 + "com", "8.8.8.8.8", "1.2.3.0x4"),
    ],
)
def test_inner_addresses_and_odd_spellings_are_refused(host: str) -> None:
    assert refused(ANYWHERE_PUBLIC, host)


@pytest.mark.parametrize("host", ["api.example.com", "API.Example.com", "8.8.8.8", "a-b.c_d.io"])
def test_plain_names_and_public_addresses_are_not(host: str) -> None:
    assert not refused(ANYWHERE_PUBLIC, host)


@pytest.mark.parametrize("port", [0, 22, 25, 5432, 6379, 8080, 11434])
def test_only_the_ports_of_the_web(port: int) -> None:
    assert refused(ANYWHERE_PUBLIC, "api.example.com", port)
    assert refused(ANYWHERE_PUBLIC, "8.8.8.8", port)
    assert not refused(allowed(f"api.example.com:{port or 1}"), "api.example.com", port or 1)


def test_what_the_host_allows_is_allowed() -> None:
    rule = allowed("127.0.0.1:11434", "10.0.0.0/8", "ollama.lan")
    for host, port in (("127.0.0.1", 11434), ("10.1.2.3", 8080), ("ollama.lan", 11434)):
        assert not refused(rule, host, port)
    assert refused(rule, "127.0.0.1", 5432)
    assert refused(rule, "127.0.0.2", 11434)


def reached(rule: Outbound, addresses: list[str], port: int) -> list[str]:
    """The addresses that a connection to a name with these is tried with."""
    tried: list[str] = []

    class Recorded(httpcore.SyncBackend):
        def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
            tried.append(host)
            raise httpcore.ConnectError("nobody here")

    sockets = Sockets(rule, lambda _host, _port: addresses)
    sockets._sockets = Recorded()
    with pytest.raises((httpcore.ConnectError, ModelError)):
        sockets.connect_tcp("models.example.com", port)
    return tried


addresses = st.lists(st.ip_addresses().map(str), min_size=1, max_size=4)


@given(addresses)
def test_no_name_leads_to_an_address_inside(found: list[str]) -> None:
    for each in reached(ANYWHERE_PUBLIC, found, 443):
        assert ipaddress.ip_address(each).is_global


@given(st.sampled_from([INSIDE, "10.0.0.1", "::1", "fd00:ec2::254", "169.254.169.254"]), addresses)
def test_one_address_inside_spoils_all(inside: str, others: list[str]) -> None:
    assert reached(ANYWHERE_PUBLIC, [*others, inside], 443) == []


def test_all_addresses_of_a_name_are_tried() -> None:
    assert reached(ANYWHERE_PUBLIC, [PUBLIC, "8.8.8.8"], 443) == [PUBLIC, "8.8.8.8"]


def test_a_name_is_looked_up_once_and_the_address_kept() -> None:
    """The second answer of a rebinding server is never asked for."""
    answers = iter([[PUBLIC], [INSIDE]])
    tried: list[str] = []

    class Recorded(httpcore.SyncBackend):
        def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
            tried.append(host)
            raise httpcore.ConnectError("nobody here")

    sockets = Sockets(ANYWHERE_PUBLIC, lambda _host, _port: next(answers))
    sockets._sockets = Recorded()
    with pytest.raises(httpcore.ConnectError):
        sockets.connect_tcp("rebinding.example.com", 443)
    assert tried == [PUBLIC]
    with pytest.raises(ModelError, match="administrator"):
        sockets.connect_tcp("rebinding.example.com", 443)
    assert tried == [PUBLIC]


def test_a_name_without_an_address_is_not_reached() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("no such name")

    with pytest.raises(httpcore.ConnectError, match="no address"):
        Sockets(ANYWHERE_PUBLIC, unknown).connect_tcp("models.example.com", 443)


def test_this_machine_by_its_public_address_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "is_public", lambda _address: True)
    with socket.create_server((INSIDE, 0)) as listener:
        port = listener.getsockname()[1]
        monkeypatch.setattr(outbound, "PORTS", (port,))
        with pytest.raises(ModelError, match="this machine"):
            Sockets(ANYWHERE_PUBLIC).connect_tcp(INSIDE, port)


@pytest.fixture
def rebound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name means this machine now, as a name server of somebody's may say at any time."""
    monkeypatch.setattr(outbound, "resolve", lambda _host, _port: [INSIDE])


def pen(url: str, rule: Outbound) -> ModelClient:
    patience = Timeouts(connect=2, first_token=5, between_tokens=5)
    return ModelClient(url, "m", None, REMOTE, patience, Retries(0, 0), rule)


@pytest.mark.usefixtures("rebound")
def test_writing_probing_and_listing_are_all_held_to_it() -> None:
    url = "http://models.example.com/v1"
    for ask in (
        lambda: pen(url, ANYWHERE_PUBLIC).complete(Request(prompt=None)),
        lambda: probe(url, "m", outbound=ANYWHERE_PUBLIC),
    ):
        with pytest.raises(ModelError) as caught:
            ask()
        assert caught.value.code == "not_allowed"
        assert not caught.value.away


@pytest.mark.usefixtures("rebound")
def test_what_is_allowed_is_asked_by_its_own_name() -> None:
    with canned([stream(text("Once.", "stop"))]) as server:
        port = httpx.URL(server.url).port
        told = pen(f"http://models.example.com:{port}/v1", allowed("127.0.0.0/8"))
        assert told.complete(Request(prompt="Once")) == "Once."
    assert f"host: models.example.com:{port}" in server.heads[0].lower()


def test_a_redirect_leads_nowhere() -> None:
    with canned([plain(200, "{}")]) as inner:
        away = plain(302, "", f"Location: {inner.url}/models")
        with canned([away], [away], [away], [away]) as outer:
            port = httpx.URL(outer.url).port
            rule = Outbound((Place(ipaddress.ip_network("127.0.0.1"), "", port),))
            probe(outer.url, "m", outbound=rule)
            with pytest.raises(ModelError) as caught:
                pen(outer.url, rule).complete(Request(prompt="Once"))
            assert caught.value.code == "not_found"
        assert len(outer.heads) == 4
    assert inner.heads == []


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would look the name up by itself, in the network that it is in."""
    with canned([plain(200, '{"data": []}')]) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.removesuffix("/v1"))
        monkeypatch.setenv("ALL_PROXY", proxy.url.removesuffix("/v1"))
        monkeypatch.setattr(outbound, "resolve", lambda _host, _port: [INSIDE])
        with pytest.raises(ModelError) as caught:
            probe("http://models.example.com/v1", "m", outbound=ANYWHERE_PUBLIC)
        assert caught.value.code == "not_allowed"
        assert proxy.heads == []
        # A name that the host wrote down is asked as the host's own models are.
        assert list_models("http://models.example.com/v1") == []
        assert len(proxy.heads) == 1
