"""Prompts that a child or a parent tells of themselves: "Grandma and I are making soup"."""

import pytest

from raconteur.craft import write
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.reading import read
from raconteur.craft.reading.conjugation import of_me, of_us
from raconteur.craft.reading.premise import Premise
from raconteur.craft.sample import NoPen


def reading(prompt: str, language: str, *readers: Reader) -> Premise:
    return read(Brief(prompt, language, 250, 3, "guided", readers=readers or (Reader("Zoé", 6),)))


@pytest.mark.parametrize(
    ("language", "prompt", "companion", "event", "again"),
    [
        (
            "en",
            "My grandma and I are making soup for the whole street",
            "her grandma",
            "was making soup for the whole street with her grandma",
            "was making soup for the whole street with Grandma",
        ),
        ("en", "Mum and I baked a cake", "her mum", "baked a cake with her mum", None),
        ("en", "Dad and I went fishing", "her dad", "went fishing with her dad", None),
        (
            "en",
            "Me and Dad are building a kite",
            "her dad",
            "was building a kite with her dad",
            None,
        ),
        (
            "en",
            "We went to the sea with Grandpa",
            "her grandpa",
            "went to the sea with her grandpa",
            None,
        ),
        ("en", "I built a tower with my dad", "her dad", "built a tower with her dad", None),
        (
            "en",
            "My mum, my dad and I built a raft",
            "her mum",
            "built a raft with her mum and Dad",
            None,
        ),
        (
            "en",
            "Last summer Grandpa and I saw a whale",
            "her grandpa",
            "saw a whale with her grandpa",
            None,
        ),
        (
            "en",
            "Tom baked a cake with Dad",
            "his dad",
            "baked a cake with his dad",
            "baked a cake with Dad",
        ),
        (
            "fr",
            "Papa et moi construisons un bateau",
            "son papa",
            "construisit un bateau avec son papa",
            "construisit un bateau avec Papa",
        ),
        (
            "fr",
            "Ma grand-mère et moi préparons une soupe",
            "sa grand-mère",
            "prépara une soupe avec sa grand-mère",
            "prépara une soupe avec Mamie",
        ),
        (
            "fr",
            "Avec Maman, on a planté un arbre",
            "sa maman",
            "planta un arbre avec sa maman",
            None,
        ),
        ("fr", "On est allés à la mer avec Papi", "son papi", "alla à la mer avec son papi", None),
        ("fr", "Papa et moi, on fait des crêpes", "son papa", "fit des crêpes avec son papa", None),
        (
            "fr",
            "Nous nous sommes promenés avec Mamie",
            "sa mamie",
            "se promena avec sa mamie",
            None,
        ),
        (
            "fr",
            "Je construis une fusée avec mon papa",
            "son papa",
            "construisit une fusée avec son papa",
            None,
        ),
    ],
)
def test_the_reader_does_it_with_the_other(
    language: str, prompt: str, companion: str, event: str, again: str | None
) -> None:
    premise = reading(prompt, language)
    assert premise.hero
    assert premise.companion
    assert premise.hero.name == ("Tom" if prompt.startswith("Tom") else "Zoé")
    assert premise.companion.intro == companion
    assert getattr(premise.values["event"], "text", None) == event
    assert again in (None, getattr(premise.values["event"], "again", None))


@pytest.mark.parametrize(
    ("language", "prompt", "intro", "event"),
    [
        (
            "en",
            "My brother and I found a frog",
            "her brother {}",
            "found a frog with her brother {}",
        ),
        (
            "en",
            "My friend Tom and I saw a whale",
            "her friend {}",
            "saw a whale with her friend {}",
        ),
        ("en", "Me and my dog dig a hole", "her dog {}", "dug a hole with her dog {}"),
        (
            "fr",
            "Mon frère et moi avons trouvé une grenouille",
            "son frère {}",
            "trouva une grenouille avec son frère {}",
        ),
        (
            "fr",
            "Moi et mon chien on part en voyage",
            "son chien {}",
            "partit en voyage avec son chien {}",
        ),
    ],
)
def test_a_brother_a_friend_a_dog_has_a_name(
    language: str, prompt: str, intro: str, event: str
) -> None:
    premise = reading(prompt, language)
    assert premise.companion
    name = premise.companion.name
    assert premise.companion.intro == intro.format(name)
    assert getattr(premise.values["event"], "text", None) == event.format(name)


@pytest.mark.parametrize(
    ("language", "prompt", "event"),
    [
        ("en", "We went to the sea", "went to the sea"),
        ("en", "We find a map and follow it", "found a map and followed it"),
        ("en", "I am digging a tunnel", "was digging a tunnel"),
        ("fr", "Nous sommes allés au zoo", "alla au zoo"),
        ("fr", "Nous faisons un gâteau et nous chantons", "fit un gâteau et chanta"),
        ("fr", "J'ai construit une cabane", "construisit une cabane"),
    ],
)
def test_where_nobody_else_is_named_the_companion_is_left_to_be_drawn(
    language: str, prompt: str, event: str
) -> None:
    premise = reading(prompt, language)
    assert premise.hero
    assert premise.hero.name == "Zoé"
    assert premise.companion is None
    assert premise.place is None
    assert getattr(premise.values["event"], "text", None) == event


@pytest.mark.parametrize(
    ("language", "prompt", "kind"),
    [("en", "Mum and I baked a cake", "girl boy"), ("fr", "Maman et moi dansons", "fille garçon")],
)
def test_where_no_reader_is_named_a_child_tells_it(language: str, prompt: str, kind: str) -> None:
    premise = read(Brief(prompt, language, 250, 3, "guided"))
    assert premise.hero
    assert premise.hero.kind
    assert premise.hero.kind.text in kind.split()
    assert premise.companion
    assert premise.companion.name in ("Mum", "Maman")


def test_what_somebody_did_is_no_we() -> None:
    premise = reading("On a volé la couronne du roi", "fr")
    assert premise.kind == "stolen"
    assert premise.hero
    assert premise.hero.kind
    assert premise.hero.kind.text == "roi"


def test_verbs_of_we_and_i_are_those_of_one() -> None:
    ours = ("mangeons", "commençons", "prenons", "buvons", "faisons", "avons", "maisons")
    assert [of_us(word) for word in ours] == [
        "mange",
        "commence",
        "prend",
        "boit",
        "fait",
        "a",
        None,
    ]
    assert [of_me(word) for word in ("construis", "peux", "ai", "mange")] == [
        "construit",
        "peut",
        "a",
        None,
    ]


@pytest.mark.parametrize(
    ("language", "prompt", "quest"),
    [
        ("en", "My dog ran away", "find her dog"),
        ("en", "Our cat is missing", "find her cat"),
        ("en", "My grandpa is lost in the shop", "find her grandpa"),
        ("en", "We can't find Grandpa in the supermarket", "find her grandpa"),
        ("en", "Zoé is looking for her friend Max", "find her friend Max"),
        ("en", "My teddy is missing", None),
        ("fr", "Mon chien s'est sauvé", "retrouver son chien"),
        ("fr", "Notre chat a disparu", "retrouver son chat"),
        ("fr", "On cherche Papi dans le magasin", "retrouver son papi"),
        ("fr", "J'ai perdu mon doudou", None),
    ],
)
def test_whoever_is_lost_is_looked_for(language: str, prompt: str, quest: str | None) -> None:
    premise = reading(prompt, language)
    assert premise.hero
    assert premise.hero.name == "Zoé"
    assert premise.kind == ("quest" if quest else "lost")
    assert getattr(premise.values.get("quest"), "text", None) == quest


def test_those_who_are_lost_with_dad_are_lost_both() -> None:
    premise = reading("On s'est perdus dans la forêt avec Papa", "fr")
    assert premise.kind == "astray"
    assert premise.companion
    assert premise.companion.intro == "son papa"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("language", "prompt", "never"),
    [
        ("en", "Mum and I built a boat", ("mum Mum", "were built", "Zoé were")),
        ("fr", "Papa et moi construisons un bateau", ("papa Papa", "construisons")),
    ],
)
def test_a_told_story_agrees(seed: int, language: str, prompt: str, never: tuple[str, ...]) -> None:
    brief = Brief(prompt, language, 200, seed, "guided", readers=(Reader("Zoé", 6),))
    text = "".join(piece.text for piece in write(brief, "", None, None, NoPen()))
    assert "Zoé" in text
    assert text.count("her mum" if language == "en" else "son papa") == 1
    assert not [words for words in never if words in text]


def test_two_doing_something_are_doing_it() -> None:
    event = reading("Tom and his grandfather going fishing on the lake", "en").values["event"]
    assert getattr(event, "text", None) == "was going fishing with his grandfather"
