"""How long readers waited for text after a writer's death."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Text is committed ten times a second: who waits no longer than that much missed nothing.
NORMAL_S = 0.3
# What was committed before a writer died may reach a reader so much after.
ON_ITS_WAY_S = 0.1
# In the last of them a reader may wait for a web process as well.
DEATHS = ("writer", "two writers", "web and writer")
_OF_WRITERS_ALONE = DEATHS[:2]


@dataclass(frozen=True, slots=True)
class Happened:
    """One accident: what, from when until it was mended, by time.monotonic, and whom it killed."""

    what: str
    began: float
    ended: float
    kills: int


class Gap(NamedTuple):
    """A reader's wait between two pieces of text, by time.monotonic."""

    began: float
    ended: float


class Waits(NamedTuple):
    """Seconds from a writer's death to the next text. `alone`: nothing else happened between the
    text before and the text after; `overlapped`: something did. A wait that lasts until the next
    accident is among those, so that one must look at both."""

    alone: list[float]
    overlapped: list[float]


def after_deaths(happened: Sequence[Happened], gaps: Iterable[Gap]) -> Waits:
    """Of all gaps that a writer's death fell into and that were longer than between two commits."""
    waits = Waits([], [])
    for gap in gaps:
        if gap.ended - gap.began <= NORMAL_S:
            continue
        within = [one for one in happened if _falls_into(one, gap)]
        deaths = [one for one in within if one.what in DEATHS and one.kills]
        deaths = [one for one in deaths if gap.began <= one.began + ON_ITS_WAY_S]
        if deaths:
            alone = len(within) == 1 and deaths[0].what in _OF_WRITERS_ALONE
            (waits.alone if alone else waits.overlapped).append(gap.ended - deaths[0].began)
    return waits


def _falls_into(one: Happened, gap: Gap) -> bool:
    return one.began < gap.ended and one.ended > gap.began
