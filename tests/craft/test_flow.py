from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.craft.flow import (
    Tally,
    Typography,
    closing,
    ends_whole,
    seam,
    sentence_ends,
    whole_words,
)
from raconteur.craft.vocabulary import count_words

N = "\u202f"


def set_in(language: str, text: str, before: str = "") -> str:
    return Typography(language, before).set(text)


def test_english_gets_its_quotation_marks_dashes_and_ellipses() -> None:
    assert set_in("en", '"Who\'s there?" -- "Me..."') == "“Who’s there?” — “Me…”"


def test_french_gets_its_own_marks_and_narrow_spaces() -> None:
    assert set_in("fr", '"Qui est là ?" dit-il; "moi!"') == (
        f"«{N}Qui est là{N}?{N}» dit-il{N}; «{N}moi{N}!{N}»"
    )


def test_french_marks_that_are_right_already_stay() -> None:
    assert set_in("fr", f"«{N}Oui{N}!{N}»") == f"«{N}Oui{N}!{N}»"


def test_markdown_goes() -> None:
    assert set_in("en", "## **Chapter** _one_") == "Chapter one"


def test_blank_lines_are_one_at_most() -> None:
    assert set_in("en", "One.\n\n\n\nTwo.") == "One.\n\nTwo."


def test_an_open_quotation_is_closed_though_a_piece_lies_between() -> None:
    assert set_in("en", 'yes," she said.', before="“Oh ") == "yes,” she said."


@given(st.lists(st.text(alphabet="ab .\n—", max_size=5)))
def test_words_come_whole_and_nothing_is_lost(pieces: list[str]) -> None:
    made = list(whole_words(iter(pieces)))
    assert "".join(made) == "".join(pieces)
    joints = pairwise(made)
    assert not any(one[-1].isalpha() and other[0].isalpha() for one, other in joints)


@pytest.mark.parametrize(
    ("left", "incoming", "joined", "whole"),
    [
        ("The fox ran", " home.", True, "The fox ran home."),
        ("The fox ran", "home.", False, "The fox ran home."),
        ("The fox ran ", " home.", False, "The fox ran home."),
        ("The fox ran", ", and fell.", False, "The fox ran, and fell."),
        (
            "So the fox ran home",
            "the fox ran home and slept.",
            False,
            "So the fox ran home and slept.",
        ),
        ("He said so.", "He said no.", False, "He said so. He said no."),
    ],
)
def test_a_seam_is_mended_on_the_incoming_side(
    left: str, incoming: str, joined: bool, whole: str
) -> None:
    assert left + seam(left, incoming, joined) == whole


def test_sentences_end_with_their_quotation_marks_and_not_at_a_title() -> None:
    text = "Mr. Fox left. “Oh!” It was late"
    assert [text[:end] for end in sentence_ends(text)] == ["Mr. Fox left.", "Mr. Fox left. “Oh!”"]


@pytest.mark.parametrize("text", ["One.", "“One.”", f"«{N}Un.{N}»", "One…", ""])
def test_a_whole_sentence_is_known(text: str) -> None:
    assert ends_whole(text)


@pytest.mark.parametrize(
    ("text", "rest"), [("One.", ""), ("One", "."), ("“One", ".”"), ("“One.", "”")]
)
def test_what_is_missing_at_the_end_is_added(text: str, rest: str) -> None:
    assert closing(text) == rest


@given(st.text(alphabet="ab1 \n.,—’_é🦔", max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_words_are_counted_the_same_however_they_come(text: str, cuts: list[int]) -> None:
    tally = Tally()
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    for a, b in pairwise(edges):
        tally.add(text[a:b])
    assert tally.words == count_words(text)
