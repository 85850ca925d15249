"""How quickly a model answered, for those who measure it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """One answer. first_s: from asking to its first text, with what was tried again; rest_s: from
    there to its end, however it ended; tokens: those written meanwhile."""

    first_s: float
    rest_s: float
    tokens: int


def nobody(_: Timing) -> None:
    return
