"""What the web part is given by whoever puts the application together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from raconteur.identity.provider import Provider
from raconteur.mail.outbox import Outbox
from raconteur.models.registry import Models
from raconteur.services.acting import RULES_ALONE, Event
from raconteur.services.connections import Terms
from raconteur.services.judging import Judge
from raconteur.store.base import Sessions


class Subscription(Protocol):
    """One reader's events, as the bus brings them."""

    async def take(self, timeout: float) -> list[Event] | None:
        """Waiting events; [] after `timeout` seconds; None when some were missed."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Gateway:
    """makes_writers: of names that nobody has. sign_out: where people sign out of it, or ""."""

    makes_writers: bool = False
    sign_out: str = ""


@dataclass(frozen=True, slots=True)
class Wiring:
    """sessions  serve the event stream, which lives outside Flask
    user_id   the one local user's; None when there are accounts
    terms     for what people connect themselves
    provider  of OpenID Connect, by whose word people can sign in
    gateway   that says with each request who it is from
    outbox    for mails; None where the server sends none
    judge     of what is asked for
    metrics_token  by which `/metrics` is shown without a sign-in
    parts     those of other machines that stories can wait for, each with whether it answers, as
              far as this process knows
    """

    ring: Callable[[int], None]
    publish: Callable[[int, Event], None]
    models: Models
    sessions: Sessions
    subscribe: Callable[[int], Subscription]
    user_id: int | None
    parts: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    provider: Provider | None = None
    gateway: Gateway | None = None
    outbox: Outbox | None = None
    terms: Terms = field(default_factory=Terms)
    judge: Judge = RULES_ALONE
    metrics_token: str = ""
