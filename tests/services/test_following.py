"""A reader gets each character once, in order, wherever the connection broke."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.services.acting import Event
from raconteur.services.following import Cursor, Follower, Gap, Line, Standing, parse

TEXT = "Zoé met a hedgehog 🦔 under the porch."


def standing(text: str, state: str = "writing", passage: int = 1) -> Standing:
    return Standing(passage, state, text, 1 if state == "done" else 0, None)


def edited(text: str, state: str = "done", revision: int = 2) -> Standing:
    return Standing(1, state, text, revision, None, edited=True)


def texts(lines: list[Line], passage: int = 1) -> str:
    found = [line.data for line in lines if line.event == "text"]
    return "".join(str(data["text"]) for data in found if data["passage"] == passage)


def test_a_cursor_is_read_from_the_last_event_id() -> None:
    assert parse("7:120") == Cursor(7, 120, False)
    assert parse("7:120:end") == Cursor(7, 120, True)
    assert parse("7") is None
    assert parse("7:-1") is None
    assert parse("x:1") is None
    assert parse(None) is None


def test_without_a_cursor_the_current_path_comes_from_its_start() -> None:
    one, other, two = (
        standing("One.", "done", 1),
        standing("Other.", "done", 2),
        standing("T", passage=3),
    )
    lines = list(Follower().begin([one, two], [one, other, two]))
    assert texts(lines, 1) == "One."
    assert texts(lines, 2) == ""
    assert texts(lines, 3) == "T"


def test_with_a_cursor_the_rest_comes_then_later_passages_in_order_of_creation() -> None:
    every = [standing("One.", "done", 1), standing("Two.", "done", 2), standing("Three", passage=3)]
    lines = list(Follower(Cursor(2, 1, False)).begin([], every))
    assert texts(lines, 1) == ""
    assert texts(lines, 2) == "wo."
    assert texts(lines, 3) == "Three"
    assert [line.id for line in lines if line.id] == ["2:4", "2:4:end", "3:5"]


def test_a_final_state_carries_the_length_and_is_sent_once() -> None:
    follower = Follower()
    list(follower.begin([standing("One.")], []))
    event = Event("state", 1, state="done", length=4)
    lines = [
        *follower.live(event),
        *follower.live(event),
        *follower.heal([standing("One.", "done")]),
    ]
    assert [(line.event, line.id) for line in lines] == [("state", "1:4:end")]


def test_a_missed_event_is_a_gap_that_a_snapshot_heals() -> None:
    follower = Follower()
    list(follower.begin([standing("On")], []))
    with pytest.raises(Gap):
        list(follower.live(Event("text", 1, offset=3, text=".")))
    assert texts(list(follower.heal([standing("One.")]))) == "e."


def test_an_end_that_overtook_its_text_is_a_gap() -> None:
    follower = Follower()
    list(follower.begin([standing("On")], []))
    with pytest.raises(Gap):
        list(follower.live(Event("state", 1, state="done", length=4)))


def test_a_passage_that_goes_on_after_its_end_is_followed_again() -> None:
    follower = Follower(Cursor(1, 4, True))
    lines = list(follower.begin([], [standing("One. Two.", "writing")]))
    assert texts(lines) == " Two."
    lines = list(follower.live(Event("state", 1, state="done", length=9)))
    assert [line.id for line in lines] == ["1:9:end"]


def test_who_saw_the_end_hears_of_an_edit_made_while_away() -> None:
    follower = Follower(Cursor(1, 4, True))
    lines = list(follower.begin([], [edited("One, two.")]))
    assert [(line.event, line.data["revision"]) for line in lines] == [("revised", 2)]


@pytest.mark.parametrize("text", ["On", "One, two."])
def test_who_was_in_the_middle_of_what_was_edited_fetches_it_again(text: str) -> None:
    lines = list(Follower(Cursor(1, 3, False)).begin([], [edited(text)]))
    assert [line.event for line in lines] == ["revised", "state"]
    assert lines[-1].id == f"1:{len(text)}:end"


def test_an_edit_that_was_missed_is_told_once() -> None:
    follower = Follower()
    list(follower.begin([standing("One.", "done")], []))
    told = [list(follower.heal([edited("One, two.")])) for _ in range(2)]
    assert [[line.event for line in lines] for lines in told] == [["revised"], []]


def test_an_edited_text_is_sent_whole_and_goes_on() -> None:
    follower = Follower()
    assert texts(list(follower.begin([edited("One, two.", "queued")], []))) == "One, two."
    assert texts(list(follower.heal([edited("One, two. Three.", "writing")]))) == " Three."


def test_who_saw_it_fail_gets_what_was_written_since_though_it_failed_again() -> None:
    follower = Follower(Cursor(1, 4, True))
    lines = list(follower.begin([], [Standing(1, "failed", "One. Two.", 2, None)]))
    assert texts(lines) == " Two."
    assert lines[-1].id == "1:9:end"


def test_who_has_more_than_the_database_fetches_it_again() -> None:
    """It was brought back from an earlier copy."""
    for ended in (False, True):
        lines = list(Follower(Cursor(1, 9, ended)).begin([], [standing("One.", "done")]))
        assert lines[0].event == "revised"


def test_offsets_count_code_points() -> None:
    line = next(iter(Follower().begin([standing("a🦔é")], [])))
    assert line.id == "1:3"


@given(
    cuts=st.lists(st.integers(0, len(TEXT)), max_size=8),
    drops=st.lists(st.booleans(), min_size=10, max_size=10),
    rejoin=st.lists(st.booleans(), min_size=10, max_size=10),
)
def test_every_character_arrives_once_whatever_is_lost_or_cut(
    cuts: list[int], drops: list[bool], rejoin: list[bool]
) -> None:
    follower = Follower()
    got = list(follower.begin([standing("")], []))
    edges = [0, *sorted(cuts), len(TEXT)]
    for n, (start, end) in enumerate(itertools.pairwise(edges)):
        if rejoin[n]:
            last = next((line.id for line in reversed(got) if line.id), None)
            follower = Follower(parse(last))
            snapshot = [standing(TEXT[:start])]
            got += list(follower.begin(snapshot, snapshot))
        if drops[n]:
            continue
        try:
            got += list(follower.live(Event("text", 1, offset=start, text=TEXT[start:end])))
        except Gap:
            got += list(follower.heal([standing(TEXT[:end])]))
    got += list(follower.heal([standing(TEXT, "done")]))
    assert texts(got) == TEXT
    assert got[-1].id == f"1:{len(TEXT)}:end"


def test_what_comes_after_an_end_is_believed_only_if_the_database_says_so() -> None:
    follower = Follower()
    list(follower.begin([standing("One.", "done")], []))
    late = Event("state", 1, state="writing")
    with pytest.raises(Gap):
        list(follower.live(late))
    assert [line.data["state"] for line in follower.heal([standing("One.", "done")])] == ["done"]
    with pytest.raises(Gap):
        list(follower.live(late))
    assert [line.data["state"] for line in follower.heal([standing("One.")])] == ["writing"]
    assert texts(list(follower.live(Event("text", 1, offset=4, text=" Two.")))) == " Two."


def test_a_reader_waits_as_long_as_anything_has_not_ended() -> None:
    follower = Follower()
    assert not follower.waits
    list(follower.begin([standing("One.", "done", 1), standing("T", passage=2)], []))
    assert follower.waits
    list(follower.live(Event("state", 2, state="stopped", length=1)))
    assert not follower.waits


WAITS = {"code": "waiting", "message": "..."}


def notes(lines: list[Line]) -> list[object]:
    """The lines, as what a reader is told of waiting or as the text."""
    return [line.data["text" if line.event == "text" else "error"] for line in lines]


def test_that_a_passage_waits_is_told_until_its_next_words() -> None:
    follower = Follower()
    list(follower.begin([standing("One.")], []))
    lines = [
        *follower.live(Event("state", 1, state="writing", error=WAITS)),
        *follower.live(Event("text", 1, offset=4, text=" Two.")),
        *follower.live(Event("text", 1, offset=9, text=" Three.")),
    ]
    assert notes(lines) == [WAITS, None, " Two.", " Three."]


def test_who_comes_while_it_waits_is_told_too() -> None:
    follower = Follower()
    waits = Standing(1, "writing", "One.", 0, WAITS)
    lines = list(follower.begin([waits], []))
    lines += follower.heal([standing("One. Two.")])
    assert notes(lines) == ["One.", WAITS, None, " Two.", None]


def test_an_end_ends_the_waiting() -> None:
    follower = Follower()
    list(follower.begin([Standing(1, "writing", "One.", 0, WAITS)], []))
    lines = [
        *follower.live(Event("state", 1, state="stopped", length=4)),
        *follower.heal([standing("One.", "stopped")]),
        *follower.heal([standing("One. Two.")]),
    ]
    assert notes(lines) == [None, " Two.", None]


REACHED = {"code": "cap", "message": "..."}


def test_a_pause_is_told_once_and_going_on_too() -> None:
    follower = Follower()
    lines = list(follower.begin([standing("One.")], []))
    lines += follower.live(Event("state", 1, state="paused", error=REACHED, length=4))
    lines += follower.live(Event("state", 1, state="queued"))
    lines += follower.live(Event("state", 1, state="writing"))
    lines += follower.live(Event("text", 1, offset=4, text=" Two."))
    lines += follower.live(Event("state", 1, state="done", length=9))
    states = [line.data["state"] for line in lines if line.event == "state"]
    assert states == ["writing", "paused", "queued", "writing", "done"]
    assert [line.id for line in lines if line.id] == ["1:4", "1:9", "1:9:end"]
    assert texts(lines) == "One. Two."


def test_nobody_looks_at_the_database_again_and_again_for_what_is_paused() -> None:
    follower = Follower()
    list(follower.begin([Standing(1, "paused", "One.", 0, REACHED)], []))
    assert not follower.waits
    list(follower.live(Event("state", 1, state="queued")))
    assert follower.waits


def test_a_pause_that_overtook_its_text_is_a_gap() -> None:
    follower = Follower()
    list(follower.begin([standing("On")], []))
    with pytest.raises(Gap):
        list(follower.live(Event("state", 1, state="paused", error=REACHED, length=4)))
    lines = list(follower.heal([Standing(1, "paused", "One.", 0, REACHED)]))
    assert notes(lines) == ["e.", REACHED]


def test_text_after_a_pause_says_that_it_goes_on_where_nobody_else_did() -> None:
    follower = Follower()
    list(follower.begin([Standing(1, "paused", "One.", 0, REACHED)], []))
    lines = list(follower.live(Event("text", 1, offset=4, text=" Two.")))
    assert notes(lines) == [None, " Two."]
    assert follower.waits


def test_who_comes_back_to_a_paused_one_gets_the_rest_of_its_text() -> None:
    follower = Follower(Cursor(1, 2, False))
    lines = list(follower.begin([], [Standing(1, "paused", "One.", 0, REACHED)]))
    assert notes(lines) == ["e.", REACHED]
    assert [line.id for line in lines if line.id] == ["1:4"]
