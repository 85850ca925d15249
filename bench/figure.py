"""One promise and what was measured."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Figure:
    """`beside`: what helps to read the measured value, in a few words. `peers`: what others'
    programs took or gave in the same run, by name."""

    name: str
    goal: str
    measured: str
    met: bool
    beside: str = ""
    peers: tuple[tuple[str, str], ...] = ()


def with_peers(
    figure: Figure, taken: Mapping[str, Sequence[float]], unit: str, digits: int = 1
) -> Figure:
    """The figure beside others': the median of each one's rounds. Infinite: not in time."""
    cells = []
    for name, rounds in taken.items():
        middle = statistics.median(rounds)
        said = ", ".join(_quantity(each, digits) for each in rounds)
        if math.isinf(middle):
            cells.append((name, "not in time"))
        else:
            cells.append((name, f"{_quantity(middle, digits)} {unit} ({said})"))
    return replace(figure, peers=tuple(cells))


def at_least(name: str, goal: float, value: float, beside: str = "") -> Figure:
    """A score or a ratio. It is not rounded up to its goal."""
    return Figure(name, f"≥ {goal:.2f}", f"{_down(value):.2f}", value >= goal, beside)


def under(name: str, goal: float, value: float, unit: str, beside: str = "") -> Figure:
    """A quantity with its unit."""
    return Figure(name, f"< {goal:g} {unit}", f"{value:.1f} {unit}", value < goal, beside)


def at_most(name: str, goal: float, value: float, unit: str, beside: str = "") -> Figure:
    """A ratio with its unit. It is not rounded down to its goal."""
    return Figure(name, f"≤ {goal:g} {unit}", f"{value:.2f} {unit}", value <= goal, beside)


def over(name: str, goal: float, value: float, unit: str, beside: str = "") -> Figure:
    """A rate with its unit: the more the better."""
    return Figure(name, f"≥ {goal:,.0f} {unit}", f"{value:,.0f} {unit}", value >= goal, beside)


def none_of(name: str, found: list[str]) -> Figure:
    """Things that must not be; each named beside the count."""
    return Figure(name, "0", str(len(found)), not found, ", ".join(found))


def _quantity(value: float, digits: int) -> str:
    return "not in time" if math.isinf(value) else f"{value:,.{digits}f}"


def _down(value: float) -> float:
    return int(value * 100) / 100
