"""A telling fitted to its length."""

import random

from raconteur.craft.fitting import Option, Part, fit


def words(parts: list[Part]) -> int:
    return sum(part.told + part.extra for part in parts)


def beat(*lengths: int, **more: float) -> Part:
    options = [Option(length, unnamed=0) for length in lengths]
    return Part(options, least=int(more.get("least", 1)), most=int(more.get("most", 1)))


def test_the_beats_together_come_near_the_length() -> None:
    for seed in range(20):
        parts = [beat(20, 30, 45), beat(15, 60, 33), beat(9, 12, 40), beat(25, 28, 31)]
        fit(parts, 120, random.Random(seed))
        assert abs(words(parts) - 120) <= 3


def test_a_beat_that_must_be_told_is_told_and_another_only_where_there_is_room() -> None:
    parts = [beat(50), beat(50), beat(50, least=0)]
    fit(parts, 100, random.Random(3))
    assert [bool(part.chosen) for part in parts] == [True, True, False]


def test_a_pool_gives_several_openers_and_none_of_them_twice() -> None:
    parts = [beat(20), beat(30, 30, 30, 30, least=0, most=3)]
    fit(parts, 110, random.Random(5))
    assert len(set(parts[1].chosen)) == len(parts[1].chosen) == 3


def test_what_speaks_against_an_opener_counts_where_the_length_does_not() -> None:
    options = [Option(50, dislike=2.0, unnamed=0), Option(50, unnamed=0)]
    parts = [Part(options), Part(list(reversed(options)))]
    fit(parts, 100, random.Random(1))
    assert [part.chosen for part in parts] == [(1,), (0,)]


def test_the_hero_is_named_again_near_the_end() -> None:
    for seed in range(10):
        parts = [beat(80), Part([Option(40), Option(40, unnamed=35), Option(40, unnamed=20)])]
        fit(parts, 120, random.Random(seed))
        assert parts[1].chosen == (2,)


def test_the_same_chance_makes_the_same_telling() -> None:
    tellings = []
    for _ in range(2):
        parts = [beat(20, 30, 45), beat(15, 60, 33, least=0, most=2)]
        fit(parts, 90, random.Random(7))
        tellings.append([(part.chosen, part.added) for part in parts])
    assert tellings[0] == tellings[1]


def test_nothing_to_tell_is_no_mistake() -> None:
    fit([], 100, random.Random(1))
