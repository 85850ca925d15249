"""French sentences: elisions, contractions, agreement."""

import random

from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief
from raconteur.craft.french import French
from raconteur.craft.guided import write
from raconteur.craft.render import Renderer
from raconteur.craft.sample import NoPen
from raconteur.craft.values import Both, Noun, Person, Phrase, Place, Scene, Value

LUNETTES = Noun("lunettes", "f", plural=True)


def said(template: str, **values: Value) -> str:
    """The template as French text, with Alice the mouse as its hero."""
    book = open_book("fr")
    alice = Person("Alice", Noun("souris", "f"), "f", "pattes", ("petite",))
    tom = Person("Tom", Noun("hérisson", "m"), "m", "pattes")
    scene = Scene({"hero": alice, "companion": tom, "both": Both(alice, tom), **values})
    return Renderer(French(book), scene).text(template, random.Random(1))


def test_a_name_that_begins_with_a_vowel_is_elided() -> None:
    assert (
        said("La peur de {hero}, et ce que {hero} dit.") == "La peur d’Alice, et ce qu’Alice dit."
    )


def test_de_and_a_contract_with_the_article() -> None:
    fear = Phrase("le noir")
    assert (
        said("Peur de {fear}. On pense à {fear}.", fear=fear) == "Peur du noir. On pense au noir."
    )
    fear = Phrase("aller seul")
    assert said("Elle avait peur de {fear}.", fear=fear) == "Elle avait peur d’aller seul."


def test_an_object_pronoun_is_elided_before_a_vowel_only() -> None:
    assert said("On {hero.le} aimait.") == "On l’aimait."
    assert said("On {hero.le} voyait.") == "On la voyait."
    template = "{thing.son} ne {hero.le} {thing#quittait/quittaient} jamais."
    assert said(template, thing=LUNETTES) == "Ses lunettes ne la quittaient jamais."


def test_an_aspirated_h_keeps_its_article() -> None:
    assert (
        said("{companion.def} et le nez de {companion.def}.")
        == "Le hérisson et le nez du hérisson."
    )


def test_things_agree_in_gender_and_number() -> None:
    template = "{thing.son} {thing#était/étaient} {thing|perdu/perdue}, et on {thing.le} cherchait."
    assert said(template, thing=LUNETTES) == "Ses lunettes étaient perdues, et on les cherchait."
    umbrella = Noun("parapluie", "m")
    assert said(template, thing=umbrella) == "Son parapluie était perdu, et on le cherchait."


def test_two_of_different_genders_are_masculine_together() -> None:
    assert said("{both.ils} étaient {both|contents/contentes}.") == "Ils étaient contents."


def test_a_place_contracts_with_its_preposition() -> None:
    place = Place("au bord de", "un lac", "le lac")
    text = said("{place.first}, puis {place}.", place=place)
    assert text == "Au bord d’un lac, puis au bord du lac."


def test_marks_that_tell_the_gender_of_an_item_are_never_told() -> None:
    for seed in range(30):
        brief = Brief("une fête", "fr", 400, seed, "guided")
        text = "".join(piece.text for piece in write(brief, "", None, None, NoPen()))
        assert "(m)" not in text
        assert "(f)" not in text


def test_french_marks_stand_behind_a_narrow_space() -> None:
    assert said("« {hero} ? » demanda-t-on.") == "«\u202fAlice\u202f?\u202f» demanda-t-on."
