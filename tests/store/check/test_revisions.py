"""Revisions that do not end with their passage's text, or were miscounted."""

import pytest

from raconteur.store import pieces
from raconteur.store.base import Sessions, writing
from raconteur.store.passages import Passage
from tests.store.check.conftest import Mend
from tests.store.check.planted import change, passage, revisions
from tests.store.conftest import Shelf, spans


def test_a_text_that_is_not_its_last_revision(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    passage_id = shelf.finished("Once.")
    change(sessions, Passage, passage_id, text="Twice", spans=spans("Twice"))
    mend()
    assert revisions(sessions, passage_id) == ["Once.", "Twice"]
    assert passage(sessions, passage_id).revision == 2


@pytest.mark.parametrize("counted", [0, 7])
def test_revisions_that_were_miscounted(
    sessions: Sessions, shelf: Shelf, mend: Mend, counted: int
) -> None:
    passage_id = shelf.finished("Once.")
    change(sessions, Passage, passage_id, revision=counted)
    mend()
    assert passage(sessions, passage_id).revision == 1


def test_a_live_passage_whose_next_revision_is_taken(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    passage_id = shelf.finished("Once.")
    change(sessions, Passage, passage_id, state="queued", revision=0)
    mend()
    with writing(sessions) as session:
        assert pieces.fold(session, passage_id, None, "done", None)
    assert revisions(sessions, passage_id) == ["Once.", "Once."]
