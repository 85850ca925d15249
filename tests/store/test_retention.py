"""What is old is removed, a little at once, and nothing else is."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from raconteur.services import retention
from raconteur.services.acting import Acting
from raconteur.services.retention import PURGES, Keep, Purge, forget_what_is_old
from raconteur.store import audit
from raconteur.store import retention as stored
from raconteur.store.audit import Entry
from raconteur.store.base import Base, Session, Sessions, now, reading, writing
from raconteur.store.failures import Failure
from raconteur.store.invitations import Invitation
from raconteur.store.keys import RequestKey
from raconteur.store.notes import GateNote
from raconteur.store.passages import Passage
from raconteur.store.shares import Share
from raconteur.store.signins import SignIn
from raconteur.store.stories import Story
from raconteur.store.tokens import ApiToken
from tests.store.conftest import Shelf

DAY = dt.timedelta(days=1)


def count(sessions: Sessions, table: type[Base]) -> int:
    with reading(sessions) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.fixture
def trashed(shelf: Shelf, acting: Acting, sessions: Sessions) -> list[int]:
    """Stories, thrown away 40, 31 and 29 days ago, and one that was not; each with a link."""
    ids = []
    for days in (40, 31, 29, None):
        passage_id = shelf.finished("Once there was.")
        with writing(sessions) as session:
            story = session.get_one(Story, session.get_one(Passage, passage_id).story_id)
            story.deleted_at = None if days is None else now() - days * DAY
            digest = f"of story {story.id}"
            session.add(Share(story_id=story.id, digest=digest, expires_at=now() + DAY))
            ids.append(story.id)
    return ids


def left(sessions: Sessions) -> list[int]:
    with reading(sessions) as session:
        return list(session.scalars(sa.select(Story.id).order_by(Story.id)))


def test_by_itself_what_is_written_is_never_lost(sessions: Sessions, trashed: list[int]) -> None:
    forget_what_is_old(sessions, Keep())
    assert left(sessions) == trashed


def test_the_trash_is_emptied_after_the_days_that_its_host_says(
    sessions: Sessions, trashed: list[int]
) -> None:
    gone = forget_what_is_old(sessions, Keep(trash=30))
    assert gone["stories in the trash"] == 2
    assert left(sessions) == trashed[2:]
    assert count(sessions, Passage) == count(sessions, Share) == 2
    with reading(sessions) as session:
        [entry] = session.scalars(sa.select(Entry))
    assert (entry.what, entry.about, entry.user_id) == ("trash-emptied", {"count": 2}, None)


def test_who_takes_a_story_back_in_time_keeps_it(sessions: Sessions, trashed: list[int]) -> None:
    with writing(sessions) as session:
        session.get_one(Story, trashed[0]).deleted_at = None
    forget_what_is_old(sessions, Keep(trash=30))
    assert left(sessions) == [trashed[0], *trashed[2:]]


def test_the_audit_log_too(sessions: Sessions) -> None:
    with writing(sessions) as session:
        for days in (366, 364):
            audit.write(session, None, "trash-emptied", count=days)
        for entry in session.scalars(sa.select(Entry)):
            entry.at = now() - int(str(entry.about["count"])) * DAY
    assert forget_what_is_old(sessions, Keep(audit=365))["entries of the audit log"] == 1
    with reading(sessions) as session:
        assert [each.about["count"] for each in session.scalars(sa.select(Entry))] == [364]


def test_and_what_a_gate_held_back(sessions: Sessions, user_id: int) -> None:
    with writing(sessions) as session:
        for days in (91, 89):
            said = {"place": "request", "band": "3-5", "reasons": [], "text": f"{days} days ago"}
            session.add(GateNote(user_id=user_id, at=now() - days * DAY, **said))
    forget_what_is_old(sessions, Keep())
    assert count(sessions, GateNote) == 2
    assert forget_what_is_old(sessions, Keep(notes=90))["notes of the gates"] == 1
    with reading(sessions) as session:
        assert [each.text for each in session.scalars(sa.select(GateNote))] == ["89 days ago"]


def test_what_has_ended_goes_by_itself(
    sessions: Sessions, user_id: int, trashed: list[int]
) -> None:
    past, future, old = now() - DAY / 24, now() + DAY, now() - 31 * DAY
    with writing(sessions) as session:
        session.execute(
            sa.update(Share).where(Share.story_id == trashed[0]).values(expires_at=past)
        )
        for at in (past, future):
            name = f"until {at}"
            more = {"user_id": user_id, "expires_at": at}
            session.add(SignIn(digest=name, agent="", address="", **more))
            session.add(Invitation(digest=name, role="writer", **more))
        for at in (old, past, future):
            name = f"until {at}"
            token = {"name": name, "digest": name, "scopes": ["read"]}
            session.add(ApiToken(user_id=user_id, expires_at=at, **token))
        for at in (now() - 2 * DAY, past):
            session.add(Failure(name_digest=str(at), count=1, at=at))
            session.add(RequestKey(user_id=user_id, key=str(at), request="x", made=1, at=at))
    gone = forget_what_is_old(sessions, Keep())
    tables = (SignIn, Invitation, Share, ApiToken, Failure, RequestKey)
    assert [count(sessions, each) for each in tables] == [1, 1, 3, 2, 1, 1]
    assert sum(gone.values()) == 6
    assert sum(forget_what_is_old(sessions, Keep()).values()) == 0


def test_many_go_in_several_transactions(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(sessions) as session:
        for _ in range(7):
            audit.write(session, None, "left")
        session.execute(sa.update(Entry).values(at=now() - 9 * DAY))
    done = []
    some = stored.rows_before(Entry, Entry.at, most=3)

    def counted(session: Session, before: dt.datetime) -> int:
        done.append(some(session, before))
        return done[-1]

    purge = Purge("entries", counted, lambda keep: keep.audit)
    assert forget_what_is_old(sessions, Keep(audit=5), [purge]) == {"entries": 7}
    assert done == [3, 3, 1, 0]


def test_a_database_that_fails_keeps_the_rest_from_nothing(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_session: Session, _before: dt.datetime) -> int:
        raise OperationalError("delete", {}, Exception("locked"))

    with writing(sessions) as session:
        audit.write(session, None, "left")
        session.execute(sa.update(Entry).values(at=now() - 9 * DAY))
    purges = [Purge("stories", broken), *PURGES]
    assert forget_what_is_old(sessions, Keep(audit=5), purges)["entries of the audit log"] == 1
    assert "stories could not be removed yet" in caplog.text


def test_of_two_webs_neither_waits_for_the_other(sessions: Sessions, trashed: list[int]) -> None:
    """On PostgreSQL; in SQLite there is one."""
    with reading(sessions) as session:
        if session.get_bind().dialect.name == "sqlite":
            pytest.skip("this is about several webs")
    with writing(sessions) as first:
        assert stored.trash(first, now() - 30 * DAY) == 2
        assert retention.forget_what_is_old(sessions, Keep(trash=30))["stories in the trash"] == 0
    assert left(sessions) == trashed[2:]
