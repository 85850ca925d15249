"""Which addresses are everybody's: not this machine, not the network around it, nothing special.

After IANA's registries of special-purpose addresses. Ours rather than `ipaddress.is_global`, whose
answer changes with Python's version.
"""

import ipaddress

from raconteur.places import Address

_REFUSED_4 = tuple(
    ipaddress.IPv4Network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider's NAT; Alibaba's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # looks public: what Azure tells its machines
        "169.254.0.0/16",  # link-local; nearly everybody's metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # Oracle's metadata is here
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
# All that was ever given out as ordinary addresses. Outside of it are loopback, link-local, unique
# local (metadata of Amazon and Google), multicast, and IPv4 in the clothes of IPv6: mapped, NAT64.
_GIVEN_OUT_6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_6 = tuple(
    ipaddress.IPv6Network(each)
    for each in (
        "2001::/23",  # Teredo, ORCHID and others
        "2001:db8::/32",
        "2002::/16",  # 6to4: IPv4 again
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


def is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in each for each in _REFUSED_4)
    if address.scope_id is not None:
        return False
    return address in _GIVEN_OUT_6 and not any(address in each for each in _REFUSED_6)
