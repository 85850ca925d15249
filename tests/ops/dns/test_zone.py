"""The zone's file is read strictly, and the site's own records come from the inventory."""

from pathlib import Path
from typing import Any

import pytest

from ops import inventory
from ops.dns import zone as zones
from ops.tables import Wrong

EXAMPLE = Path(zones.__file__).with_name("zone.example.yaml")


def read(tmp_path: Path, text: str) -> Any:
    file = tmp_path / "example.com.yaml"
    file.write_text(text)
    return zones.read(file, zones.named(file))


def described(zone: Any) -> set[tuple[str, str]]:
    return {(record.name, record._type) for record in zone.records}


def test_the_example_is_read_whole() -> None:
    assert described(zones.read(EXAMPLE, "example.com")) == {
        ("", "CAA"),
        ("", "MX"),
        ("", "TXT"),
        ("_dmarc", "TXT"),
        ("door", "A"),
        ("blog", "CNAME"),
    }


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("www: {type: A, value: 203.0.113.300}", "www.example.com: invalid IPv4"),
        ("www: {type: CNAME, value: example.net}", "needs a dot at its end"),
        ("'': {type: MX, value: {preference: 10, exchange: mail.example.net}}", "needs a dot"),
        ("'': {type: CNAME, value: example.net.}", "root CNAME"),
        ("'': {type: NS, value: ns.example.net.}", "never touched; leave it out"),
        ("'': {type: SOA, value: x}", "never touched; leave it out"),
        ("a: {type: SRV, value: x}", "type SRV is not known here"),
        ("a: {value: 203.0.113.1}", "needs a type"),
        ("a: [{type: A, value: 203.0.113.1}, {type: A, value: 203.0.113.2}]", "uplicate"),
        ("a: [{type: A, value: 203.0.113.1}, {type: CNAME, value: b.example.com.}]", "alone"),
        ("- a", "must be names with their records"),
        ("a: [", "example.com.yaml: "),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(Wrong, match=word) as refusal:
        read(tmp_path, text)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(Wrong, match=r"begin with a copy of ops/dns/zone.example.yaml"):
        zones.read(tmp_path / "example.com.yaml", "example.com")


def test_a_file_must_have_the_domains_name_or_be_told_it() -> None:
    assert zones.named(Path("x/Example.com.yaml")) == "example.com"
    assert zones.named(Path("zone.yaml"), "example.org.") == "example.org"
    with pytest.raises(Wrong, match="--name"):
        zones.named(Path("zone.yaml"))


def site(**changed: Any) -> inventory.Inventory:
    values = {
        "name": "example.com",
        "also": ["www.example.com", "example.org"],
        "api": "api.example.com",
        "mail": "ada@example.com",
        **changed,
    }
    return inventory.parse(
        {
            "site": values,
            "login": {"user": "admin", "from": ["203.0.113.7/32"], "known_hosts": "known_hosts"},
            "hosts": {"stories": {"address": "203.0.113.10", "roles": ["gateway", "serve"]}},
        },
        Path(),
    )


def test_the_sites_names_get_the_gateways_address() -> None:
    zone = zones.empty("example.com")
    notes = zones.complete(zone, site())
    assert described(zone) == {("", "A"), ("www", "A"), ("api", "A")}
    assert {tuple(record.values) for record in zone.records} == {("203.0.113.10",)}
    assert notes == ["example.org is not in example.com: its records are set where its domain is"]


def test_behind_cloudflare_they_are_proxied() -> None:
    for cloudflare in (True, False):
        zone = zones.empty("example.com")
        zones.complete(zone, site(cloudflare=cloudflare))
        flags = {record.octodns["cloudflare"]["proxied"] for record in zone.records}
        assert flags == {cloudflare}


def test_what_the_file_says_of_a_name_is_taken_as_it_stands(tmp_path: Path) -> None:
    zone = read(tmp_path, "www: {type: CNAME, value: example.net.}\napi: {type: TXT, value: x}")
    zones.complete(zone, site())
    assert described(zone) == {("", "A"), ("www", "CNAME"), ("api", "TXT"), ("api", "A")}
