"""Whose turn it is, and rings that are lost, doubled or come again."""

from raconteur.store import pieces
from raconteur.store.base import Sessions, writing
from tests.engine.conftest import claim
from tests.engine.pool.conftest import (
    PATIENCE_S,
    Begin,
    Gates,
    MakePool,
    Readers,
    grow,
    kept,
)


def test_turns_alternate_and_the_next_begins_by_itself(
    pool: MakePool, begin: Begin, gates: Gates, readers: Readers, other_user: int
) -> None:
    """Only the first of each is rung for: with a share of one, another ring would be in vain."""
    first, *others = [begin(f"A{n}") for n in (1, 2, 3)]
    theirs, *more = [begin(f"B{n}", other_user) for n in (1, 2)]
    ours = pool(hands=3, share=1)
    ours.start(alone=False)
    ours.ring(first)
    ours.ring(theirs)
    gates.until_begun(2)
    assert sorted(gates.begun) == ["A1", "B1"]
    for count, (ended, due) in enumerate((("A1", "A2"), ("B1", "B2"), ("A2", "A3")), 3):
        gates.let(ended)
        gates.until_begun(count)
        assert gates.begun[-1] == due
    gates.let("A3", "B2")
    readers.until_done(first, *others, theirs, *more)
    assert gates.begun == [*gates.begun[:2], "A2", "B2", "A3"]
    assert gates.most_of_one_user == 1


def test_a_ring_too_many_is_harmless(
    pool: MakePool, begin: Begin, gates: Gates, readers: Readers, sessions: Sessions
) -> None:
    every = [begin(f"{letter}1") for letter in "ABC"]
    ours = pool(hands=4, share=4)
    ours.start(alone=False)
    for _ in range(5):
        for each in (*every, 987654):
            ours.ring(each)
    gates.let("A1", "B1", "C1")
    readers.until_done(*every)
    for each in every:
        ours.ring(each)
    ours.stop(PATIENCE_S)
    assert sorted(gates.begun) == ["A1", "B1", "C1"]
    assert [kept(sessions, each) for each in every] == [
        ("done", f"{letter}1 was here.") for letter in "ABC"
    ]


def test_a_ring_that_comes_again_goes_on_with_what_its_first_writer_held(
    pool: MakePool, begin: Begin, gates: Gates, sessions: Sessions
) -> None:
    """It rang for one passage and another's turn was due: that one is what was left behind."""
    older, rung, held = begin("A1"), begin("B1"), begin("C1")
    fence = claim(sessions, held, rung)
    assert grow(sessions, held, fence, "Once. ")
    gates.let("A1", "B1", "C1")
    elsewhere: list[int] = []
    ours = pool(call=elsewhere.append)
    ours.start(alone=False)
    ours.answer_again(rung)
    assert gates.begun == ["C1"]
    assert kept(sessions, held) == ("done", "Once. C1 was here.")
    assert not grow(sessions, held, fence, "zombie")
    assert kept(sessions, older) == kept(sessions, rung) == ("queued", "")
    assert elsewhere == [older]


def test_a_ring_that_comes_again_for_what_was_paused_meanwhile_leaves_it_alone(
    pool: MakePool, begin: Begin, gates: Gates, sessions: Sessions
) -> None:
    paused, other = begin("A1"), begin("B1")
    fence = claim(sessions, paused, paused)
    assert grow(sessions, paused, fence, "Once. ")
    with writing(sessions) as session:
        assert pieces.pause(session, paused, fence, {"code": "cap", "message": "..."})
    gates.let("A1", "B1")
    ours = pool(call=lambda _: None)
    ours.start(alone=False)
    ours.answer_again(paused)
    assert gates.begun == ["B1"]
    assert kept(sessions, paused) == ("paused", "Once. ")
    assert kept(sessions, other)[0] == "done"
    assert not grow(sessions, paused, fence, "zombie")


def test_a_ring_that_comes_again_after_its_passage_ended_is_a_ring_like_any_other(
    pool: MakePool, begin: Begin, gates: Gates, sessions: Sessions
) -> None:
    first, second = begin("A1"), begin("B1")
    gates.let("A1", "B1")
    elsewhere: list[int] = []
    ours = pool(call=elsewhere.append)
    ours.start(alone=False)
    ours.answer(first)
    ours.answer_again(first)
    assert gates.begun == ["A1", "B1"]
    assert kept(sessions, second)[0] == "done"
