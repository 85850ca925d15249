"""Passages as a tree, and how long they took."""

import datetime as dt
from dataclasses import dataclass

import pytest

from raconteur.store import passages
from raconteur.store.base import Sessions, now, reading, writing
from raconteur.store.passages import Passage
from tests.store.conftest import Shelf


@dataclass(frozen=True)
class Linked:
    id: int
    parent_id: int | None


@pytest.mark.parametrize(
    ("parents", "head", "right"),
    [
        ({1: None, 2: 1, 3: 1, 4: 3}, 4, [1, 3, 4]),
        ({1: None}, None, []),
        ({1: None}, 9, []),
        # What only a program of somebody else's leaves, until it is mended.
        ({2: 9, 3: 2}, 3, [2, 3]),
        ({1: 3, 2: 1, 3: 2}, 3, [1, 2, 3]),
        ({1: 1}, 1, [1]),
    ],
)
def test_a_path_leads_from_the_root_to_the_head(
    parents: dict[int, int | None], head: int | None, right: list[int]
) -> None:
    found = passages.path([Linked(*each) for each in parents.items()], head)
    assert [each.id for each in found] == right


def test_nothing_took_less_than_no_time(sessions: Sessions, shelf: Shelf) -> None:
    """Also when the clock was set back while it was written."""
    first, second = shelf.finished("Once."), shelf.finished("Twice.")
    began = now()
    for passage_id, seconds in ((first, 7), (second, -3600)):
        with writing(sessions) as session:
            row = session.get_one(Passage, passage_id)
            row.started_at, row.finished_at = began, began + dt.timedelta(seconds=seconds)
            craft = row.craft
    with reading(sessions) as session:
        assert passages.lately_took(session, craft) == [0.0, 7.0]
