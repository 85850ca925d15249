"""Where a model's address may lead that no administrator has given: out, never inwards.

What counts is the address that is connected to, looked up once and then used as it is, so that a
name cannot mean one thing when it is looked at and another when it is called.
"""

import contextlib
import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpcore

from raconteur.models.addresses import is_public
from raconteur.models.errors import ModelError
from raconteur.places import LABEL, Address, Place

# Elsewhere our requests would be somebody's way to talk to mail servers and the like.
PORTS = (80, 443)
_MOST_CHARACTERS = 253
_NAME = re.compile(rf"{LABEL}(\.{LABEL})*")
# Names that some resolvers take for numbers: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

Resolve = Callable[[str, int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Outbound:
    """places: what a host allows besides public addresses at the web's own ports."""

    places: tuple[Place, ...] = ()

    def names(self, host: str, port: int) -> bool:
        """Whether the host of this server wrote this very name down: then it may be anywhere."""
        return any(each.is_called(host, port) for each in self.places)

    def insist_on_host(self, host: str, port: int) -> None:
        """What can be said before anybody is asked for addresses. Raises ModelError not_allowed."""
        if self.names(host, port):
            return
        literal = _literal(host)
        if literal is not None:
            self.insist_on(literal, port)
        elif not _is_plain(host):
            raise _refused(f"{host!r} is no plain host name")
        elif port not in PORTS and not any(
            each.network and each.port in (None, port) for each in self.places
        ):
            raise _refused(f"port {port}")

    def insist_on(self, address: Address, port: int) -> None:
        """Raises ModelError not_allowed."""
        if not self._is_listed(address, port) and not (is_public(address) and port in PORTS):
            raise _refused(f"{address} port {port}")

    def insist_on_another(self, connected: socket.socket) -> None:
        """Of two ends with one address, both are this machine's, however public it looks."""
        here, there = connected.getsockname()[0], connected.getpeername()
        if here == there[0] and not self._is_listed(ipaddress.ip_address(here), there[1]):
            raise _refused(f"{here} is this machine")

    def _is_listed(self, address: Address, port: int) -> bool:
        return any(each.holds(address, port) for each in self.places)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class Sockets(httpcore.NetworkBackend):
    """Connects to what is allowed, and to the very address that was found to be."""

    def __init__(self, allowed: Outbound, ask: Resolve | None = None) -> None:
        self._allowed, self._resolve = allowed, ask or resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises ModelError not_allowed, and what httpcore raises."""
        failure = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                failure = error
                continue
            with contextlib.ExitStack() as undone:
                undone.callback(stream.close)
                self._allowed.insist_on_another(stream.get_extra_info("socket"))
                undone.pop_all()
            return stream
        raise failure

    def _addresses(self, host: str, port: int) -> list[Address]:
        self._allowed.insist_on_host(host, port)
        try:
            found = [ipaddress.ip_address(each) for each in self._resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} has no address: {error}") from error
        except ValueError as error:  # with a scope that is no number
            raise _refused(str(error)) from error
        for address in found:
            self._allowed.insist_on(address, port)
        return found

    def sleep(self, seconds: float) -> None:
        self._sockets.sleep(seconds)


def _literal(host: str) -> Address | None:
    """An address, spelt as addresses are."""
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _is_plain(host: str) -> bool:
    """Letters, digits and dashes between single dots; no letters of other alphabets, which look
    like ours, and nothing that could be a number."""
    labels = host.lower().split(".")
    return (
        host.isascii()
        and len(host) <= _MOST_CHARACTERS
        and _NAME.fullmatch(host.lower()) is not None
        and not _NUMBER.fullmatch(labels[-1])
        and not any(each.startswith("xn--") for each in labels)
    )


def _refused(what: str) -> ModelError:
    said = f"{what}: only an administrator may name it, or allow it (RACONTEUR_MODEL_NETWORKS)"
    return ModelError("not_allowed", said, permanent=True)
