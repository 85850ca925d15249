"""No address of this machine or of the network around it passes for everybody's."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.models.addresses import is_public

ALWAYS_INSIDE = [
    ipaddress.ip_network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/8", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2002::/16"),
        *("2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "5f00::/16"),
    )
]
inside = st.sampled_from(ALWAYS_INSIDE).flatmap(lambda each: st.ip_addresses(network=each))


@given(inside)
def test_what_is_inside_is_not_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_what_python_calls_private_is_not_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    """Another list than ours, of the same registries; ours refuses a little more."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_no_address_is_public_in_the_clothes_of_another_kind(
    address: ipaddress.IPv4Address,
) -> None:
    number = int(address)
    for dressed in (
        (0xFFFF << 32) | number,  # mapped
        number,  # compatible
        (0x64FF9B << 96) | number,  # NAT64
        (0x2002 << 112) | (number << 80),  # 6to4
        (0x20010000 << 96) | (number ^ 0xFFFFFFFF),  # Teredo
    ):
        assert not is_public(ipaddress.IPv6Address(dressed))


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",  # Amazon, Google, Azure, most others
        "169.254.170.2",  # Amazon's containers
        "fd00:ec2::254",
        "fd20:ce::254",  # Google
        "168.63.129.16",  # Azure
        "100.100.100.200",  # Alibaba
        "192.0.0.192",  # Oracle
        "::ffff:169.254.169.254",
        "fe80::1%eth0",
        "2606:4700::1%1",
    ],
)
def test_the_metadata_of_clouds_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4007::200e"]
)
def test_ordinary_addresses_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_most_of_the_internet_is(address: ipaddress.IPv4Address) -> None:
    """So that the rule is not simply no."""
    if address.is_global and int(address) < 0xE0000000:
        special = (
            "192.31.196.",
            "192.52.193.",
            "192.175.48.",
            "192.88.99.",
            "168.63.129.",
            "192.0.",
        )
        assert is_public(address) or str(address).startswith(special)
