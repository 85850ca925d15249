"""Thinking aloud is no part of a story."""

import pytest

from raconteur.models.reasoning import ReasoningFilter

CASES = {
    "A plain story.": "A plain story.",
    "<think>Hm</think>Once.": "Once.",
    "<think>Hm</think>\n\n Once.": "Once.",
    "<think>\n\n</think>\n\nOnce.\n\nThe end.": "Once.\n\nThe end.",
    "Once <think>hm</think> upon": "Once upon",
    "<thinking>a < b</thinking>Once": "Once",
    "<think>never ends": "",
    "<think>half </thin": "",
    "1 < 2 <b>bold</b> <thistle>": "1 < 2 <b>bold</b> <thistle>",
    "Once <thi": "Once <thi",
    "<think>a</think><think>b</think>Once": "Once",
}


@pytest.mark.parametrize("width", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(("said", "shown"), CASES.items())
def test_thinking_is_dropped_however_the_text_is_cut(said: str, shown: str, width: int) -> None:
    clean = ReasoningFilter()
    pieces = [clean.feed(said[i : i + width]) for i in range(0, len(said), width)]
    assert "".join([*pieces, clean.rest()]) == shown.replace("Once upon", "Once upon")


def test_a_plain_piece_is_not_held_back() -> None:
    clean = ReasoningFilter()
    assert clean.feed("Once") == "Once"
    assert clean.feed(" upon <") == " upon "
    assert clean.feed("b") == "<b"
