"""The corpus is what it says, and the rules keep its rates."""

from collections import Counter

import pytest

from bench.safety import CAUGHT, REFUSED, YOUNG, rates
from tests.safety.corpus import LANGUAGES, load

ROWS = load()
RATES = rates(ROWS)


def test_there_are_four_hundred_rows_as_many_in_each_language() -> None:
    found = Counter(row.language for row in ROWS)
    assert sum(found.values()) >= 400
    assert max(found.values()) - min(found.values()) <= 2


def test_no_row_stands_twice() -> None:
    assert not [text for text, count in Counter(row.text for row in ROWS).items() if count > 1]


def test_every_kind_of_row_is_in_both_languages() -> None:
    kinds = {language: {r.kind for r in ROWS if r.language == language} for language in LANGUAGES}
    wanted = {"plain", "fairy", "lookalike", "negated", "injected", "hidden"}
    assert kinds == dict.fromkeys(LANGUAGES, wanted)


@pytest.mark.parametrize("split", ["rules", "held"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rates_for_the_youngest_are_kept(language: str, split: str) -> None:
    found = RATES[language, split, YOUNG]
    assert found.caught_of_unfit >= CAUGHT, found.wrong
    assert found.refused_of_fine <= REFUSED, found.wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_kept_over_all_rows_together(language: str) -> None:
    every = [each for (of, _, name), each in RATES.items() if (of, name) == (language, YOUNG)]
    assert sum(r.caught for r in every) >= CAUGHT * sum(r.unfit for r in every)
    assert sum(r.refused for r in every) <= REFUSED * sum(r.fine for r in every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_for_nobody_is_caught_for_grown_ups_too(language: str) -> None:
    found = RATES[language, "rules", "adult"]
    assert found.caught_of_unfit >= 0.9, found.wrong
