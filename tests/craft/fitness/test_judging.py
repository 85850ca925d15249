"""The judge: reasons, what a reader avoids, and classifiers beside the rules."""

from collections.abc import Sequence

import pytest

from raconteur.craft.fitness import CATEGORIES, RULES, Classifier, Signal, Where, judge, sentence
from raconteur.craft.fitness.sentences import key


class Moderator:
    """A classifier as a moderation endpoint would be one."""

    name = "moderator"

    def __init__(self, *signals: Signal) -> None:
        self.signals = signals

    def classify(self, text: str, language: str, where: Where) -> Sequence[Signal]:
        return self.signals


def test_a_reason_names_category_severity_words_and_a_kind_sentence() -> None:
    (reason,) = judge("The hunter kills the wolf.", "en", 5, where="request").reasons
    assert (reason.category, reason.severity, reason.words) == ("violence", 2, "kills")
    assert reason.by == "rules"
    assert sentence(reason.sentence, "fr").startswith("Dans cette histoire")


def test_the_gravest_reason_comes_first_and_none_twice() -> None:
    found = judge("Idiot! He murders the king. He murders the queen.", "en", 5).reasons
    assert [reason.category for reason in found] == ["violence", "language"]


def test_a_story_that_stops_does_not_tell_its_reader_why() -> None:
    (reason,) = judge("The hunter kills the wolf.", "en", 5, where="piece").reasons
    assert reason.sentence == "story"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("category", [*CATEGORIES, "avoid", "level"])
def test_every_category_has_a_kind_sentence(category: str, language: str) -> None:
    for where in ("request", "piece", "whole"):
        said = sentence(key(category, where), language)
        assert said.endswith((".", "?"))


def test_a_language_without_sentences_of_its_own_is_told_in_english() -> None:
    assert sentence("story", "de") == sentence("story", "en")


@pytest.mark.parametrize(
    ("text", "avoid", "language"),
    [
        ("Two puppies played.", "dogs", "en"),
        ("Two p\u200buppies played.", "dogs", "en"),
        ("une ARAIGNEE", "les araignées", "fr"),
        ("ein Hund", "Hund", "de"),
    ],
)
def test_what_a_reader_avoids_is_refused_at_any_age(text: str, avoid: str, language: str) -> None:
    found = judge(text, language, "adult", avoid=(avoid,))
    assert [reason.category for reason in found.reasons] == ["avoid"]
    assert judge(text, language, "adult").fit


def test_an_empty_wish_to_avoid_refuses_nothing() -> None:
    assert judge("A duck.", "en", 5, avoid=("", " ", "the")).fit


def test_a_classifier_is_heard_beside_the_rules() -> None:
    moderator: Classifier = Moderator(Signal("fear", 2, 0.9))
    found = judge("A quiet evening.", "en", 5, classifiers=(RULES, moderator))
    assert [(reason.category, reason.by) for reason in found.reasons] == [("fear", "moderator")]
    assert judge("A quiet evening.", "en", 9, classifiers=(RULES, moderator)).fit


def test_a_classifier_that_is_not_sure_is_not_heard() -> None:
    assert judge("A quiet evening.", "en", 5, classifiers=(Moderator(Signal("fear", 2, 0.2)),)).fit


def test_a_classifier_cannot_excuse_what_the_rules_found() -> None:
    assert not judge("He kills her.", "en", 5, classifiers=(RULES, Moderator())).fit
