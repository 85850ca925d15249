"""Who does not hold a passage changes nothing in it."""

import pytest

from raconteur.services import writing
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.store import pieces
from raconteur.store.base import DatabaseError, Json, Sessions, reading
from raconteur.store.base import writing as transaction
from raconteur.store.passages import Passage
from raconteur.store.pieces import Growth


@pytest.fixture
def passage_id(acting: Acting) -> int:
    found = writing.begin(acting, Wish(prompt="A bear")).passages[0].row.id
    acting.session.rollback()
    return found


def grow(sessions: Sessions, passage_id: int, fence: int, offset: int, text: str) -> bool:
    with transaction(sessions) as session:
        return pieces.grow(session, Growth(passage_id, fence, offset, text, [], None, None))


def claim(sessions: Sessions, passage_id: int, over: int | None = None) -> int:
    with transaction(sessions) as session:
        fence = pieces.claim(session, passage_id, over)
    assert fence is not None
    return fence


def text(sessions: Sessions, passage_id: int) -> str:
    with reading(sessions) as session:
        row = session.get_one(Passage, passage_id)
        return row.text + pieces.texts(session, [passage_id]).get(passage_id, "")


def test_a_zombies_write_is_refused(sessions: Sessions, passage_id: int) -> None:
    old = claim(sessions, passage_id)
    assert grow(sessions, passage_id, old, 0, "Once ")
    new = claim(sessions, passage_id, over=old)
    assert not grow(sessions, passage_id, old, 5, "zombie")
    assert grow(sessions, passage_id, new, 5, "there was.")
    assert text(sessions, passage_id) == "Once there was."


def test_a_zombie_cannot_end_a_passage(sessions: Sessions, passage_id: int) -> None:
    old = claim(sessions, passage_id)
    new = claim(sessions, passage_id, over=old)
    with transaction(sessions) as session:
        assert pieces.fold(session, passage_id, old, "done", None) is None
        assert pieces.fold(session, passage_id, new, "done", None) is not None


def test_the_same_place_cannot_be_written_twice(sessions: Sessions, passage_id: int) -> None:
    fence = claim(sessions, passage_id)
    assert grow(sessions, passage_id, fence, 0, "Once")
    with pytest.raises(DatabaseError):
        grow(sessions, passage_id, fence, 0, "Once")
    assert text(sessions, passage_id) == "Once"


def test_an_ended_passage_is_not_claimed(sessions: Sessions, passage_id: int) -> None:
    fence = claim(sessions, passage_id)
    with transaction(sessions) as session:
        pieces.fold(session, passage_id, fence, "done", None)
    with transaction(sessions) as session:
        assert pieces.claim(session, passage_id) is None


def test_who_holds_a_passage_keeps_it_from_all_who_do_not_know_their_fence(
    sessions: Sessions, passage_id: int
) -> None:
    fence = claim(sessions, passage_id)
    for over in (None, fence - 1, fence + 1):
        with transaction(sessions) as session:
            assert pieces.claim(session, passage_id, over) is None


def test_a_beat_names_what_is_still_ours(sessions: Sessions, passage_id: int) -> None:
    fence = claim(sessions, passage_id)
    with transaction(sessions) as session:
        assert pieces.beat(session, {passage_id: fence, passage_id + 1: 1}) == {passage_id}
    with transaction(sessions) as session:
        assert pieces.beat(session, {passage_id: fence - 1}) == set()
    with transaction(sessions) as session:
        assert pieces.beat(session, {}) == set()


def test_what_is_laid_down_can_be_taken_up_by_anybody(sessions: Sessions, passage_id: int) -> None:
    old = claim(sessions, passage_id)
    assert grow(sessions, passage_id, old, 0, "Once ")
    with transaction(sessions) as session:
        assert pieces.release(session, passage_id, old)
    assert not grow(sessions, passage_id, old, 5, "zombie")
    with transaction(sessions) as session:
        assert not pieces.release(session, passage_id, old)
    assert grow(sessions, passage_id, claim(sessions, passage_id), 5, "there was.")


def test_the_state_without_text_belongs_to_what_is_there(
    sessions: Sessions, passage_id: int
) -> None:
    fence = claim(sessions, passage_id)
    growths = [
        Growth(passage_id, fence, 0, "", [], {"beat": 0}, {"used": ["a"]}),
        Growth(passage_id, fence, 0, "Once", [], {"beat": 1}, None),
        Growth(passage_id, fence, 4, "", [], {"beat": 2}, None),
    ]
    for n, growth in enumerate(growths):
        with transaction(sessions) as session:
            assert pieces.grow(session, growth)
        with reading(sessions) as session:
            row = session.get_one(Passage, passage_id)
            assert pieces.last_state(row, pieces.of(session, passage_id)) == {"beat": n}
            assert row.plan == {"used": ["a"]}


def test_what_came_through_though_nobody_said_so_is_not_written_twice(
    sessions: Sessions, passage_id: int
) -> None:
    fence = claim(sessions, passage_id)
    book = {"length": 4, "author": "talebook", "chooser": "model"}
    model = {"length": 6, "author": "model", "chooser": "model"}
    growths = [
        Growth(passage_id, fence, 0, "Once", [book], {"beat": 1}, None),
        Growth(passage_id, fence, 0, "Once", [book], {"beat": 1}, None, again=True),
        Growth(passage_id, fence, 0, "Once there", [book, model], {"beat": 2}, None, again=True),
        Growth(passage_id, fence, 0, "Once there", [book, model], {"beat": 2}, None, again=True),
        Growth(passage_id, fence, 10, " was", [{**book}], {"beat": 3}, None),
    ]
    for growth in growths:
        with transaction(sessions) as session:
            assert pieces.grow(session, growth)
    with reading(sessions) as session:
        found = pieces.of(session, passage_id)
        assert [(piece.offset, piece.text) for piece in found] == [
            (0, "Once"),
            (4, " there"),
            (10, " was"),
        ]
        assert [piece.spans for piece in found] == [[book], [model], [book]]
        assert [piece.craft_state for piece in found] == [{"beat": n} for n in (1, 2, 3)]


def test_many_grow_at_once_each_fenced_by_itself(acting: Acting, sessions: Sessions) -> None:
    ids = [writing.begin(acting, Wish(prompt="A bear")).passages[0].row.id for _ in range(4)]
    acting.session.rollback()
    fences = [claim(sessions, each) for each in ids]
    plan: Json = {"used": ["a"]}
    growths = [
        Growth(ids[0], fences[0], 0, "Once", [], None, None),
        Growth(ids[1], fences[1] - 1, 0, "zombie", [], None, None),
        Growth(ids[2], fences[2], 0, "Twice", [], None, None),
        Growth(ids[3], fences[3] - 1, 0, "zombie", [], None, plan),
    ]
    with transaction(sessions) as session:
        assert pieces.grow_all(session, growths) == {ids[0], ids[2]}
    assert [text(sessions, each) for each in ids] == ["Once", "", "Twice", ""]


def test_half_a_span_that_came_through_leaves_the_other_half(
    sessions: Sessions, passage_id: int
) -> None:
    fence = claim(sessions, passage_id)
    span = {"author": "model", "chooser": "model"}
    first = Growth(passage_id, fence, 0, "Once", [{**span, "length": 4}], None, None)
    whole = Growth(passage_id, fence, 0, "Once more", [{**span, "length": 9}], None, None, True)
    for growth in (first, whole):
        with transaction(sessions) as session:
            assert pieces.grow(session, growth)
    with reading(sessions) as session:
        assert [piece.spans for piece in pieces.of(session, passage_id)] == [
            [{**span, "length": 4}],
            [{**span, "length": 5}],
        ]
