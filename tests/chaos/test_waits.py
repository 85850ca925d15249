"""A wait counts for a writer's death alone only when nothing else happened meanwhile."""

from tests.chaos.waits import Gap, Happened, after_deaths


def test_a_wait_begins_with_the_death_and_ends_with_the_next_text() -> None:
    waits = after_deaths([Happened("writer", 10.0, 14.0, 1)], [Gap(9.5, 11.0)])
    assert waits == ([1.0], [])


def test_who_went_on_reading_did_not_wait() -> None:
    happened = [Happened("writer", 10.0, 14.0, 1)]
    assert after_deaths(happened, [Gap(9.9, 10.1), Gap(11.0, 12.0), Gap(8.0, 9.0)]) == ([], [])


def test_text_that_was_on_its_way_when_the_writer_died_does_not_hide_the_wait() -> None:
    waits = after_deaths([Happened("writer", 10.0, 14.0, 1)], [Gap(10.05, 11.0)])
    assert waits == ([1.0], [])


def test_a_wait_that_another_accident_overlaps_is_counted_apart() -> None:
    death = Happened("writer", 10.0, 10.3, 1)
    for other in (
        Happened("redis", 8.0, 9.8, 1),
        Happened("web", 10.5, 10.9, 1),
        Happened("clock", 10.5, 10.5, 0),
        Happened("writer", 10.5, 10.9, 1),
    ):
        happened = sorted([death, other], key=lambda one: one.began)
        assert after_deaths(happened, [Gap(9.5, 12.0)]) == ([], [2.0])


def test_an_accident_before_or_after_the_wait_changes_nothing() -> None:
    happened = [
        Happened("redis", 7.0, 9.0, 1),
        Happened("writer", 10.0, 10.3, 1),
        Happened("web", 12.0, 12.5, 1),
    ]
    assert after_deaths(happened, [Gap(9.5, 11.5)]) == ([1.5], [])


def test_a_web_that_is_killed_with_the_writer_is_another_accident() -> None:
    waits = after_deaths([Happened("web and writer", 10.0, 14.0, 2)], [Gap(9.5, 11.0)])
    assert waits == ([], [1.0])


def test_a_writer_that_had_ended_before_cannot_be_killed() -> None:
    assert after_deaths([Happened("writer", 10.0, 14.0, 0)], [Gap(9.5, 11.0)]) == ([], [])


def test_one_wait_is_counted_once_from_the_first_of_two_deaths() -> None:
    happened = [Happened("writer", 10.0, 10.1, 1), Happened("two writers", 11.0, 11.1, 2)]
    assert after_deaths(happened, [Gap(9.9, 12.0)]) == ([], [2.0])
