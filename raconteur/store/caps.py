"""What may be used: of one user on their row, of the whole server among the configuration."""

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from raconteur.store import config
from raconteur.store.config import Config
from raconteur.store.users import User

NAME = "limits"

_SERVERS = sa.select(Config.value).where(Config.name == NAME)
# Asked before every first word: one question for both.
_OF = sa.select(User.id, User.tokens_a_day, User.cost_a_month, _SERVERS.scalar_subquery()).where(
    User.id.in_(sa.bindparam("users", expanding=True))
)


class Caps(NamedTuple):
    """A user's own, and the server's as they were written; None where there are none."""

    tokens_a_day: int | None
    cost_a_month: int | None
    server: object


def of(session: Session, user_ids: Iterable[int]) -> dict[int, Caps]:
    """By user; of those that are there."""
    rows = session.execute(_OF, {"users": list(user_ids)})
    return {user_id: Caps(*found) for user_id, *found in rows}


def of_server(session: Session) -> object:
    return session.scalar(_SERVERS)


def write(session: Session, values: object) -> None:
    config.write(session, {NAME: values})
