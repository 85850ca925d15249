"""Prompts in which two do something: both are there, and the deed is kept."""

import pytest

from raconteur.craft import write
from raconteur.craft.brief import Brief
from raconteur.craft.reading import read
from raconteur.craft.sample import NoPen
from raconteur.craft.values import Phrase


@pytest.mark.parametrize(
    ("language", "prompt", "again"),
    [
        ("en", "Mia and Tom build a boat", "built a boat with Tom"),
        ("en", "Mia & Tom build a boat", "built a boat with Tom"),
        ("en", "Mia and Tom are building a boat", "was building a boat with Tom"),
        ("en", "Mia, Tom and Leo build a rocket", "built a rocket with Tom and Leo"),
        ("en", "Pip the mole and Bo the owl bake a pie together", "baked a pie with Bo"),
        ("en", "Ann and her dog Bo, who are friends, plant a tree", "planted a tree with Bo"),
        ("fr", "Mia et Tom construisent un bateau", "construisit un bateau avec Tom"),
        ("fr", "Tom construit un bateau avec Mia", "construisit un bateau avec Mia"),
        ("fr", "Mia et Tom ont construit un bateau", "construisit un bateau avec Tom"),
        ("fr", "Mia, Tom et Léo bâtissent un château", "bâtit un château avec Tom et Léo"),
        (
            "fr",
            "Mia et Tom sont en train de creuser un puits",
            "se mit à creuser un puits avec Tom",
        ),
    ],
)
def test_what_two_do_is_told_of_both(language: str, prompt: str, again: str) -> None:
    premise = read(Brief(prompt, language, 200, 3, "guided"))
    event = premise.values["event"]
    assert isinstance(event, Phrase)
    assert event.again == again


@pytest.mark.parametrize(
    ("language", "prompt", "deed"),
    [
        ("en", "A fox and a hen build a raft", "built a raft with a hen called"),
        ("en", "two foxes dig a tunnel", "dug a tunnel with another fox called"),
        ("fr", "Un renard et une poule construisent un radeau", "avec une poule appelée"),
    ],
)
def test_the_second_is_introduced_where_they_begin(language: str, prompt: str, deed: str) -> None:
    brief = Brief(prompt, language, 250, 1, "guided")
    text = "".join(piece.text for piece in write(brief, "", None, None, NoPen()))
    assert deed in text
    companion = read(brief).companion
    assert companion
    assert text.count(companion.name or "?") > 2


def test_one_alone_stays_alone() -> None:
    event = read(Brief("Mia builds a boat", "en", 200, 3, "guided")).values["event"]
    assert event == Phrase("built a boat", given=True)
