"""The rules are always asked; a classifier adds to them, and its silence shelters the young."""

from collections.abc import Sequence

import pytest

from raconteur.craft.fitness import BANDS, Signal, Where, band_of
from raconteur.models.errors import ModelError
from raconteur.services.judging import PAUSE_S, Judge


class Says:
    name = "says"

    def __init__(self, *found: Signal, fails: bool = False) -> None:
        self.found, self.fails, self.asked = found, fails, 0

    def classify(self, text: str, language: str, where: Where) -> Sequence[Signal]:
        self.asked += 1
        if self.fails:
            raise ModelError("timeout", "silent")
        return self.found


def test_a_classifier_adds_reasons() -> None:
    verdict = Judge(Says(Signal("fear", 3)))("A bear", "en", band_of(7))
    assert [(reason.category, reason.by) for reason in verdict.reasons] == [("fear", "says")]


def test_it_excuses_nothing_and_is_not_asked_about_it() -> None:
    says = Says()
    assert not Judge(says)("He murdered her with an axe", "en", band_of(7)).fit
    assert says.asked == 0


def test_what_it_is_not_sure_of_does_not_count() -> None:
    assert Judge(Says(Signal("fear", 3, 0.4)))("A bear", "en", band_of(7)).fit


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.id)
def test_its_silence_counts_as_no_up_to_twelve(band: object) -> None:
    [found] = [each for each in BANDS if each is band]
    verdict = Judge(Says(fails=True))("A bear", "en", found, (), "request")
    assert verdict.fit == (found.number > 2)
    if not verdict.fit:
        assert verdict.reasons[0].category == "unchecked"


def test_who_was_silent_is_left_alone_for_a_while() -> None:
    now = [0.0]
    says = Says(fails=True)
    judge = Judge(says, clock=lambda: now[0])
    for _ in range(3):
        assert not judge("A bear", "en", band_of(7)).fit
    assert says.asked == 1
    says.fails, now[0] = False, PAUSE_S
    assert judge("A bear", "en", band_of(7)).fit
    assert says.asked == 2


def test_nothing_is_asked_about_nothing() -> None:
    says = Says()
    assert Judge(says)(" ", "en", band_of(7)).fit
    assert says.asked == 0
