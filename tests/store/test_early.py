"""What was asked for is on the disk before its asker is told, and seen by others before that."""

import errno
import os
import threading

import pytest
import sqlalchemy as sa

from raconteur.store import early
from raconteur.store.base import DatabaseError, Sessions, reading
from raconteur.store.prompts import Prompt
from raconteur.store.users import local_id


def add(sessions: Sessions, told: "Told") -> None:
    with sessions() as session:
        early.begin(session)
        session.add(Prompt(user_id=local_id(session), content="A bear"))
        early.commit(session, lambda: told.by(sessions))


class Told:
    """What happened, in order."""

    def __init__(self) -> None:
        self.order: list[str] = []

    def by(self, sessions: Sessions) -> None:
        """Somebody else, in a thread of their own, looks at what was committed."""
        looking = threading.Thread(target=self._look, args=(sessions,))
        looking.start()
        looking.join()

    def sync(self, _: int) -> None:
        self.order.append("on the disk")

    def _look(self, sessions: Sessions) -> None:
        with reading(sessions) as session:
            self.order.extend(session.scalars(sa.select(Prompt.content)))


def test_others_see_it_before_the_disk_has_it(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told()
    monkeypatch.setattr(os, "fdatasync", told.sync)
    add(sessions, told)
    assert told.order == ["A bear", *(["on the disk"] if is_sqlite(sessions) else [])]


def test_a_disk_that_does_not_take_it_is_an_error(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    if not is_sqlite(sessions):
        pytest.skip("PostgreSQL has no such gap between commit and disk")
    monkeypatch.setattr(os, "fdatasync", refuse)
    with pytest.raises(DatabaseError):
        add(sessions, Told())


def is_sqlite(sessions: Sessions) -> bool:
    with sessions() as session:
        return session.get_bind().dialect.name == "sqlite"
