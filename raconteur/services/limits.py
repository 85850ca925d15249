"""Limits as people set and see them: caps, prices, and what was used."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from raconteur.models.usage import Tokens
from raconteur.services import pausing
from raconteur.services.acting import Acting
from raconteur.services.caps import Limits, Room, standing, this_month, today
from raconteur.services.errors import Conflict
from raconteur.services.permissions import insist_on_administrator, may_administer
from raconteur.store import audit, caps, usage
from raconteur.store.base import Session, for_writing
from raconteur.store.usage import Counted, Usage
from raconteur.store.users import User


@dataclass(frozen=True, slots=True)
class Used:
    """What was used of a room, whether or not there is a cap."""

    tokens_today: int
    cost_this_month: int
    room: Room


@dataclass(frozen=True, slots=True)
class Seen:
    """server: for administrators alone"""

    limits: Limits
    mine: Used
    server: Used | None


def read(acting: Acting) -> Seen:
    found = standing(acting.session, acting.user_id)
    session, me, day, month = acting.session, acting.user_id, today(), this_month()
    tokens, cost = usage.tokens_of(session, day, {me})[me], usage.cost_of(session, month, {me})[me]
    mine, server = Used(tokens, cost, found.own), None
    if may_administer(acting):
        tokens, cost = usage.tokens_on(session, day), usage.cost_since(session, month)
        server = Used(tokens, cost, found.server)
    return Seen(found.limits, mine, server)


def write(acting: Acting, limits: Limits) -> Seen:
    """Replace all of them; what has room again goes on at once. Raises Forbidden."""
    insist_on_administrator(acting)
    for_writing(acting.session)
    caps.write(acting.session, limits.written())
    audit.write(acting.session, acting.user_id, "limits-changed")
    acting.session.commit()
    pausing.let_go_on(acting)
    return read(acting)


def count(acting: Acting, model: str, tokens: Tokens) -> None:
    """What was used outside of a story, in a transaction of its own."""
    if not any(tokens):
        return
    for_writing(acting.session, synced=False)
    prices = Limits.of(caps.of_server(acting.session))
    price = prices.price(model, local=acting.models.is_local(model))
    cost = None if price is None else round(price.of(*tokens))
    usage.add(acting.session, [Counted(acting.user_id, today(), model, *tokens, cost)])
    acting.session.commit()


def insist_on_room(acting: Acting, model: str) -> None:
    """For what is not worth waiting for. Raises Conflict where a cap is reached."""
    found = standing(acting.session, acting.user_id)
    cap = found.reached(model, local=acting.models.is_local(model))
    if cap is not None:
        raise Conflict("cap", pausing.refusal(acting, cap, found))


def set_own_cap(session: Session, user: User, tokens_a_day: int | None) -> None:
    """What this user may use; None: what the server allows everybody. Within a transaction for
    writing; whoever commits it calls `pausing.let_go_on` then."""
    user.tokens_a_day = tokens_a_day
    session.flush()


def of_everybody(session: Session) -> int | None:
    """Tokens a day of every user who has no own cap; None: as many as they like."""
    return Limits.of(caps.of_server(session)).each_tokens_a_day


def used(acting: Acting, days: int, *, everybody: bool) -> Sequence[tuple[Usage, User]]:
    """What was used in the last `days`, today's among them; newest first. Raises Forbidden for
    everybody's."""
    if everybody:
        insist_on_administrator(acting)
    first = today() - dt.timedelta(days=days - 1)
    return usage.since(acting.session, first, None if everybody else acting.user_id)
