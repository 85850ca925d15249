"""How long a sentence will be, known before it is written."""

import pytest

from raconteur.craft.grammar import grammar
from raconteur.craft.lengths import Lengths
from raconteur.craft.values import Noun, Person, Scene, Value

PIP = Person("Pip", Noun("hedgehog"), "m", "paws")
VALUES: dict[str, Value] = {"hero": PIP, "thing": Noun("red wool hat")}


def lengths(*known: str) -> Lengths:
    return Lengths(grammar("en"), Scene(VALUES), set(known))


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", 0),
        ("Once there was a road.", 5),
        ("{Hero} looked for {thing.def}.", 7),
        ("“{thing.def}?” said {hero.he} — and nothing more.", 9),
        ("{Hero's} hat {thing#was/were} gone.", 4),
        ("It was {~ late / very late / far too late}.", 4),
    ],
)
def test_words_are_counted_as_they_will_stand(template: str, words: int) -> None:
    assert lengths("hero")(template) == words


def test_an_introduction_is_longer_than_a_name() -> None:
    assert lengths()("{Hero.intro} slept.") == 5
    assert lengths("hero")("{Hero.intro} slept.") == 2


def test_what_the_model_has_yet_to_choose_counts_as_a_thing() -> None:
    assert lengths("hero")("{Hero} took {find.def}.") == 4
