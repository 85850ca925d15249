"""What French prompts are read to mean."""

from raconteur.craft.brief import Brief, Reader
from raconteur.craft.reading import Premise, read
from raconteur.craft.values import Person


def reading(prompt: str) -> Premise:
    """The premise of a prompt asked for by Zoé, who is five."""
    return read(Brief(prompt, "fr", 300, 1, "guided", readers=(Reader("Zoé", 5),)))


def given(premise: Premise, slot: str) -> str:
    """The words of what the prompt gives."""
    return str(getattr(premise.values.get(slot), "text", None))


def kind_of(person: Person | None) -> str:
    return person.kind.text if person and person.kind else ""


def test_who_takes_a_thing_is_no_hero() -> None:
    premise = reading("Une pie a volé la montre du roi")
    assert premise.kind == "stolen"
    assert premise.hero is not None
    assert premise.hero.name == "Zoé"
    assert kind_of(premise.values["rogue"]) == "pie"  # type: ignore[arg-type]


def test_a_broken_thing_does_not_own_itself() -> None:
    premise = reading("Le doudou de Jules est déchiré")
    assert (premise.kind, given(premise, "thing")) == ("broken", "doudou")
    assert kind_of(premise.hero) == "fille"


def test_whose_thing_is_missing_is_the_hero() -> None:
    premise = reading("La couronne du roi Gustave a disparu")
    assert (premise.kind, given(premise, "thing")) == ("lost", "couronne")
    assert premise.hero is not None
    assert (premise.hero.name, kind_of(premise.hero)) == ("Gustave", "roi")


def test_a_trade_behind_a_kind_describes_it() -> None:
    premise = reading("Une souris astronaute découvre une planète en fromage")
    assert premise.hero is not None
    assert (kind_of(premise.hero), premise.hero.after) == ("souris", "astronaute")
    assert premise.companion is None


def test_those_who_become_friends_were_lonely() -> None:
    premise = reading("Une fourmi et un éléphant deviennent amis")
    assert premise.kind == "lonely"
    assert (kind_of(premise.hero), kind_of(premise.companion)) == ("fourmi", "éléphant")


def test_where_somebody_wants_to_be_is_not_where_the_story_begins() -> None:
    premise = reading("Une girafe qui veut chanter dans un chœur")
    assert (premise.kind, given(premise, "quest")) == ("quest", "chanter dans un chœur")
    assert premise.place is None


def test_a_dream_gets_its_article() -> None:
    premise = reading("Un pingouin qui habite dans un frigo et qui rêve de plage")
    assert given(premise, "quest") == "voir la plage"


def test_a_relative_is_called_by_the_word_itself() -> None:
    premise = reading("Hugo apprend à faire du vélo avec son papi")
    assert given(premise, "deed") == "faire du vélo"
    assert premise.companion is not None
    assert (premise.companion.name, premise.companion.kind) == ("Papi", None)


def test_a_fear_may_be_something_that_one_does() -> None:
    premise = reading("Lina entre au CP et a peur de se perdre dans l'école")
    assert (premise.kind, given(premise, "fear")) == ("fear", "se perdre dans l’école")
    assert premise.companion is None


def test_what_somebody_no_longer_does_is_to_be_learned_again() -> None:
    premise = reading("Une luciole qui ne brille plus")
    assert (premise.kind, given(premise, "deed")) == ("cannot_yet", "briller")
