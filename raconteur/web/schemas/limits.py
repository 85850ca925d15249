"""What may be used, what was, and what it costs. Money is in the server's currency."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from raconteur.services.caps import Limits, Price
from raconteur.services.estimate import Estimate
from raconteur.services.limits import Seen
from raconteur.services.limits import Used as UsedOf
from raconteur.store.usage import Usage
from raconteur.store.users import User
from raconteur.web.schemas.common import In, Line, Out, Whole

# What a JSON number holds exactly.
Tokens = Annotated[int, Field(ge=0, le=2**53 - 1), Whole]
Money = Annotated[float, Field(ge=0, le=1_000_000_000, allow_inf_nan=False)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", description="By ISO 4217, as in EUR.")]
# Kept in whole millionths, which add up exactly.
MILLION = 1_000_000


def money(millionths: int | None) -> float | None:
    return None if millionths is None else millionths / MILLION


def millionths(money: float | None) -> int | None:
    return None if money is None else round(money * MILLION)


class PriceBody(In):
    """Of a million tokens that `model` reads and writes."""

    model: Line
    prompt: Money
    completion: Money


class LimitsIn(In):
    """The whole of it. `null`: no such cap. each_tokens_a_day: of everybody who has no own."""

    tokens_a_day: Tokens | None
    cost_a_month: Money | None
    each_tokens_a_day: Tokens | None
    currency: Currency
    prices: Annotated[list[PriceBody], Field(max_length=500)]

    @model_validator(mode="after")
    def _once(self) -> "LimitsIn":
        models = [price.model for price in self.prices]
        if len(set(models)) < len(models):
            raise ValueError("give each model one price")
        return self

    @property
    def limits(self) -> Limits:
        return Limits(
            tokens_a_day=self.tokens_a_day,
            cost_a_month=millionths(self.cost_a_month),
            each_tokens_a_day=self.each_tokens_a_day,
            currency=self.currency,
            prices={each.model: Price(each.prompt, each.completion) for each in self.prices},
        )


class Used(Out):
    """Since midnight and since the first of the month, in UTC; and what may be, where there is a
    cap. Of yours: your own, or the one that everybody has."""

    tokens_today: int
    tokens_a_day: int | None
    cost_this_month: float
    cost_a_month: float | None


class ServerUsed(Used):
    each_tokens_a_day: int | None


class LimitsOut(Out):
    """server: for administrators."""

    mine: Used
    server: ServerUsed | None
    currency: str
    prices: list[PriceBody]

    @classmethod
    def of(cls, seen: Seen) -> "LimitsOut":
        limits = seen.limits
        each = {"each_tokens_a_day": limits.each_tokens_a_day}
        return cls.model_validate(
            {
                "mine": _used(seen.mine),
                "server": {**_used(seen.server), **each} if seen.server else None,
                "currency": limits.currency,
                "prices": [
                    {"model": model, **price._asdict()} for model, price in limits.prices.items()
                ],
            }
        )


class UsageQuery(BaseModel):
    """everybody: for administrators."""

    days: int = Field(default=30, ge=1, le=366)
    everybody: bool = False


class Whose(Out):
    id: int
    name: str


class UsageOut(Out):
    """cost: null where the price was not known then."""

    day: dt.date
    user: Whose
    model: str
    prompt_tokens: int
    completion_tokens: int
    cost: float | None

    @classmethod
    def of(cls, row: Usage, user: User) -> "UsageOut":
        named = ("day", "model", "prompt_tokens", "completion_tokens")
        found = {name: getattr(row, name) for name in named}
        whose = {"id": user.id, "name": user.name}
        return cls.model_validate({**found, "user": whose, "cost": money(row.cost)})


class EstimateOut(Out):
    """cost: null where no price is known. seconds: null until such stories were written here. left,
    cost_left: what may still be used, null without a cap."""

    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    currency: str
    seconds: int | None
    left: int | None
    cost_left: float | None

    @classmethod
    def of(cls, found: Estimate) -> "EstimateOut":
        return cls(
            prompt_tokens=found.prompt_tokens,
            completion_tokens=found.completion_tokens,
            cost=money(found.cost),
            currency=found.currency,
            seconds=found.seconds,
            left=found.left,
            cost_left=money(found.cost_left),
        )


def _used(found: UsedOf) -> dict[str, object]:
    return {
        "tokens_today": found.tokens_today,
        "tokens_a_day": found.room.tokens_a_day,
        "cost_this_month": money(found.cost_this_month),
        "cost_a_month": money(found.room.cost_a_month),
    }
