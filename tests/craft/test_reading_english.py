import pytest

from raconteur.craft.brief import Brief, Reader
from raconteur.craft.reading import read
from raconteur.craft.reading.premise import Premise


def reading(prompt: str, *readers: Reader, seed: int = 1) -> Premise:
    return read(Brief(prompt, "en", 300, seed, "guided", readers=readers))


def kind_of(premise: Premise) -> str | None:
    return premise.hero.kind.text if premise.hero and premise.hero.kind else None


@pytest.mark.parametrize(
    ("prompt", "kind", "name", "value"),
    [
        ("A hedgehog who is afraid of the dark", "fear", "fear", "the dark"),
        ("a knight scared of horses who must cross the forest", "fear", "fear", "horses"),
        ("A bear that lost his hat in the snow", "lost", "thing", "hat"),
        ("The princess's crown has been stolen by a magpie", "stolen", "thing", "crown"),
        ("A witch whose broom is broken", "broken", "thing", "broom"),
        ("A little dragon who can't breathe fire", "cannot_yet", "deed", "breathe fire"),
        ("A robot who wanted to see the ocean", "quest", "quest", "see the ocean"),
        ("A puppy gets lost in the city", "astray", "quest", "find the way home"),
        ("A girl finds a map and follows it", "event", "event", "found a map and followed it"),
        ("A boy who doesn't want to go to bed", "event", "event", "did not want to go to bed"),
    ],
)
def test_the_trouble_is_found(prompt: str, kind: str, name: str, value: str) -> None:
    premise = reading(prompt)
    assert premise.kind == kind
    assert getattr(premise.values[name], "text", None) == value


def test_a_lonely_hero_is_lonely() -> None:
    assert reading("a snowman who has no friends").kind == "lonely"


def test_the_first_is_the_hero_and_the_second_the_companion() -> None:
    premise = reading("A fox called Rusty and his friend the snail build a boat")
    assert premise.hero
    assert premise.companion
    assert (premise.hero.name, kind_of(premise)) == ("Rusty", "fox")
    assert premise.companion.kind
    assert premise.companion.kind.text == "snail"


def test_an_unnamed_kind_gets_a_name_and_the_prompt_its_pronoun() -> None:
    premise = reading("A penguin who lost her scarf")
    assert premise.hero
    assert premise.hero.name
    assert premise.hero.gender == "f"


def test_a_teapot_is_a_hero_when_it_does_something() -> None:
    assert kind_of(reading("A teapot who wants to sail")) == "teapot"
    assert kind_of(reading("A boy breaks a teapot")) == "boy"


def test_a_strange_creature_that_acts_is_a_hero() -> None:
    assert kind_of(reading("A zorbling who is afraid of cheese")) == "zorbling"


def test_a_dragon_egg_is_no_dragon() -> None:
    assert kind_of(reading("A girl finds a dragon egg")) == "girl"


def test_a_prompt_about_oneself_is_about_the_reader() -> None:
    premise = reading("I lost my tooth today!", Reader("Zoé", 5))
    assert premise.hero
    assert premise.hero.name == "Zoé"
    assert premise.kind == "lost"


def test_asking_politely_is_not_part_of_the_story() -> None:
    premise = reading("Could you please write me a funny story about a goat that sings?")
    assert kind_of(premise) == "goat"


def test_the_place_is_new_first_and_known_later() -> None:
    premise = reading("A crab lives in an old lighthouse and loses his key")
    assert premise.place
    assert (premise.place.first, premise.place.later) == (
        "an old lighthouse",
        "the old lighthouse",
    )


def test_a_time_is_no_place() -> None:
    assert reading("An owl gets lost in the morning").place is None


def test_a_hero_to_avoid_is_not_taken() -> None:
    premise = reading("A spider who lost her hat", Reader("Zoé", 5, avoid=("spiders",)))
    assert premise.hero
    assert premise.hero.name == "Zoé"


def test_a_trouble_to_avoid_is_not_taken() -> None:
    premise = reading("A fox afraid of thunder", Reader("Zoé", 5, avoid=("thunder",)))
    assert premise.kind != "fear"


@pytest.mark.parametrize("prompt", ["", "   ", "?!", "🦔", "x" * 20000, "the of and", "1234"])
def test_any_prompt_can_be_read(prompt: str) -> None:
    reading(prompt, Reader("Zoé", 5))


def test_two_sisters_are_a_girl_and_her_sister() -> None:
    premise = reading("Two sisters find a map in their grandmother's attic")
    assert premise.hero
    assert premise.companion
    assert kind_of(premise) == "girl"
    assert premise.companion.intro == f"her sister {premise.companion.name}"


def test_the_place_is_not_said_again_in_what_happened() -> None:
    premise = reading("A penguin opens a shop in the desert")
    assert premise.place
    assert getattr(premise.values["event"], "text", None) == "opened a shop"


def test_somebody_met_is_introduced_where_they_are_met() -> None:
    premise = reading("An old sailor befriends a whale")
    assert premise.companion
    event = premise.values["event"]
    assert getattr(event, "text", "") == f"befriended a whale called {premise.companion.name}"
    assert getattr(event, "again", "") == f"befriended {premise.companion.name}"


def test_nobody_owns_the_moon() -> None:
    moon = reading("The moon has disappeared and an owl looks for it").values["thing"]
    assert getattr(moon, "common", None) is True
    hat = reading("A bear lost his hat").values["thing"]
    assert getattr(hat, "common", None) is False


def test_my_brother_and_i_are_the_reader_and_a_brother() -> None:
    premise = reading("My brother and I found a frog in our bath", Reader("Zoé", 5))
    assert premise.hero
    assert premise.companion
    assert premise.hero.name == "Zoé"
    assert premise.companion.intro.startswith("her brother ")


@pytest.mark.parametrize(
    ("prompt", "thing"),
    [
        ("A mole loses his glasses the day before the race", "glasses"),
        ("The broken clock of the town hall", "town hall clock"),
        ("Someone has stolen the baker's rolling pin", "rolling pin"),
    ],
)
def test_a_thing_is_cut_out_of_its_sentence(prompt: str, thing: str) -> None:
    assert getattr(reading(prompt).values["thing"], "text", None) == thing


def test_a_story_for_somebody_who_is_afraid_is_about_them() -> None:
    premise = reading("a story for my son Adam who is nervous about the dentist")
    assert premise.hero
    assert premise.hero.name == "Adam"
    assert premise.kind == "fear"


@pytest.mark.parametrize(
    ("prompt", "hero", "kind", "value"),
    [
        ("It's Oscar's birthday", "Oscar", "event", "had a birthday"),
        ("Ivy's teddy bear is torn", "Ivy", "broken", "teddy bear"),
        ("The teddy bear of a little girl called Ivy is torn", "Ivy", "broken", "teddy bear"),
        ("Tom's kite has been stolen", "Tom", "stolen", "kite"),
        ("Nora lost her dog", "Nora", "quest", "find her dog"),
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


def test_a_place_that_an_occasion_names_is_not_said_twice() -> None:
    assert reading("My first day at school").place is None


def test_a_reader_shares_no_name_with_somebody_made_up() -> None:
    for name in ("Max", "Leo", "Lena"):
        for prompt in ("A knight who refuses to fight", "two knights"):
            hero = reading(prompt, Reader(name, 10)).hero
            assert hero
            assert hero.name != name
