"""A promise is met or missed as measured, and said as such."""

import math
import os

from bench import first_word, machine, processes
from bench.figure import at_least, none_of, under, with_peers
from bench.report import Part, document, table


def test_a_score_is_not_rounded_up_to_its_goal() -> None:
    figure = at_least("performance", 0.95, 0.949)
    assert (figure.measured, figure.met) == ("0.94", False)


def test_a_quantity_is_below_its_goal_or_misses_it() -> None:
    assert under("memory", 150, 149.9, "MB").met
    assert not under("memory", 150, 150, "MB").met


def test_what_must_not_be_is_named() -> None:
    assert none_of("axe", []).met
    assert none_of("axe", ["color-contrast"]).beside == "color-contrast"


def test_the_table_says_what_was_missed() -> None:
    lines = table([under("memory", 150, 200, "MB"), none_of("axe", [])]).splitlines()
    assert [("MISSED" in line) for line in lines] == [False, True, False]


def test_the_page_tells_the_machine_the_figures_and_how_they_were_taken() -> None:
    part = Part("To the first word", first_word, [under("free", 10, 9, "ms")], others=0.25)
    page = document([part], {"Processor": "a fast one"})
    assert "| Processor | a fast one |" in page
    assert "| free | < 10 ms | 9.0 ms | met |" in page
    assert "POST /api/stories" in page
    assert "used 25% of the processors" in page


def test_this_process_belongs_to_its_family_and_uses_the_processor() -> None:
    assert os.getpid() in processes.family(os.getpid())
    before = processes.use()
    sum(range(3_000_000))
    after = processes.use()
    assert after.ours > before.ours
    assert 0 <= after.others_since(before) <= 1


def test_others_stand_beside_us_where_they_were_measured() -> None:
    figure = under("added", 5, 4, "ms")
    beside = with_peers(figure, {"Other 1.2": [8.0, 9.0, 7.5], "Slow 3": [math.inf] * 2}, "ms")
    page = document([Part("To the first word", first_word, [beside])], {})
    assert "| figure | Raconteur | Other 1.2 | Slow 3 |" in page
    assert "| added | 4.0 ms | 8.0 ms (8.0, 9.0, 7.5) | not in time |" in page
    assert "8.0 ms (8.0, 9.0, 7.5)" in table([beside])


def test_the_page_says_nothing_of_others_when_none_were_measured() -> None:
    figure = with_peers(under("added", 5, 4, "ms"), {}, "ms")
    page = document([Part("To the first word", first_word, [figure])], {})
    assert "Beside others" not in page


def test_the_machine_is_told_with_the_versions_of_packages_and_servers_and_the_day() -> None:
    told = machine.describe()
    assert told["Date"].count("-") == 2
    assert "celery 5." in told["Packages"]
    assert "SQLite 3." in told["Servers"]
    assert "/" not in told["Servers"]
