"""What was taken back is told in other words, from the same plan, whichever way it is written."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from raconteur.craft import write
from raconteur.craft.brief import Brief
from raconteur.craft.pen import Abilities, Request

SMALL = Abilities(True, True, True, 4096, False, False, ("en",))
LARGE = Abilities(False, False, True, 8192, True, False, ("en", "fr"))


class Noting:
    """A pen that notes the seeds it is asked with."""

    def __init__(self, abilities: Abilities) -> None:
        self.abilities = abilities
        self.seeds: list[int | None] = []

    def complete(self, request: Request) -> str:
        return "".join(self.stream(request))

    def stream(self, request: Request) -> Iterator[str]:
        self.seeds.append(request.seed)
        yield from (" a lamp", ". The bear", " sat down", ". It was", " warm", ".")


def told(abilities: Abilities, brief: Brief) -> tuple[list[int | None], str, object]:
    pen = Noting(abilities)
    pieces = list(write(brief, "", None, None, pen))
    plan = next(piece.plan for piece in pieces if piece.plan is not None)
    return pen.seeds, "".join(piece.text for piece in pieces), plan["for"]


@pytest.mark.parametrize(
    ("abilities", "craft", "same"),
    # A capable model is asked for its outline first, and that stays.
    [(SMALL, "free", 0), (LARGE, "free", 1), (SMALL, "guided", 0)],
)
def test_another_draw_asks_with_other_seeds_for_the_same_plan(
    abilities: Abilities, craft: str, same: int
) -> None:
    guided = craft == "guided"
    brief = Brief("A bear finds a lamp", "en", 200, 7, "guided" if guided else "free")
    first, _, plan = told(abilities, brief)
    again, _, same_plan = told(abilities, replace(brief, draw=1))
    assert plan == same_plan
    assert first[:same] == again[:same]
    assert first[same:]
    assert set(first[same:]).isdisjoint(again[same:])


def test_a_guided_tale_without_a_model_is_told_in_other_words() -> None:
    nothing = Abilities(False, False, False, 2048, False, False, ())
    brief = Brief("A bear finds a lamp", "en", 300, 7, "guided")
    assert told(nothing, brief)[1] != told(nothing, replace(brief, draw=1))[1]


def test_the_first_draw_is_that_of_the_seed() -> None:
    assert Brief("A bear", "en", 200, 7, "free").luck == 7
