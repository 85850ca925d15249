"""What a judge says, and what it asks of those who classify."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Where = Literal["request", "piece", "whole"]


@dataclass(frozen=True, slots=True)
class Signal:
    """Something found in a text.

    category  one of bands.CATEGORIES
    severity  0 to 5: the number of the youngest band that may meet it (5: nobody)
    score     0 to 1: how sure
    words     what it was found by, as a guardian may read it; empty where a model cannot say
    """

    category: str
    severity: int
    score: float = 1.0
    words: str = ""


class Classifier(Protocol):
    """From a text to categories with scores: the rules, a moderation endpoint, a model.

    It may raise what its own transport raises; the rules never do.
    """

    name: str

    def classify(self, text: str, language: str, where: Where) -> Sequence[Signal]: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is not for this reader. `sentence` is the key of a kind sentence."""

    category: str
    severity: int
    words: str
    sentence: str
    by: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text is for a band; the reasons are the gravest first and none twice."""

    band: str
    where: Where
    reasons: tuple[Reason, ...] = ()

    @property
    def fit(self) -> bool:
        return not self.reasons
