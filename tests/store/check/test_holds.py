"""States, fences and beats that mean nothing."""

from collections.abc import Mapping

import pytest

from raconteur.store.base import Sessions
from raconteur.store.passages import Passage
from tests.store.check.conftest import Mend
from tests.store.check.planted import change, passage
from tests.store.conftest import Shelf


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"fence": 0}, ("queued", 1, 0)),
        ({"fence": -3}, ("queued", 1, 0)),
        ({"beat": -1}, ("queued", 2, 0)),
        ({"state": "queued", "fence": -1}, ("queued", 1, 0)),
        ({"state": "sleeping"}, ("stopped", 2, 0)),
    ],
)
def test_a_hold_that_means_nothing(
    sessions: Sessions,
    shelf: Shelf,
    mend: Mend,
    wrong: Mapping[str, object],
    right: tuple[str, int, int],
) -> None:
    passage_id = shelf.begin()
    shelf.claim(passage_id)
    change(sessions, Passage, passage_id, **wrong)
    mend()
    found = passage(sessions, passage_id)
    assert (found.state, found.fence, found.beat) == right
