import random

import pytest

from raconteur.craft.grammar import grammar
from raconteur.craft.render import Renderer
from raconteur.craft.values import Both, Noun, Person, Place, Scene

N = "\u202f"


def scene(thing: str = "une échelle", hero: str = "Alice") -> Scene:
    girl = Person(hero, Noun("fille", "f"), "f", "mains", ("petite",))
    owl = Person("Max", Noun("hérisson", "m"), "m", "pattes")
    return Scene(
        {
            "hero": girl,
            "companion": owl,
            "both": Both(girl, owl),
            "thing": grammar("fr").noun(thing),
            "place": Place("au bord de", "le lac", "le lac"),
        }
    )


def said(text: str, where: Scene | None = None) -> str:
    return Renderer(grammar("fr"), where or scene()).text(text, random.Random(1))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("le chapeau de {hero}", "le chapeau d’Alice"),
        ("le chapeau de {companion.def}", "le chapeau du hérisson"),
        ("il dit que {hero} dort", "il dit qu’Alice dort"),
        ("lorsque {hero.il} vint", "lorsqu’elle vint"),
        ("si {companion.il} veut", "s’il veut"),
        ("il {hero.le} aimait", "il l’aimait"),
        ("il {hero.le} vit", "il la vit"),
        ("{place}", "Au bord du lac"),
        ("à {companion.def}", "au hérisson"),
        ("c’est {thing.son}", "c’est son échelle"),
        ("{companion.ce}", "Ce hérisson"),
        ("{hero|petit/petite} et {both|contents/contentes}", "Petite et contents"),
        ("{hero.intro} vit {hero.intro}", "Une petite fille appelée Alice vit Alice"),
    ],
)
def test_seams_are_mended(written: str, read: str) -> None:
    assert said(written).capitalize() == read.capitalize()


def test_plural_things_agree_in_everything() -> None:
    glasses = scene("des lunettes (f)")
    text = "{thing.son} {thing#était/étaient} {thing|perdu/perdue} ; {hero.il} {thing.le} chercha"
    assert said(text, glasses) == f"Ses lunettes étaient perdues{N}; elle les chercha"


def test_narrow_spaces_stand_before_high_marks_and_inside_quotes() -> None:
    assert said("« Où ? » dit-il ; « là ! »") == (f"«{N}Où{N}?{N}» dit-il{N}; «{N}là{N}!{N}»")


def test_a_name_inside_quotes_has_one_narrow_space() -> None:
    assert said("« {hero} ! »") == f"«{N}Alice{N}!{N}»"
