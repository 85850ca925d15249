"""What the chaos run tells becomes figures with their promises."""

from bench.kills import figures

TOLD = {
    "kills": 60,
    "passages": 210,
    "faults": [],
    "after_a_writer": [0.5, 0.7, 0.9],
    "after_a_writer_overlapped": [1.5, 12.0, 2.0],
    "longest_gap": 2.5,
}


def test_a_run_without_a_fault_keeps_its_promises() -> None:
    lost, p50, longest = figures(TOLD)
    assert lost.met
    assert "210 passages" in lost.beside
    assert (p50.measured, longest.measured) == ("0.7 s", "0.9 s")


def test_one_fault_breaks_the_promise_and_is_named() -> None:
    lost, _, longest = figures({**TOLD, "faults": ["story 3: doubled"], "after_a_writer": [11.0]})
    assert not lost.met
    assert lost.beside == "story 3: doubled"
    assert not longest.met


def test_waits_that_other_accidents_overlap_are_not_in_the_figure_but_said() -> None:
    _, p50, longest = figures(TOLD)
    assert longest.met
    assert "overlapped by other accidents 3: p50 2.0 s, at most 12.0 s" in p50.beside


def test_a_run_in_which_nobody_waited_shows_nothing() -> None:
    _, p50, longest = figures({**TOLD, "after_a_writer": []})
    assert not p50.met
    assert not longest.met
