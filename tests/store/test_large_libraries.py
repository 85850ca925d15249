"""What is asked of a library costs the same however large it is: nothing goes through all of it."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from bench.shelves import fill_postgres, fill_sqlite
from raconteur.services import readers, snapshots, stories
from raconteur.services.acting import Acting, Visitor
from raconteur.settings import Settings
from raconteur.store import passages, pieces, turns
from raconteur.store.base import Sessions, open_engine, reading, writing
from raconteur.store.families import Family
from raconteur.store.passages import FINAL, PAUSED, QUEUED, WRITING
from raconteur.store.prompts import Prompt
from raconteur.store.readers import Reader
from raconteur.store.stories import Story
from raconteur.store.users import User
from tests.conftest import Api
from tests.store.conftest import Shelf

STORIES = 3_000
WISH = {"prompt": "A bear who is lost", "craft": "guided", "language": "en"}

Asked = list[tuple[str, Any]]


@pytest.fixture
def filled(settings: Settings, user_id: int) -> None:
    if settings.database.startswith("sqlite"):
        fill_sqlite(settings.data_dir / "raconteur.db", STORIES)
    else:
        fill_postgres(settings.database, STORIES)
    engine = open_engine(settings.database)
    with engine.begin() as connection:
        for table in (Prompt, Reader):
            row = {"user_id": user_id, "content": "A bear", "name": "Zoé"}
            known = {name: row[name] for name in row if name in table.__table__.c}
            connection.execute(sa.insert(table), [known] * STORIES)
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("ANALYZE"))
    engine.dispose()


@pytest.fixture
def asked() -> Iterator[Asked]:
    """Every statement that any database is asked, with its values."""
    found: Asked = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _ctx: Any, many: bool) -> None:
        found.append((statement, values[0] if many else values))

    event.listen(sa.Engine, "before_cursor_execute", note)
    yield found
    event.remove(sa.Engine, "before_cursor_execute", note)


@pytest.mark.usefixtures("filled")
def test_no_page_of_the_shelf_reads_the_whole_library(
    api: Api, sessions: Sessions, asked: Asked
) -> None:
    for state in ("", *(f"&state={each}" for each in ("trash", QUEUED, WRITING, PAUSED, *FINAL))):
        for before in ("", f"&before={STORIES // 2}"):
            assert api.get(f"/api/stories?limit=20{state}{before}").status_code == 200
    for thing in ("prompts", "readers"):
        assert api.get(f"/api/{thing}?limit=20&before=5").status_code == 200
    _none_is_read_whole(sessions, asked)


@pytest.mark.usefixtures("filled")
def test_no_story_asked_for_opened_carried_on_or_thrown_away_reads_it(
    api: Api, sessions: Sessions, asked: Asked
) -> None:
    # A queue of two, so that the second is told how long the last ones took.
    for _ in range(2):
        story = api.post("/api/stories", json=WISH).json
    for act in ("stop", "resume", "stop", "retake", "stop"):
        answer = api.post(f"/api/passages/{story['head']}/{act}")
        assert answer.status_code == 202
        story["head"] = api.get(f"/api/stories/{story['id']}").json["head"]
    assert api.post("/api/stories/7/passages", json={}).status_code == 202
    for path in ("revisions", "origins"):
        assert api.get(f"/api/passages/7/{path}").status_code == 200
    for _ in range(2):
        assert api.delete("/api/stories/8?forever=true").status_code in (204, 409)
        api.delete("/api/stories/8")
    assert api.get("/api/stories/8").status_code == 404
    _none_is_read_whole(sessions, asked)


@pytest.mark.usefixtures("filled")
def test_neither_turns_nor_the_sweep_nor_writing_reads_it(
    shelf: Shelf, sessions: Sessions, asked: Asked
) -> None:
    passage_id = shelf.begin()
    with reading(sessions) as session:
        assert turns.due(session, 4) == passage_id
        assert [each.id for each in passages.unfinished(session)] == [passage_id]
        assert turns.paused(session) == []
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id, rung=passage_id)
        assert fence is not None
        assert pieces.answering(session, passage_id) == (passage_id, fence)
        assert pieces.beat(session, {passage_id: fence}) == {passage_id}
        passages.to_write(session, passage_id)
        passages.sketches(session, 7)
    assert shelf.grow(passage_id, fence, 0, "Once.")
    with writing(sessions) as session:
        assert pieces.fold(session, passage_id, fence, passages.DONE, None)
        assert len(passages.lately_took(session, "guided")) == 10
        assert passages.lately_took(session, "a rare one") == []
        passages.lately_used(session, "guided", "a rare one")
    _none_is_read_whole(sessions, asked)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("role", ["writer", "reader"])
def test_no_page_of_a_familys_shelf_reads_all_that_stands_on_it(
    sessions: Sessions, acting: Acting, user_id: int, asked: Asked, role: str
) -> None:
    visitor = _in_a_family(sessions, user_id, role)
    acting = replace(acting, visitor=visitor)
    for before in (None, STORIES // 2):
        for state in (None, "done", "failed", "queued"):
            assert stories.of_family(acting, state, 20, before) is not None
        assert len(readers.listed(acting, 20, before)) == 20
    story = stories.of_family(acting, None, 1, None)[0].row
    assert stories.get(acting, story.id).row is story
    assert snapshots.of(acting, story.id)
    if visitor.guardian:
        assert len(stories.listed(acting, None, 20, None, of=user_id)) == 20
    _none_is_read_whole(sessions, asked)


def _in_a_family(sessions: Sessions, user_id: int, role: str) -> Visitor:
    """Somebody with whom a child shares all that it has."""
    with writing(sessions) as session:
        family = Family(name="The bears")
        session.add(family)
        session.flush()
        one = User(name="one", role=role, family_id=family.id, guardian=role == "writer")
        session.add(one)
        for table in (Story, Reader):
            session.execute(sa.update(table).values(family_id=family.id))
        session.execute(sa.update(Story).values(band="3-5"))
        theirs = {"family_id": family.id, "role": "reader"}
        session.execute(sa.update(User).where(User.id == user_id).values(**theirs))
        session.flush()
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("ANALYZE"))
        return Visitor(one.id, role, family_id=family.id, guardian=one.guardian)


def _none_is_read_whole(sessions: Sessions, asked: Asked) -> None:
    questions = {words: values for words, values in asked if words.startswith("SELECT")}
    assert any("passage" in question for question in questions)
    with sessions() as session:
        connection = session.connection()
        work = _steps if connection.dialect.name == "sqlite" else _rows
        taken = {words: work(connection, words, questions[words]) for words in questions}
    too_long = [f"{taken[words]:,}: {words}" for words in taken if taken[words] > STORIES]
    assert not too_long, "\n\n".join(too_long)


def _steps(connection: sa.Connection, question: str, values: Any) -> int:
    """Instructions of SQLite's machine, to a hundred; a row that is looked at takes several."""
    ticks = itertools.count()
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: next(ticks) and None, 100)
    connection.exec_driver_sql(question, values).all()
    driver.set_progress_handler(None, 0)
    return 100 * next(ticks)


def _rows(connection: sa.Connection, question: str, values: Any) -> int:
    """Rows that any part of PostgreSQL's plan looked at."""
    explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {question}"
    [explained] = connection.exec_driver_sql(explain, values).scalar_one()
    return max(_looked_at(explained["Plan"]))


def _looked_at(plan: dict[str, Any]) -> Iterator[int]:
    each = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    yield int(each * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        yield from _looked_at(part)
