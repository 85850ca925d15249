"""Only what can be kept comes through, and each character is one however it came."""

from hypothesis import given
from hypothesis import strategies as st

from raconteur.models.characters import Characters


def fed(*pieces: str) -> str:
    characters = Characters()
    return "".join(characters.feed(piece) for piece in pieces)


def test_halves_of_a_character_become_one() -> None:
    assert fed("A \ud83e", "\udd94 ran \ud83e\udd94") == "A 🦔 ran 🦔"


def test_a_half_alone_is_left_out() -> None:
    assert fed("A ", "\ud83e", "hedgehog", "\ud83e") == "A hedgehog"
    assert fed("A ", "\udd94", "hedgehog", "\udd94") == "A hedgehog"


def test_control_characters_are_left_out() -> None:
    assert fed("One\x00\r\n\tcol\x1b[1mour\x85") == "One\n\tcol[1mour"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert fed(text) == text


@given(st.lists(st.text(st.characters(categories=["Cc", "Cs", "L", "So"]))))
def test_whatever_comes_can_be_written_down(pieces: list[str]) -> None:
    text = fed(*pieces)
    assert text.encode().decode() == text
    assert "\x00" not in text
