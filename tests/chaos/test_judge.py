"""The judge of the chaos run lets nothing pass: forged streams and forged rows are found."""

import random
from typing import Any

import pytest

from tests.chaos.judge import judge
from tests.chaos.reader import Reader

NUMBERED = [f"w{n}{'.' if n % 10 == 9 else ''}" for n in range(140)]
TEXT = "Once there was a bear.\n\nThen Leopold " + " ".join(NUMBERED[:100])
TEXT += "\n\nAfter a while Leopold " + " ".join(NUMBERED[100:])


def a_story(text: str = TEXT, state: str = "done", number: int = 1) -> dict[str, Any]:
    return {"id": number, "passages": [{"text": text, "state": state}]}


def a_reader(*pieces: str, ends: bool = True) -> Reader:
    """Who was sent these pieces, each from where the one before it ended."""
    reader, offset = Reader("", 1, random.Random(1)), 0
    for piece in pieces or (TEXT[:50], TEXT[50:]):
        reader.take("text", "", {"passage": 1, "offset": offset, "text": piece})
        offset += len(piece)
    if ends:
        reader.take("state", "", {"passage": 1, "state": "done", "error": None})
    return reader


def test_a_story_that_everybody_has_whole_is_without_a_fault() -> None:
    assert judge([a_story()], [a_reader(), a_reader(TEXT)]) == []


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("w50 ", ""),
        TEXT.replace("w50 ", "w50 w50 "),
        TEXT.replace("w50 w51", "w51 w50"),
        TEXT.replace("w50 w51", "w50w51"),
        TEXT.replace("w50 w51", "w50  w51"),
        TEXT.replace("w50 w51", "50 w51"),
        TEXT.replace("w123 ", "w12 "),
        TEXT.replace("w59.", "w59"),
        TEXT.replace("w59.", "w59.."),
        TEXT.replace("w55", "w55."),
        TEXT.replace("\n\nAfter", "\nAfter"),
        TEXT.replace("\n\nAfter", "\n\n\nAfter"),
        # Its beginning is missing, or its end, or more than could be its end.
        TEXT.replace("w0 w1 ", ""),
        TEXT.removesuffix(" w138 w139."),
        TEXT.removesuffix("."),
        TEXT[: TEXT.index(" w90")],
        "",
    ],
)
def test_a_character_that_is_missing_or_there_twice_is_found(changed: str) -> None:
    assert changed != TEXT
    assert judge([a_story(changed)], [a_reader(changed)])


def test_a_reader_who_was_sent_a_piece_twice_or_not_at_all_says_so() -> None:
    twice, missed = a_reader(TEXT[:50], ends=False), a_reader(TEXT[:50], ends=False)
    twice.take("text", "", {"passage": 1, "offset": 40, "text": TEXT[40:]})
    missed.take("text", "", {"passage": 1, "offset": 60, "text": TEXT[60:]})
    for reader in (twice, missed):
        reader.state = "done"
        # Even if what they have were right.
        reader.text = TEXT
        assert judge([a_story()], [reader])


@pytest.mark.parametrize("state", ["queued", "writing", "failed", "stopped"])
def test_a_passage_that_did_not_come_to_its_end_is_found(state: str) -> None:
    assert judge([a_story(state=state)], []) == [f"story 1: still {state}"]


def test_a_reader_who_did_not_get_everything_is_found() -> None:
    assert judge([a_story()], [a_reader(TEXT[:-10])])
    assert judge([a_story()], [a_reader(TEXT, ends=False)])
    assert judge([a_story()], [Reader("", 1, random.Random(1))])


def test_a_story_that_was_promised_and_is_not_there_is_found() -> None:
    assert judge([a_story(number=2)], [a_reader()])
    assert judge([], [Reader("", 1, random.Random(1))])


def test_an_error_of_our_own_is_a_fault_though_the_story_went_on() -> None:
    reader = a_reader(TEXT, ends=False)
    for state, error in (("failed", {"code": "internal"}), ("done", None)):
        reader.take("state", "", {"passage": 1, "state": state, "error": error})
    assert judge([a_story()], [reader]) == ["story 1: failed, internal"]


def test_a_model_that_failed_is_none() -> None:
    reader = a_reader(TEXT, ends=False)
    for state, error in (("failed", {"code": "unreachable"}), ("done", None)):
        reader.take("state", "", {"passage": 1, "state": state, "error": error})
    assert judge([a_story()], [reader]) == []
