"""What the craft is told of the tales before: those of the last stories, the latest first."""

import pytest

from raconteur.store import stories
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story
from tests.store.conftest import Shelf


@pytest.fixture
def three(shelf: Shelf, sessions: Sessions) -> list[int]:
    """The first passages of three stories, each with a plan that names it."""
    made = [shelf.finished(f"{n}.") for n in range(3)]
    for passage_id in made:
        plan(sessions, passage_id)
    return made


def plan(sessions: Sessions, passage_id: int) -> None:
    with writing(sessions) as session:
        session.get_one(Passage, passage_id).plan = {"of": passage_id}


def recent(sessions: Sessions, user_id: int, limit: int) -> list[object]:
    with reading(sessions) as session:
        return [(each or {})["of"] for each in stories.recent_plans(session, user_id, limit)]


def test_the_latest_come_first(sessions: Sessions, user_id: int, three: list[int]) -> None:
    assert recent(sessions, user_id, 20) == three[::-1]
    assert recent(sessions, user_id, 2) == three[:0:-1]


def test_a_passage_without_a_plan_and_another_owners_do_not_count(
    sessions: Sessions, shelf: Shelf, user_id: int, three: list[int]
) -> None:
    shelf.begin()
    assert recent(sessions, user_id, 20) == three[::-1]
    assert recent(sessions, user_id + 1, 20) == []


def test_what_was_carried_on_counts_from_then_on(
    sessions: Sessions, shelf: Shelf, user_id: int, three: list[int]
) -> None:
    later = shelf.goes_on(three[0], "And then.")
    plan(sessions, later)
    assert recent(sessions, user_id, 20) == [later, *three[::-1]]


def test_what_was_thrown_away_should_not_come_back_either(
    sessions: Sessions, user_id: int, three: list[int]
) -> None:
    with writing(sessions) as session:
        story = session.get_one(Story, session.get_one(Passage, three[1]).story_id)
        story.deleted_at = story.created_at
    assert recent(sessions, user_id, 20) == three[::-1]
