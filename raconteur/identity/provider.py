"""What a provider by whose word people sign in must do."""

from dataclasses import dataclass
from typing import Protocol


class IdentityError(Exception):
    """The provider cannot be asked, or what it says does not hold."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: `url` is the provider's page; the rest is kept by the browser that
    began it, and by nobody else."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """subject: the provider's own name for somebody, which never changes; name may."""

    issuer: str
    subject: str
    name: str


class Provider(Protocol):
    """name: how people know it."""

    name: str

    def begin(self, back: str) -> Begun:
        """`back` is where the provider sends the browser. Raises IdentityError."""
        ...

    def finish(self, query: str, begun: Begun, back: str) -> Identity:
        """`query` is what the provider sent the browser back with. Raises IdentityError."""
        ...
