"""What a small model is shown of a long story: its end, from a start that seldom moves."""

from hypothesis import given
from hypothesis import strategies as st

from raconteur.craft.context import window


def test_a_short_story_is_shown_whole() -> None:
    assert window("Once.\n\nTwice.", 100) == "Once.\n\nTwice."


def test_a_long_one_from_the_beginning_of_a_paragraph() -> None:
    text = "\n\n".join(f"Paragraph {n} says a little." for n in range(100))
    shown = window(text, 400)
    assert shown.startswith("Paragraph")
    assert text.endswith(shown)


def test_the_start_stays_while_the_story_grows_a_little() -> None:
    text = "\n\n".join(f"Paragraph {n} says a little." for n in range(100))
    starts = {len(text[:end]) - len(window(text[:end], 400)) for end in range(2000, 2400, 20)}
    assert len(starts) <= 3


@given(st.text(alphabet="ab\n", max_size=600))
def test_it_is_never_longer_than_allowed(text: str) -> None:
    assert len(window(text, 100)) <= 100
    assert text.endswith(window(text, 100))
