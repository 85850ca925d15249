"""Heads, parents and places that are no tree, and two that are written at once."""

import pytest

from raconteur.store.base import Sessions
from raconteur.store.passages import Passage
from raconteur.store.stories import Story
from tests.store.check.conftest import Mend
from tests.store.check.planted import change, passage, story_of
from tests.store.conftest import Shelf


@pytest.mark.parametrize("head", [None, 999, "other"])
def test_a_head_that_is_no_passage_of_the_story(
    sessions: Sessions, shelf: Shelf, mend: Mend, head: object
) -> None:
    first, other = shelf.finished("Once."), shelf.finished("Other.")
    after = shelf.goes_on(first, "And then.")
    story = story_of(sessions, first)
    change(sessions, Story, story.id, head_id=other if head == "other" else head)
    mend()
    found = story_of(sessions, first)
    assert (found.head_id, found.revision) == (after, story.revision + 1)


@pytest.mark.parametrize("parent", ["gone", "other", "itself"])
def test_a_parent_that_cannot_be_one(
    sessions: Sessions, shelf: Shelf, mend: Mend, parent: str
) -> None:
    other, first = shelf.finished("Other."), shelf.finished("Once.")
    second = shelf.goes_on(first, "And then.")
    third = shelf.goes_on(second, "And so on.")
    wrong = {"gone": 999, "other": other, "itself": second}[parent]
    change(sessions, Passage, second, parent_id=wrong)
    mend()
    assert passage(sessions, second).parent_id == first
    assert passage(sessions, third).position == 2


def test_a_parent_that_nothing_can_take_the_place_of(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    other, first = shelf.finished("Other."), shelf.finished("Once.")
    second = shelf.goes_on(first, "And then.")
    third = shelf.goes_on(second, "And so on.")
    change(sessions, Passage, second, parent_id=other, position=5)
    mend()
    assert passage(sessions, second).parent_id is None
    assert [passage(sessions, each).position for each in (first, second, third)] == [0, 0, 1]


def test_places_that_were_miscounted(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    first = shelf.finished("Once.")
    second = shelf.goes_on(first, "And then.")
    third = shelf.goes_on(second, "And so on.")
    change(sessions, Passage, first, position=3)
    mend()
    assert [passage(sessions, each).position for each in (first, second, third)] == [0, 1, 2]


def test_two_passages_of_a_story_at_once(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    first = shelf.finished("Once.")
    second = shelf.goes_on(first, "And then.")
    for each in (first, second):
        change(sessions, Passage, each, state="queued")
    mend()
    assert passage(sessions, first).state == "stopped"
    assert passage(sessions, second).state == "queued"
