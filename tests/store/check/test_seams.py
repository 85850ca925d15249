"""Pieces that do not continue their passage's text, or should have ended with it."""

import sqlalchemy as sa

from raconteur.store import pieces
from raconteur.store.base import Sessions, writing
from raconteur.store.passages import Passage
from raconteur.store.pieces import PassagePiece
from tests.store.check.conftest import Mend
from tests.store.check.planted import add_piece, change, kept_pieces, passage, revisions
from tests.store.conftest import Shelf


def test_a_gap_is_closed_and_the_writer_begins_anew(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    passage_id = shelf.being_written("Once ", "lost ", "there was.")
    with writing(sessions) as session:
        session.execute(sa.delete(PassagePiece).where(PassagePiece.offset == 5))
    mend()
    assert not shelf.grow(passage_id, 1, 20, "zombie")
    found = passage(sessions, passage_id)
    assert (found.state, found.fence) == ("queued", 2)
    assert shelf.grow(passage_id, shelf.claim(passage_id), 15, " A bear.")
    with writing(sessions) as session:
        folded = pieces.fold(session, passage_id, None, "done", None)
    assert folded
    assert folded.text == "Once there was. A bear."
    assert sum(int(str(span["length"])) for span in folded.spans) == len(folded.text)


def test_what_is_there_twice_is_kept_once(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    passage_id = shelf.being_written("Once there ", "was a bear.")
    add_piece(sessions, passage_id, 5, "there was")
    mend()
    assert kept_pieces(sessions, passage_id) == {0: "Once there ", 11: "was", 14: " a bear."}
    assert revisions(sessions, passage_id) == []


def test_what_contradicts_is_kept_among_the_revisions(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    passage_id = shelf.being_written("Once there ", "was a bear.")
    add_piece(sessions, passage_id, 5, "a wolf")
    mend()
    assert kept_pieces(sessions, passage_id) == {0: "Once there ", 11: "was a bear."}
    assert revisions(sessions, passage_id) == ["Once a wolf"]
    # And it can still end.
    with writing(sessions) as session:
        assert pieces.fold(session, passage_id, None, "done", None)
    assert revisions(sessions, passage_id) == ["Once a wolf", "Once there was a bear."]


def test_pieces_of_an_ended_passage_that_continue_it(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    passage_id = shelf.finished("Once ")
    add_piece(sessions, passage_id, 5, "there ")
    add_piece(sessions, passage_id, 11, "was.")
    mend()
    assert passage(sessions, passage_id).text == "Once there was."
    assert revisions(sessions, passage_id) == ["Once ", "Once there was."]


def test_pieces_of_an_ended_passage_that_do_not(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    passage_id = shelf.finished("Once there was.")
    for offset, text in ((5, "there"), (6, "another"), (40, "Much later.")):
        add_piece(sessions, passage_id, offset, text)
    mend()
    assert passage(sessions, passage_id).text == "Once there was."
    assert revisions(sessions, passage_id) == [
        "Once there was.",
        "Once tanother",
        "Once there was.Much later.",
        "Once there was.",
    ]


def test_a_state_that_was_set_by_hand_leaves_no_piece_behind(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    passage_id = shelf.being_written("Once ", "there was.")
    change(sessions, Passage, passage_id, state="done")
    mend()
    assert passage(sessions, passage_id).text == "Once there was."
    assert revisions(sessions, passage_id) == ["Once there was."]
