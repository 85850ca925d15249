import random

import pytest

from raconteur.craft.english import article, ing, title_case
from raconteur.craft.grammar import FormError, grammar
from raconteur.craft.render import Renderer
from raconteur.craft.values import Both, Gender, Noun, Person, Phrase, Place, Scene


def scene(gender: Gender = "m", thing: str = "umbrella", many: bool = False) -> Scene:
    pip = Person("Pip", Noun("hedgehog"), gender, "paws", ("old",))
    zoe = Person("Zoé", Noun("girl", "f"), "f", "hands")
    return Scene(
        {
            "hero": pip,
            "companion": zoe,
            "both": Both(pip, zoe),
            "thing": Noun(thing, plural=many),
            "deed": Phrase("tie a bow"),
            "place": Place("in", "an old barn", "the old barn"),
        }
    )


def said(text: str, where: Scene | None = None) -> str:
    return Renderer(grammar("en"), where or scene()).text(text, random.Random(1))


def test_an_introduction_is_made_once() -> None:
    assert said("{hero.intro} met {hero.intro}.") == "An old hedgehog called Pip met Pip."


def test_pronouns_and_verbs_follow_the_gender() -> None:
    assert said("{hero.he} {hero#was/were} late.", scene("n")) == "They were late."
    assert said("{hero.he} {hero#was/were} late.", scene("f")) == "She was late."


def test_articles_fit_what_follows() -> None:
    assert said("It was a {thing}.") == "It was an umbrella."
    assert said("{thing.indef} and {thing.it}", scene(thing="boots", many=True)) == (
        "Some boots and them"
    )


def test_a_place_is_new_once() -> None:
    assert said("{place.first} or {place}; {place.def}") == (
        "In an old barn or in the old barn; the old barn"
    )


def test_sentences_begin_with_a_capital_but_not_after_a_question_in_speech() -> None:
    assert said("“Why?” {hero.he} asked. {hero.he} left.") == "“Why?” he asked. He left."
    assert said("“Why?” {Hero.he} left.") == "“Why?” He left."


def test_two_people_share_a_name() -> None:
    assert said("{both} sat down.") == "Pip and Zoé sat down."


@pytest.mark.parametrize(
    ("verb", "doing"),
    [("tie a bow", "tying a bow"), ("swim", "swimming"), ("dance", "dancing"), ("see", "seeing")],
)
def test_a_verb_can_be_going_on(verb: str, doing: str) -> None:
    assert ing(verb) == doing


@pytest.mark.parametrize(
    ("noun", "made"),
    [
        ("owl", "an owl"),
        ("unicorn", "a unicorn"),
        ("hour", "an hour"),
        ("one-eyed cat", "a one-eyed cat"),
    ],
)
def test_an_or_a(noun: str, made: str) -> None:
    assert article(noun) == made


def test_a_form_that_is_not_there_is_refused() -> None:
    with pytest.raises(FormError):
        said("{thing.he}")
    with pytest.raises(FormError):
        said("{nobody}")


def test_a_title_has_its_capitals() -> None:
    assert title_case("a letter to the dark") == "A Letter to the Dark"
