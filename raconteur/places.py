"""Places on a network as a host names them: an address, a network or a name, with a port or any."""

import ipaddress
import re
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_NAME = re.compile(rf"{LABEL}(\.{LABEL})*")


@dataclass(frozen=True, slots=True)
class Place:
    """network or name, one of them; port None is any."""

    network: Network | None
    name: str
    port: int | None

    def holds(self, address: Address, port: int) -> bool:
        return self.network is not None and address in self.network and self._at(port)

    def is_called(self, host: str, port: int) -> bool:
        return bool(self.name) and self.name == host.lower() and self._at(port)

    def _at(self, port: int) -> bool:
        return self.port in (None, port)


def place(text: str) -> Place:
    """`10.0.0.0/8`, `192.168.1.5:11434`, `[fd00::1]:8080`, `ollama.lan`. Raises ValueError."""
    if text.startswith("["):
        host, closed, port = text[1:].partition("]")
        port = port.removeprefix(":") if closed else "none"
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    else:
        host, port = text, ""
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError(f"{text!r}: {port!r} is no port")
    number = int(port) if port else None
    try:
        return Place(ipaddress.ip_network(host, strict=False), "", number)
    except ValueError:
        name = host.lower()
    if not _NAME.fullmatch(name) or name.rpartition(".")[2].isdecimal():
        raise ValueError(f"{text!r} is no address, network or name")
    return Place(None, name, number)
