"""Whether there is room: what may be used of models, and what was."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from raconteur.store import caps, usage
from raconteur.store.base import Session, now

# cap         what this user may use
# server_cap  what all together may use
Cap = Literal["cap", "server_cap"]


class Price(NamedTuple):
    """Of a million tokens, in the server's currency: a token's in millionths of it."""

    prompt: float
    completion: float

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """In millionths of the currency."""
        return self.prompt * prompt_tokens + self.completion * completion_tokens


FREE = Price(0, 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """What administrators have set. Caps are None where there are none; each_tokens_a_day is of
    every user who has no own. Costs are in millionths of the currency. prices: by model."""

    tokens_a_day: int | None = None
    cost_a_month: int | None = None
    each_tokens_a_day: int | None = None
    currency: str = "USD"
    prices: Mapping[str, Price] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: object) -> "Limits":
        """As `written` wrote them, or None where nobody has set any."""
        if not isinstance(kept, dict):
            return cls()
        prices = {model: Price(*price) for model, price in kept.get("prices", {}).items()}
        return cls(**{**kept, "prices": prices})

    def written(self) -> dict[str, object]:
        return {
            "tokens_a_day": self.tokens_a_day,
            "cost_a_month": self.cost_a_month,
            "each_tokens_a_day": self.each_tokens_a_day,
            "currency": self.currency,
            "prices": {model: list(price) for model, price in self.prices.items()},
        }

    def price(self, model: str, *, local: bool) -> Price | None:
        """None where it is not known. What runs on this machine costs nothing, unless it is given
        a price."""
        return self.prices.get(model, FREE if local else None)


@dataclass(frozen=True, slots=True)
class Room:
    """The caps on one user or on the server, and what they leave. None: no such cap."""

    tokens_a_day: int | None
    cost_a_month: int | None
    tokens: int | None
    cost: int | None

    def is_used_up(self, *, free: bool) -> bool:
        """Whether nothing more may be written. free: by a model that costs nothing."""
        too_dear = self.cost is not None and self.cost <= 0 and not free
        return (self.tokens is not None and self.tokens <= 0) or too_dear


@dataclass(frozen=True, slots=True)
class Standing:
    """One user's limits and what is left of them."""

    limits: Limits
    own: Room
    server: Room

    def reached(self, model: str, *, local: bool) -> Cap | None:
        """Which cap keeps this model from writing more for them."""
        free = self.limits.price(model, local=local) == FREE
        if self.own.is_used_up(free=free):
            return "cap"
        return "server_cap" if self.server.is_used_up(free=free) else None


def today() -> dt.date:
    """Days and months are UTC's: the same for every user and every machine."""
    return now().date()


def standing(session: Session, user_id: int) -> Standing:
    """One question where there are no caps, one more for each that there is."""
    kept = caps.of(session, user_id)
    limits = Limits.of(kept.server)
    each = limits.each_tokens_a_day
    tokens_a_day = kept.tokens_a_day if kept.tokens_a_day is not None else each
    own = _room(session, user_id, tokens_a_day, kept.cost_a_month)
    server = _room(session, None, limits.tokens_a_day, limits.cost_a_month)
    return Standing(limits, own, server)


def _room(session: Session, user_id: int | None, tokens: int | None, cost: int | None) -> Room:
    day = today()
    return Room(
        tokens,
        cost,
        None if tokens is None else tokens - usage.tokens_on(session, day, user_id),
        None if cost is None else cost - usage.cost_since(session, day.replace(day=1), user_id),
    )
