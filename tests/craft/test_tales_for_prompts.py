"""Which tale is told for which prompt: what is cooked, what is made, who is lost."""

import pytest

from raconteur.craft import write
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.plan import make
from raconteur.craft.sample import NoPen

ZOÉ = Reader("Zoé", 6)


def first_tales(prompt: str, language: str) -> list[str]:
    """The tales that open a story, of twenty seeds."""
    tales = []
    for seed in range(20):
        plan = make(Brief(prompt, language, 200, seed, "guided", readers=(ZOÉ,)))
        chapters = plan["chapters"]
        assert isinstance(chapters, list)
        tales.append(str(chapters[0]["tale"]))
    return tales


@pytest.mark.parametrize(
    ("language", "prompt", "tale"),
    [
        ("en", "My grandma and I are making soup for the whole street", "event.table"),
        ("en", "Mum and I baked a cake", "event.table"),
        ("en", "My brother and I made a lantern", "event.made"),
        ("en", "Dad and I built a boat", "event.made"),
        ("fr", "Ma grand-mère et moi préparons une soupe", "event.tablee"),
        ("fr", "Papa et moi, on fait des crêpes", "event.tablee"),
        ("fr", "Papa et moi construisons un bateau", "event.fabrique"),
        ("fr", "Mamie et moi, on tricote une écharpe", "event.fabrique"),
    ],
)
def test_what_is_made_every_day_is_told_as_such(language: str, prompt: str, tale: str) -> None:
    told = first_tales(prompt, language)
    assert told.count(tale) > 10
    assert not {"event.nobody", "event.temoin"} & set(told)


@pytest.mark.parametrize(
    ("language", "prompt", "tale"),
    [
        ("en", "A pirate captain who lost her parrot", "quest.behind"),
        ("en", "My grandpa is lost in the shop", "quest.behind"),
        ("en", "Our cat is missing", "quest.behind"),
        ("en", "Lea is looking for her friend Max", "quest.behind"),
        ("fr", "Une capitaine pirate qui a perdu son perroquet", "quest.cuillere"),
        ("fr", "Mon chien s'est sauvé", "quest.cuillere"),
        ("fr", "On cherche Papi dans le magasin", "quest.cuillere"),
    ],
)
def test_somebody_lost_is_found_and_greeted(language: str, prompt: str, tale: str) -> None:
    assert set(first_tales(prompt, language)) == {tale}


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("en", "A pirate looking for a treasure"),
        ("en", "A bear who lost his hat"),
        ("en", "A girl who wants to see the sea"),
        ("fr", "Un pirate à la recherche d'un trésor"),
        ("fr", "Un ours a perdu son chapeau"),
    ],
)
def test_a_thing_is_not_hugged(language: str, prompt: str) -> None:
    assert not {"quest.behind", "quest.cuillere"} & set(first_tales(prompt, language))


@pytest.mark.parametrize("words", [150, 300, 400])
@pytest.mark.parametrize(
    ("language", "prompt", "said"),
    [
        ("en", "A pirate captain who lost her parrot", "find her parrot"),
        ("fr", "Mon chien s'est sauvé", "retrouver son chien"),
    ],
)
def test_the_one_who_is_lost_is_named(language: str, prompt: str, said: str, words: int) -> None:
    brief = Brief(prompt, language, words, 5, "guided", readers=(ZOÉ,))
    text = "".join(piece.text for piece in write(brief, "", None, None, NoPen()))
    assert said in text
