import random

import pytest

from raconteur.craft.slots import Filled, Slot, accepted, choice_grammar, fill
from tests.craft.pens import NOTHING, SMALL, FakePen

ITEMS = ("a kitten asleep in a hat", "new bread", "moss after rain", "grandma’s jumper")


def slot(open: bool = True, language: str = "en") -> Slot:
    return Slot(
        before="Pip had a blanket. It was as soft as",
        half="It was as soft as",
        items=ITEMS,
        open=open,
        language=language,
        refused=("blood",),
        worn=("magical",),
        names=("Pip", "Zoé"),
    )


def filled(pen: FakePen, asked: Slot) -> Filled:
    return fill(asked, pen, "", (1, 2, 3), random.Random(4))


def test_a_good_answer_is_the_models_own_words() -> None:
    pen = FakePen(lambda _: " a cloud full of soup, which was nice")
    assert filled(pen, slot()) == Filled("a cloud full of soup", "model", "model")


@pytest.mark.parametrize(
    "bad",
    ["", "the", "a very", "Bob the cat", "my own bed", "what it is", "a magical bed", "blood on it",
     "something as soft as Pip", "10 beds", "**a bed**", "a bed for Zoé"],
)  # fmt: skip
def test_a_bad_answer_is_refused(bad: str) -> None:
    assert accepted(bad, slot()) is None


def test_after_two_bad_answers_the_model_chooses_from_the_list() -> None:
    pen = FakePen(lambda r: " moss after rain." if r.grammar else "I am a robot")
    assert filled(pen, slot()) == Filled("moss after rain", "talebook", "model")
    assert [bool(request.grammar) for request in pen.requests] == [False, False, True]


def test_a_closed_slot_is_only_chosen() -> None:
    pen = FakePen(lambda _: " grandma's jumper.")
    assert filled(pen, slot(open=False)) == Filled("grandma’s jumper", "talebook", "model")


def test_without_a_grammar_the_seed_chooses() -> None:
    found = filled(FakePen(lambda _: "", NOTHING), slot())
    assert (found.author, found.chooser) == ("talebook", "talebook")
    assert found.text in ITEMS


def test_a_language_the_model_cannot_write_is_chosen_by_the_seed() -> None:
    pen = FakePen(lambda _: "x", SMALL)
    assert filled(pen, slot(language="fr")).chooser == "talebook"
    assert pen.requests == []


def test_the_grammar_quotes_its_items() -> None:
    assert choice_grammar(('say "hello"',)) == 'root ::= " say \\"hello\\"."'
