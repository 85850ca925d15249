"""Where a request comes from, seen through the gateways that are trusted."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import Headers

# Where the edge leaves it for those behind it.
CLIENT = "raconteur.client"


@dataclass(frozen=True, slots=True)
class Client:
    address: str
    https: bool


def neighbourhood(address: str) -> str:
    """What one person has addresses from: an IPv6 network of 64 bits, or one IPv4 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.ipv4_mapped:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))


class Gateways:
    """Only a gateway on the list is believed: anybody can send `X-Forwarded-For`."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted = [ipaddress.ip_network(each, strict=False) for each in trusted]

    def client(self, peer: str, scheme: str, headers: Headers) -> Client:
        """`peer` is who opened the connection."""
        if not self._is_trusted(peer):
            return Client(peer, scheme == "https")
        hops = [hop.strip() for hop in headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        said = headers.get("X-Forwarded-Proto", scheme).strip().lower()
        # The last that no gateway of ours is; each adds the one before it at the end.
        found = next((hop for hop in reversed(hops) if not self._is_trusted(hop)), peer)
        return Client(found if _is_address(found) else peer, said == "https")

    def _is_trusted(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._trusted)


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True
