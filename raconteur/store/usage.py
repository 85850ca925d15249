"""What was used of each model: a row for each user, model and day, which only grows."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base
from raconteur.store.users import User


class Usage(Base):
    """day: of UTC. cost: in millionths of the server's currency; None where no price was known."""

    __tablename__ = "usage"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "day", "model"),
        sa.Index("ix_usage_day", "day"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    day: Mapped[dt.date] = mapped_column(sa.Date())
    model: Mapped[str]
    prompt_tokens: Mapped[int] = mapped_column(sa.BigInteger())
    completion_tokens: Mapped[int] = mapped_column(sa.BigInteger())
    cost: Mapped[int | None] = mapped_column(sa.BigInteger())


class Counted(NamedTuple):
    """What is added to a row."""

    user_id: int
    day: dt.date
    model: str
    prompt_tokens: int
    completion_tokens: int
    cost: int | None


def _adding(insert: sqlite.Insert | postgresql.Insert) -> sa.Insert:
    """One statement, so that of two who add at the same moment neither is lost."""
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["user_id", "day", "model"],
        set_={
            "prompt_tokens": Usage.prompt_tokens + new.prompt_tokens,
            "completion_tokens": Usage.completion_tokens + new.completion_tokens,
            "cost": sa.func.coalesce(Usage.cost + new.cost, new.cost, Usage.cost),
        },
    )


# Built once: this is asked every few seconds while anything is written.
_ADD = {
    "sqlite": _adding(sqlite.insert(Usage.__table__)),  # type: ignore[arg-type]
    "postgresql": _adding(postgresql.insert(Usage.__table__)),  # type: ignore[arg-type]
}
# None of them leaves until it is added.
_STAYING = (
    sa.select(User.id)
    .where(User.id.in_(sa.bindparam("users", expanding=True)))
    .order_by(User.id)
    .with_for_update(read=True, key_share=True)
)
_TOKENS = sa.func.coalesce(sa.func.sum(Usage.prompt_tokens + Usage.completion_tokens), 0)
_COST = sa.func.coalesce(sa.func.sum(Usage.cost), 0)
_TOKENS_ON = sa.select(_TOKENS).where(Usage.day == sa.bindparam("day", type_=sa.Date()))
_COST_SINCE = sa.select(_COST).where(Usage.day >= sa.bindparam("day", type_=sa.Date()))
_OF = Usage.user_id.in_(sa.bindparam("users", expanding=True))
_THEIR_TOKENS_ON, _THEIR_COST_SINCE = (
    query.add_columns(Usage.user_id).where(_OF).group_by(Usage.user_id)
    for query in (_TOKENS_ON, _COST_SINCE)
)


def add(session: Session, counts: Iterable[Counted]) -> None:
    """Within a transaction for writing. In one order everywhere, so that no two processes wait for
    each other's rows. Of somebody who has left meanwhile nothing is kept."""
    ordered = sorted(counts, key=lambda each: each[:3])
    there = set(session.scalars(_STAYING, {"users": [each.user_id for each in ordered]}))
    rows = [each._asdict() for each in ordered if each.user_id in there]
    if rows:
        session.connection().execute(_ADD[session.get_bind().dialect.name], rows)


def tokens_on(session: Session, day: dt.date) -> int:
    """Read and written on one day, by all."""
    # PostgreSQL adds whole numbers up to decimal ones.
    return int(session.scalar(_TOKENS_ON, {"day": day}) or 0)


def cost_since(session: Session, day: dt.date) -> int:
    """Of all from this day on, as far as prices were known."""
    return int(session.scalar(_COST_SINCE, {"day": day}) or 0)


def tokens_of(session: Session, day: dt.date, user_ids: Collection[int]) -> dict[int, int]:
    """As `tokens_on`, by user."""
    return _by_user(session, _THEIR_TOKENS_ON, day, user_ids)


def cost_of(session: Session, day: dt.date, user_ids: Collection[int]) -> dict[int, int]:
    """As `cost_since`, by user."""
    return _by_user(session, _THEIR_COST_SINCE, day, user_ids)


def since(
    session: Session, day: dt.date, user_id: int | None = None
) -> Sequence[tuple[Usage, User]]:
    """The rows from this day on, newest first, each with whose it is."""
    query = (
        sa.select(Usage, User)
        .join(User, User.id == Usage.user_id)
        .where(Usage.day >= day)
        .order_by(Usage.day.desc(), Usage.user_id, Usage.model)
    )
    if user_id is not None:
        query = query.where(Usage.user_id == user_id)
    return [(row[0], row[1]) for row in session.execute(query)]


def _by_user(
    session: Session, query: sa.Select[int, int], day: dt.date, user_ids: Collection[int]
) -> dict[int, int]:
    if not user_ids:
        return {}
    found = {user: int(sum_) for sum_, user in session.execute(query, _asked(day, user_ids))}
    return {user: found.get(user, 0) for user in user_ids}


def _asked(day: dt.date, user_ids: Collection[int]) -> dict[str, object]:
    return {"day": day, "users": list(user_ids)}
