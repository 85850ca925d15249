"""Rows whose owner is gone."""

from collections.abc import Iterator

import sqlalchemy as sa

from raconteur.store.base import Session
from raconteur.store.check import rescue
from raconteur.store.check.finding import Among, Finding
from raconteur.store.keys import RequestKey
from raconteur.store.prompts import Prompt
from raconteur.store.readers import Reader
from raconteur.store.stories import Story
from raconteur.store.users import User


class Owners:
    """A user was removed by a program that does not ask SQLite to check (its own shell does not),
    or tables were put together from two databases."""

    cure = "given to the first user"

    def __init__(self, table: type[Story] | type[Prompt] | type[Reader]) -> None:
        self._table = table

    def find(self, session: Session, among: Among) -> Iterator[Finding]:  # noqa: ARG002 (few)
        table = self._table
        query = (
            sa.select(table.id, table.user_id)
            .outerjoin(User, User.id == table.user_id)
            .where(User.id.is_(None))
            .order_by(table.id)
        )
        for row_id, user_id in session.execute(query):
            said = f"{table.__tablename__} {row_id}: its owner {user_id} is not there"
            yield Finding(row_id, row_id if table is Story else None, said)

    def mend(self, session: Session, finding: Finding) -> int | None:
        here = self._table.id == finding.row
        owner = rescue.owner(session)
        session.execute(sa.update(self._table).where(here).values(user_id=owner))
        return finding.story


class Keys:
    """As for what is owned. A key of a request is no text, and serves for a day: nobody asks for
    what its owner made with it any more."""

    cure = "forgotten"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:  # noqa: ARG002 (few)
        query = (
            sa.select(RequestKey.id, RequestKey.user_id)
            .outerjoin(User, User.id == RequestKey.user_id)
            .where(User.id.is_(None))
            .order_by(RequestKey.id)
        )
        for row_id, user_id in session.execute(query):
            yield Finding(
                row_id, None, f"key {row_id} of a request: its owner {user_id} is not there"
            )

    def mend(self, session: Session, finding: Finding) -> int | None:
        session.execute(sa.delete(RequestKey).where(RequestKey.id == finding.row))
        return finding.story
