"""Wishes for what comes next."""

import pytest

from raconteur.craft import write
from raconteur.craft.brief import Brief
from raconteur.craft.reading.before import cast_before, read_wish
from raconteur.craft.reading.premise import Premise
from raconteur.craft.reading.wishes import as_wished
from raconteur.craft.sample import NoPen
from raconteur.craft.values import Person
from raconteur.craft.vocabulary import count_words

BEFORE = {
    "en": "Once there was a hedgehog called Pip, who lived with an owl called Hazel. All was well.",
    "fr": "Il y avait un hérisson appelé Pip et une chouette appelée Hulotte. Tout alla bien.",
}
PROMPT = {"en": "A hedgehog who is afraid of the dark", "fr": "Un hérisson qui a peur du noir"}


def brief(wish: str, language: str = "en") -> Brief:
    prompt, before = PROMPT[language], BEFORE[language]
    return Brief(
        prompt, language, 300, 2, "guided", kind="continuation", instruction=wish, before=before
    )


def wished(wish: str, language: str = "en") -> tuple[Premise, Person | None]:
    asked = brief(wish, language)
    known = cast_before(asked)
    return read_wish(asked, known.hero, known.companion)


@pytest.mark.parametrize(
    ("language", "wish", "tone", "words"),
    [
        ("en", "make it funnier", "playful", 300),
        ("en", "Please make it a bit scarier!", "wild", 300),
        ("en", "less scary", "calm", 300),
        ("en", "shorter please", None, 195),
        ("fr", "plus court", None, 195),
        ("fr", "Rends-le plus drôle", "playful", 300),
        ("fr", "plus long et plus calme", "calm", 420),
    ],
)
def test_the_manner_is_as_wished(language: str, wish: str, tone: str | None, words: int) -> None:
    made = as_wished(brief(wish, language))
    assert (made.tone, made.words) == (tone, words)


def test_what_is_wished_shorter_is_shorter() -> None:
    text = "".join(piece.text for piece in write(brief("shorter"), "", None, None, NoPen()))
    assert count_words(text) < 230


@pytest.mark.parametrize(
    ("language", "wish"),
    [
        ("en", "make it funnier"),
        ("en", "happy ending"),
        ("en", "go on"),
        ("en", "in the style of Roald Dahl"),
        ("en", "Tell it from the snail's point of view"),
        ("fr", "plus court"),
        ("fr", "la suite"),
        ("fr", "une fin heureuse"),
        ("fr", "plus de dialogues"),
    ],
)
def test_a_wish_about_the_manner_brings_nobody_and_nothing(language: str, wish: str) -> None:
    premise, newcomer = wished(wish, language)
    assert newcomer is None
    assert premise.kind is None


@pytest.mark.parametrize(
    ("language", "wish", "kind"),
    [
        ("en", "with more dragons", "dragon"),
        ("en", "add a dragon", "dragon"),
        ("en", "a dragon comes", "dragon"),
        ("en", "🐉", "dragon"),
        ("fr", "avec plus de dragons", "dragon"),
        ("fr", "ajoute une sirène", "sirène"),
        ("fr", "un dragon arrive", "dragon"),
    ],
)
def test_whoever_is_named_comes_along(language: str, wish: str, kind: str) -> None:
    premise, newcomer = wished(wish, language)
    assert newcomer
    assert newcomer.kind
    assert newcomer.kind.text == kind
    assert kind in str(getattr(premise.values["event"], "text", ""))


@pytest.mark.parametrize(
    ("wish", "kind", "value"),
    [
        ("a dragon brings a cake", "event", "met a dragon, who brought a cake"),
        ("Pip should find a treasure", "quest", "find a treasure"),
        ("and then a storm comes", "event", "was woken by a storm"),
        ("They build a raft", "event", "built a raft with Hazel"),
    ],
)
def test_what_is_to_happen_happens(wish: str, kind: str, value: str) -> None:
    premise, _ = wished(wish)
    assert premise.kind == kind
    assert [getattr(v, "text", None) for v in premise.values.values()] == [value]
