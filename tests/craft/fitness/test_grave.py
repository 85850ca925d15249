"""What adults read is looked through by single words first: nothing that is for nobody slips by."""

import pytest

from raconteur.craft.fitness import judge, may_be_grave
from tests.safety import corpus

FOR_NOBODY = [
    row for row in corpus.load() if not judge(row.text, row.language, "adult", where=row.where).fit
]


def test_the_corpus_has_such_rows_in_both_languages() -> None:
    assert {row.language for row in FOR_NOBODY} == {"en", "fr"}


@pytest.mark.parametrize("row", FOR_NOBODY, ids=lambda row: f"{row.language}:{row.line}")
def test_what_the_judge_refuses_to_adults_is_never_passed_over(row: corpus.Row) -> None:
    assert may_be_grave(row.text)


@pytest.mark.parametrize(
    "text",
    [
        "The knight drew his sword and killed the dragon.",
        "The old woman took the child by the hand and they went home.",
        "La vieille dame prit l’enfant par la main et ils rentrèrent.",
    ],
)
def test_an_ordinary_sentence_is_passed_over(text: str) -> None:
    assert not may_be_grave(text)
