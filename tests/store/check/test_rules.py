"""Each rule finds its fault and mends it without losing text."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from raconteur.settings import Settings
from raconteur.store import pieces
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.check import examine
from raconteur.store.passages import Passage, Revision
from raconteur.store.pieces import PassagePiece
from raconteur.store.prompts import Prompt
from raconteur.store.stories import Story
from tests.store.check.conftest import Mend
from tests.store.conftest import Shelf, spans, unchecked


def change(
    sessions: Sessions, table: type[Passage] | type[Story], row_id: int, **values: object
) -> None:
    with unchecked(sessions) as session:
        session.execute(sa.update(table).where(table.id == row_id).values(**values))


def passage(sessions: Sessions, passage_id: int) -> Passage:
    with reading(sessions) as session:
        return session.get_one(Passage, passage_id)


def revisions(sessions: Sessions, passage_id: int) -> list[str]:
    query = sa.select(Revision.text).where(Revision.passage_id == passage_id).order_by(Revision.n)
    with reading(sessions) as session:
        return list(session.scalars(query))


def story_of(sessions: Sessions, passage_id: int) -> Story:
    with reading(sessions) as session:
        return session.get_one(Story, passage(sessions, passage_id).story_id)


def add_piece(sessions: Sessions, passage_id: int, offset: int, text: str) -> None:
    with unchecked(sessions) as session:
        session.add(
            PassagePiece(passage_id=passage_id, offset=offset, text=text, spans=spans(text))
        )


def test_in_a_healthy_database_nothing_is_found(
    settings: Settings, sessions: Sessions, shelf: Shelf
) -> None:
    first = shelf.finished("Once ", "there was.")
    shelf.goes_on(first, "And then.")
    shelf.being_written("Once ", "more")
    shelf.begin()
    resumed = shelf.finished("Half")
    with writing(sessions) as session:
        pieces.requeue(session, session.get_one(Passage, resumed))
    shelf.grow(resumed, shelf.claim(resumed), 4, " and half")
    for repair in (False, True):
        report = examine(settings.database, repair=repair)
        assert (report.left, report.mended) == ([], [])
    assert report.lines() == ["Nothing is wrong in 4 stories with 5 passages."]


@pytest.mark.parametrize("state", ["queued", "writing"])
def test_a_live_passage_without_its_story(
    sessions: Sessions, shelf: Shelf, mend: Mend, state: str
) -> None:
    passage_id = shelf.being_written("Once ", "there")
    change(sessions, Passage, passage_id, state=state)
    story_id = passage(sessions, passage_id).story_id
    with unchecked(sessions) as session:
        session.execute(sa.delete(Story).where(Story.id == story_id))
    [line] = mend().mended
    assert line.startswith(f"story {story_id} is not there, but 1 of its passages are")
    found = passage(sessions, passage_id)
    assert (found.state, found.text) == ("stopped", "Once there")
    assert story_of(sessions, passage_id).head_id == passage_id


def test_finished_passages_without_their_story(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    first = shelf.finished("Once.")
    after = shelf.goes_on(first, "And then.")
    with unchecked(sessions) as session:
        session.execute(sa.delete(Story))
    mend()
    story = story_of(sessions, first)
    assert (story.head_id, story.title) == (after, f"Found again {story.id}")


def test_text_without_its_passage(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    ended, unended = shelf.finished("Once."), shelf.being_written("Twice ", "there")
    with unchecked(sessions) as session:
        session.execute(sa.delete(Passage))
        session.execute(sa.delete(Story))
    assert len(mend().mended) == 3  # the one that never ended gets its first revision too
    assert passage(sessions, ended).text == "Once."
    assert passage(sessions, unended).text == "Twice there"


def test_an_owner_who_is_gone(sessions: Sessions, shelf: Shelf, mend: Mend, user_id: int) -> None:
    passage_id = shelf.finished("Once.")
    change(sessions, Story, story_of(sessions, passage_id).id, user_id=999)
    with unchecked(sessions) as session:
        session.add(Prompt(user_id=999, content="A bear"))
    assert len(mend().mended) == 2
    assert story_of(sessions, passage_id).user_id == user_id


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
    assert _pieces(sessions, passage_id) == {0: "Once there ", 11: "was", 14: " a bear."}
    assert revisions(sessions, passage_id) == []


def test_what_contradicts_is_kept_among_the_revisions(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    passage_id = shelf.being_written("Once there ", "was a bear.")
    add_piece(sessions, passage_id, 5, "a wolf")
    mend()
    assert _pieces(sessions, passage_id) == {0: "Once there ", 11: "was a bear."}
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


SPAN = {"length": 4, "author": "talebook", "chooser": "model"}


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [{**SPAN, "length": 3}],
        [SPAN, SPAN],
        [{**SPAN, "length": "4"}, SPAN],
        [{"length": 5}],
        [{**SPAN, "length": -1}, {**SPAN, "length": 6}],
    ],
)
def test_spans_that_do_not_cover_their_text(
    sessions: Sessions, shelf: Shelf, mend: Mend, wrong: list[Mapping[str, object]]
) -> None:
    passage_id, live = shelf.finished("Once."), shelf.being_written("Twice")
    with writing(sessions) as session:
        for table in (Passage, PassagePiece, Revision):
            session.execute(sa.update(table).where(table.text != "").values(spans=wrong))
    assert len(mend().mended) == 3
    kept = passage(sessions, passage_id).spans
    assert sum(int(str(span["length"])) for span in kept) == 5
    assert passage(sessions, live).state == "writing"


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


def test_two_passages_of_a_story_at_once(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    first = shelf.finished("Once.")
    second = shelf.goes_on(first, "And then.")
    for each in (first, second):
        change(sessions, Passage, each, state="queued")
    mend()
    assert passage(sessions, first).state == "stopped"
    assert passage(sessions, second).state == "queued"


def _pieces(sessions: Sessions, passage_id: int) -> dict[int, str]:
    with reading(sessions) as session:
        return {row.offset: row.text for row in pieces.of(session, passage_id)}
