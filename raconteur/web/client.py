"""Where a request comes from, seen through the gateways that are trusted."""

import ipaddress
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import Headers

# Where the edge leaves it for those behind it.
CLIENT = "raconteur.client"
# As long as names are here.
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Client:
    """user: who it is, in the word of a gateway that is trusted; "" where it says nothing, None
    where what it says is no one name."""

    address: str
    https: bool
    user: str | None = ""


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

    def __init__(self, trusted: Iterable[str], user_header: str = "") -> None:
        """`user_header`: in which they say who somebody is."""
        self._trusted = [ipaddress.ip_network(each, strict=False) for each in trusted]
        self._user_header = user_header

    def client(self, peer: str, scheme: str, headers: Headers) -> Client:
        """`peer` is who opened the connection."""
        if not self._is_trusted(peer):
            return Client(peer, scheme == "https")
        hops = [hop.strip() for hop in headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        said = headers.get("X-Forwarded-Proto", scheme).strip().lower()
        # The last that no gateway of ours is; each adds the one before it at the end.
        found = next((hop for hop in reversed(hops) if not self._is_trusted(hop)), peer)
        address = found if _is_address(found) else peer
        return Client(address, said == "https", self._user(headers))

    def _user(self, headers: Headers) -> str | None:
        said = headers.getlist(self._user_header) if self._user_header else []
        return _name(said[0]) if len(said) == 1 else None if said else ""

    def _is_trusted(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._trusted)


def _name(header: str) -> str | None:
    """As names are kept here; None for none.

    A gateway that adds its word to a visitor's own may send both with a comma between.
    """
    try:
        said = header.encode("latin-1").decode("utf-8").strip()
    except UnicodeDecodeError:
        return None
    if len(said) > LONGEST_NAME or "," in said or not said.isprintable():
        return None
    return unicodedata.normalize("NFC", said).casefold()


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True
