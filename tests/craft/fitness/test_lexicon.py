"""The rules as data, and how a phrase of them is read."""

import pytest

from raconteur.craft.fitness.folding import fold
from raconteur.craft.fitness.lexicon import EVERY, LANGUAGES, lexicon
from raconteur.craft.fitness.pattern import end_of, forms, phrase
from raconteur.craft.fitness.tokens import tokens

OF = forms("en", {"shoot": "shot"}, {"him": frozenset({"him", "her"})})


def stands(written: str, text: str) -> bool:
    words = tokens(fold(text))
    elements = phrase(written, OF)
    return any(end_of(words, at, elements) for at in range(len(words)))


@pytest.mark.parametrize("name", [EVERY, *LANGUAGES])
def test_every_file_of_rules_can_be_read(name: str) -> None:
    assert lexicon(name).by_word


def test_a_verb_stands_for_its_forms() -> None:
    assert all(stands("shoot~ <him>", f"{form} her") for form in ("shoots", "shot", "shooting"))
    assert not stands("shoot~ <him>", "shoots it")


def test_a_gap_is_short_and_stays_within_its_clause() -> None:
    assert stands("shoot~ .. king", "shoots the poor old king")
    assert not stands("shoot~ .. king", "shoots. The king")
    assert not stands("shoot~ .. king", "shoots hoops, and the king")
    assert stands("shoot~ ... king", "shoots hoops, and the king")


def test_an_optional_word_may_be_missing() -> None:
    assert stands("shoot~ the? king", "shot king")
    assert stands("shoot~ the? king", "shot the king")


@pytest.mark.parametrize("written", ["", ".. king", "king ..", "the? king", "_ king", "it's"])
def test_a_phrase_that_cannot_be_looked_up_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="word"):
        phrase(written, OF)
