"""Reading ease on graded samples of our own writing."""

import pytest

from raconteur.craft.fitness import band_of, judge, measure
from raconteur.craft.fitness.level import count

GRADED = {
    "en": (
        "Sam had a red cup. The cup was on the mat. A cat came in. It saw the cup. The cat sat on "
        "the mat and put its nose in the cup. “My milk!” said Sam. The cat ran out. Sam ran too.",
        "The old lighthouse stood on a small island, and nobody had climbed its stairs for years. "
        "When Nora rowed across with her brother, they found a door that was half open. Inside, "
        "somebody had left a kettle, two cups and a letter with their names on it.",
        "The voyage had been put off for several weeks because the captain insisted on testing "
        "every instrument himself. His companions, who had run out of patience, spent the "
        "afternoons repairing boats and arguing about the way across the northern mountains.",
        "Considering the extraordinary complexity of contemporary international institutions, the "
        "commission unanimously recommended a fundamental reorganisation of administrative "
        "responsibilities, accompanied by an independent evaluation of previously implemented "
        "regulations and their unanticipated socioeconomic consequences.",
    ),
    "fr": (
        "Tom a un sac. Le sac est gros. Le chat va dans le sac. Tom dit : « Sors de là ! » Le "
        "chat ne sort pas. Il dort. Tom rit. Il prend le sac et le pose près du feu. Bonne nuit.",
        "Le vieux phare se dressait sur une petite île, et personne ne montait plus son escalier "
        "depuis des années. Quand Nora y alla en barque avec son frère, la porte était "
        "entrouverte. Dedans, quelqu’un avait laissé une bouilloire, deux tasses et une lettre à "
        "leur nom.",
        "L’expédition avait été retardée de plusieurs semaines parce que le capitaine tenait à "
        "vérifier lui-même chacun des instruments. Ses compagnons, dont la patience était épuisée, "
        "passaient les après-midi à réparer le matériel et à discuter de la traversée du plateau.",
        "Considérant la complexité extraordinaire des institutions internationales contemporaines, "
        "la commission recommanda unanimement une réorganisation fondamentale des responsabilités "
        "administratives, accompagnée d’une évaluation indépendante des réglementations "
        "précédemment appliquées et de leurs conséquences socioéconomiques imprévisibles.",
    ),
}
READERS = (5, 8, 12, 30)


@pytest.mark.parametrize("language", GRADED)
def test_what_is_written_for_older_readers_measures_harder(language: str) -> None:
    eases = [level.ease for text in GRADED[language] if (level := measure(text, language))]
    assert len(eases) == 4
    assert eases == sorted(eases, reverse=True)


@pytest.mark.parametrize("language", GRADED)
def test_each_sample_is_within_the_band_it_was_written_for(language: str) -> None:
    for text, age in zip(GRADED[language], READERS, strict=True):
        level = measure(text, language)
        assert level is not None
        assert level.within(band_of(age))


@pytest.mark.parametrize("language", GRADED)
def test_and_beyond_the_band_of_the_youngest_who_cannot_read_it(language: str) -> None:
    for text in GRADED[language][2:]:
        level = measure(text, language)
        assert level is not None
        assert not level.within(band_of(5))
        assert not judge(text, language, 5, where="whole").fit


def test_a_hard_piece_is_shown_and_only_a_whole_story_is_too_hard() -> None:
    assert judge(GRADED["en"][3], "en", 5, where="piece").fit


def test_nothing_is_too_easy() -> None:
    level = measure(GRADED["en"][0], "en")
    assert level is not None
    assert level.within(band_of("adult"))


def test_a_few_words_and_another_language_are_not_measured() -> None:
    assert measure("One two three.", "en") is None
    assert measure(GRADED["en"][1], "de") is None


@pytest.mark.parametrize(
    ("word", "language", "syllables"),
    [
        ("cat", "en", 1), ("house", "en", 1), ("little", "en", 2), ("table", "en", 2),
        ("jumped", "en", 1), ("wanted", "en", 2), ("umbrella", "en", 3), ("elephant", "en", 3),
        ("chat", "fr", 1), ("maison", "fr", 2), ("table", "fr", 1), ("marchent", "fr", 1),
        ("parapluie", "fr", 3), ("la", "fr", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, language: str, syllables: int) -> None:
    assert count(word, language) == syllables
