"""How many there are by state is exact, and asked of indexes alone."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from raconteur.services import stories, writing
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.store import passages, standing
from raconteur.store.base import Sessions, reading
from raconteur.store.base import writing as changing
from raconteur.store.passages import Passage

Begin = Callable[[str], int]


@pytest.fixture
def begin(acting: Acting, sessions: Sessions) -> Begin:
    """A story whose only passage is in this state; its id."""

    def made(state: str) -> int:
        story = writing.begin(acting, Wish(prompt="A bear", unattended=True))
        acting.session.rollback()
        with changing(sessions) as session:
            session.execute(
                sa.update(Passage).where(Passage.story_id == story.row.id).values(state=state)
            )
        return story.row.id

    return made


def test_an_empty_library_has_every_state_at_0(sessions: Sessions) -> None:
    with reading(sessions) as session:
        assert set(standing.passages_by_state(session).values()) == {0}
        found = standing.stories_by_state(session)
    assert set(found.values()) == {0}
    assert set(found) == {*passages.LIVE, *passages.FINAL, "trash"}


def test_each_is_counted_in_its_state_and_what_is_in_the_trash_there_alone(
    acting: Acting, sessions: Sessions, begin: Begin
) -> None:
    for state in ("done", "done", "failed", "paused"):
        begin(state)
    stories.throw_away(acting, begin("done"), forever=False)
    with reading(sessions) as session:
        by_passage = standing.passages_by_state(session)
        by_story = standing.stories_by_state(session)
    assert {state: n for state, n in by_passage.items() if n} == {
        "done": 3,
        "failed": 1,
        "paused": 1,
    }
    assert {state: n for state, n in by_story.items() if n} == {
        "done": 2,
        "failed": 1,
        "paused": 1,
        "trash": 1,
    }


def test_a_story_with_another_take_has_the_state_of_its_head(
    acting: Acting, sessions: Sessions, begin: Begin
) -> None:
    begin("failed")
    with reading(sessions) as session:
        [passage] = session.scalars(sa.select(Passage))
    writing.retake(acting, passage.id)
    with reading(sessions) as session:
        assert standing.stories_by_state(session)["queued"] == 1
        assert standing.stories_by_state(session)["failed"] == 0
        assert standing.passages_by_state(session)["failed"] == 1


@pytest.mark.usefixtures("sqlite")
def test_no_table_is_read_from_end_to_end(sessions: Sessions) -> None:
    queries = (
        *(*standing._PASSAGES.values(), *standing._HEADS.values()),
        *(standing._ALL_PASSAGES, standing._KEPT, standing._IN_THE_TRASH),
    )
    with reading(sessions) as session:
        for query in queries:
            said = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
            plan = session.execute(sa.text(f"EXPLAIN QUERY PLAN {said}")).all()
            assert all("USING" in row[-1] for row in plan if "SCAN" in row[-1]), plan
