import pytest

from raconteur.craft.brief import Brief, Reader
from raconteur.craft.reading import read
from raconteur.craft.reading.conjugation import to_past
from raconteur.craft.reading.premise import Premise


def reading(prompt: str, *readers: Reader) -> Premise:
    return read(Brief(prompt, "fr", 300, 1, "guided", readers=readers))


@pytest.mark.parametrize(
    ("prompt", "kind", "name", "value"),
    [
        ("Un hérisson qui a peur du noir", "fear", "fear", "le noir"),
        ("Léo a peur d'aller à l'école", "fear", "fear", "aller à l’école"),
        ("Un ours a perdu son chapeau dans la neige", "lost", "thing", "chapeau"),
        ("La couronne de la princesse a été volée par une pie", "stolen", "thing", "couronne"),
        ("La boulangère Odile a cassé son four", "broken", "thing", "four"),
        ("Gaspard le loup n'arrive pas à s'endormir", "cannot_yet", "deed", "s’endormir"),
        ("Un robot qui voulait voir la mer", "quest", "quest", "voir la mer"),
        ("Un caneton cherche sa maman", "astray", "quest", "retrouver sa maman"),
        ("Un pingouin ouvre une boutique", "event", "event", "ouvrit une boutique"),
    ],
)
def test_the_trouble_is_found(prompt: str, kind: str, name: str, value: str) -> None:
    premise = reading(prompt)
    assert premise.kind == kind
    assert getattr(premise.values[name], "text", None) == value


def test_a_reader_alone_at_school_is_lonely() -> None:
    assert reading("Une fille qui n'a pas d'amis").kind == "lonely"


def test_hero_companion_and_owner_are_told_apart() -> None:
    premise = reading("Un petit dragon et son amie la souris Lila")
    assert premise.hero
    assert premise.hero.kind
    assert premise.companion
    assert premise.hero.kind.text == "dragon"
    assert premise.hero.adjectives == ("petit",)
    assert premise.companion.name == "Lila"
    owner = reading("L'apprenti du magicien a perdu sa voix").hero
    assert owner
    assert owner.kind
    assert owner.kind.text == "apprenti"


@pytest.mark.parametrize(
    ("present", "past"),
    [
        ("trouve une clé et ouvre la porte", "trouva une clé et ouvrit la porte"),
        ("se perd", "se perdit"),
        ("s’endort", "s’endormit"),
        ("a trouvé un œuf", "trouva un œuf"),
        ("ne veut pas dormir", "ne voulait pas dormir"),
        ("mange une pomme", "mangea une pomme"),
    ],
)
def test_the_present_becomes_the_past_of_tales(present: str, past: str) -> None:
    assert to_past(present).startswith(past) or to_past(present) == past


@pytest.mark.parametrize("prompt", ["", "?!", "du de la", "L'", "d'", "qu'", "x" * 20000])
def test_any_prompt_can_be_read(prompt: str) -> None:
    reading(prompt, Reader("Zoé", 5))


@pytest.mark.parametrize(
    ("prompt", "hero", "kind", "value"),
    [
        ("C'est l'anniversaire d'Oscar", "Oscar", "event", "fêta son anniversaire"),
        ("Le doudou de Lise est déchiré", "Lise", "broken", "doudou"),
        ("Le cerf-volant de Tom est cassé", "Tom", "broken", "cerf-volant"),
        ("Nora a perdu son chien", "Nora", "quest", "retrouver son chien"),
    ],
)
def test_what_belongs_to_somebody_makes_its_owner_the_hero(
    prompt: str, hero: str, kind: str, value: str
) -> None:
    premise = reading(prompt)
    assert premise.hero
    assert premise.hero.name == hero
    assert premise.kind == kind
    assert [getattr(v, "text", None) for v in premise.values.values()] == [value]


def test_the_article_says_he_or_she() -> None:
    hero = reading("une capitaine pirate qui a perdu son perroquet").hero
    assert hero
    assert hero.gender == "f"
