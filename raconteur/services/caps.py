"""Whether there is room: what may be used of models, and what was."""

import datetime as dt
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from typing import Literal, NamedTuple

from raconteur.store import caps, usage
from raconteur.store.base import Session, now
from raconteur.store.caps import Caps

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
        """As `written` wrote them, or None where nobody has set any. What a later version has
        added is left out: whoever writes asks this."""
        if not isinstance(kept, dict):
            return cls()
        known = {each.name: kept[each.name] for each in fields(cls) if each.name in kept}
        prices = {model: Price(*price) for model, price in known.get("prices", {}).items()}
        return cls(**{**known, "prices": prices})

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


def this_month() -> dt.date:
    """Its first day."""
    return today().replace(day=1)


def standing(session: Session, user_id: int) -> Standing:
    return standings(session, {user_id})[user_id]


def standings(session: Session, user_ids: AbstractSet[int]) -> Mapping[int, Standing]:
    """Of some users: one question where there are no caps, one more for each kind that there is."""
    kept = caps.of(session, user_ids)
    first = next(iter(kept.values()), None)
    limits = Limits.of(first.server if first else caps.of_server(session))
    nothing = Caps(None, None, None)
    own = {user: _own(kept.get(user, nothing), limits) for user in user_ids}
    rooms = _own_rooms(session, own)
    server = _server_room(session, limits)
    return {user: Standing(limits, rooms[user], server) for user in user_ids}


def _own(kept: Caps, limits: Limits) -> Caps:
    each = limits.each_tokens_a_day
    return kept._replace(tokens_a_day=each) if kept.tokens_a_day is None else kept


def _own_rooms(session: Session, own: Mapping[int, Caps]) -> dict[int, Room]:
    by_day = {user for user, kept in own.items() if kept.tokens_a_day is not None}
    by_month = {user for user, kept in own.items() if kept.cost_a_month is not None}
    tokens = usage.tokens_of(session, today(), by_day)
    cost = usage.cost_of(session, this_month(), by_month)
    return {
        user: _room(kept.tokens_a_day, kept.cost_a_month, tokens.get(user, 0), cost.get(user, 0))
        for user, kept in own.items()
    }


def _server_room(session: Session, limits: Limits) -> Room:
    a_day, a_month = limits.tokens_a_day, limits.cost_a_month
    tokens = 0 if a_day is None else usage.tokens_on(session, today())
    cost = 0 if a_month is None else usage.cost_since(session, this_month())
    return _room(a_day, a_month, tokens, cost)


def _room(a_day: int | None, a_month: int | None, tokens: int, cost: int) -> Room:
    return Room(
        a_day,
        a_month,
        None if a_day is None else a_day - tokens,
        None if a_month is None else a_month - cost,
    )
