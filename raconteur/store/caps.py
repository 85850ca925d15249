"""What may be used: of one user on their row, of the whole server among the configuration."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from raconteur.store import config
from raconteur.store.config import Config
from raconteur.store.users import User

NAME = "limits"

# Asked before every first word: one question for both.
_OF = sa.select(
    User.tokens_a_day,
    User.cost_a_month,
    sa.select(Config.value).where(Config.name == NAME).scalar_subquery(),
).where(User.id == sa.bindparam("user"))


class Caps(NamedTuple):
    """A user's own, and the server's as they were written; None where there are none."""

    tokens_a_day: int | None
    cost_a_month: int | None
    server: object


def of(session: Session, user_id: int) -> Caps:
    row = session.execute(_OF, {"user": user_id}).first()
    return Caps(*row) if row is not None else Caps(None, None, of_server(session))


def of_server(session: Session) -> object:
    return session.scalar(sa.select(Config.value).where(Config.name == NAME))


def write(session: Session, values: object) -> None:
    config.write(session, {NAME: values})
