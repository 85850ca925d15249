import pytest

from raconteur.craft.template import Agree, Field, OneOf, TemplateError, mentions, parse


def test_a_sentence_without_holes_stays_as_it_is() -> None:
    assert parse("It rained.") == ("It rained.",)


def test_holes_are_names_forms_and_owners() -> None:
    assert parse("{hero} {hero.he} {hero's} {Hero.he}")[::2] == (
        Field("hero", ""),
        Field("hero", "he"),
        Field("hero", "'s"),
        Field("hero", "he", capital=True),
    )


def test_agreement_is_by_gender_or_by_number() -> None:
    assert parse("{hero|petit/petite}{thing#was/were}") == (
        Agree("hero", "gender", ("petit", "petite")),
        Agree("thing", "number", ("was", "were")),
    )


def test_one_of_several_is_drawn() -> None:
    assert parse("{~ softly / in a low voice}") == (OneOf(("softly", "in a low voice")),)


@pytest.mark.parametrize("wrong", ["{hero", "hero}", "{}", "{hero he}", "{~ alone}", "{a|b}"])
def test_what_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(TemplateError):
        parse(wrong)


def test_a_sentence_says_whom_it_mentions() -> None:
    assert mentions("{hero} saw {thing.indef}.") == {"hero", "thing"}
