"""Whom a text is for: five bands of age, and what each allows.

A severity is the youngest band that may meet a thing: 0 is for everybody, 1 from six, 2 from nine,
3 from thirteen, 4 for adults, 5 for nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

CATEGORIES = (
    "violence",
    "weapons",
    "cruelty",
    "fear",
    "sadness",
    "sexual",
    "self_harm",
    "substances",
    "danger",
    "language",
    "hate",
    "crime",
    "contact",
    "ending",
)
"""What rules and classifiers speak of. A judge adds two of its own: `avoid` and `level`."""

NOBODY = 5


@dataclass(frozen=True, slots=True)
class Band:
    """One band. The sentences are for a model's instructions and for a guardian to read.

    number  0 for the youngest; a severity above it is refused
    ages    in years, both ends included
    ease    the least reading ease of a text, by language (see level.py)
    """

    id: str
    number: int
    ages: tuple[int, int]
    themes: str
    fear: str
    violence: str
    sadness: str
    language: str
    ending: str
    ease: Mapping[str, float] = field(default_factory=dict)

    def allows(self, severity: int) -> bool:
        return severity <= self.number


def _ease(en: float, fr: float) -> Mapping[str, float]:
    return MappingProxyType({"en": en, "fr": fr})


BANDS = (
    Band(
        "3-5",
        0,
        (0, 5),
        themes="Home, animals, friends, play, small mishaps, gentle magic.",
        fear="The dark, a storm, a friendly monster; soon comforted.",
        violence="None. A stumble and a scraped knee; no weapon.",
        sadness="Something lost, someone missed, for a few sentences. Nobody dies.",
        language="Kind words. Nobody is insulted.",
        ending="Safe, at home or among friends, everything found again.",
        ease=_ease(77, 80),
    ),
    Band(
        "6-8",
        1,
        (6, 8),
        themes="School, quests, riddles, knights, pirates and ghosts as in fairy tales.",
        fear="A villain who threatens and is outwitted; a dark wood, a spooky house.",
        violence="A sword drawn, a chase, a trick; nobody is wounded.",
        sadness="An old pet or a grandparent who died, told gently, with comfort.",
        language="A cross word such as “stupid”, not praised.",
        ending="Well: what was wrong is put right, or comforted.",
        ease=_ease(68, 70),
    ),
    Band(
        "9-12",
        2,
        (9, 12),
        themes="Adventure, war from afar, injustice, first love, mysteries without murder.",
        fear="Ghost stories and monsters that are meant to frighten; no gore.",
        violence="Fights and wounds that count, and are not dwelt upon.",
        sadness="Illness, loss, death of somebody dear.",
        language="A mild oath.",
        ending="With hope, even where something is lost.",
        ease=_ease(50, 55),
    ),
    Band(
        "13-17",
        3,
        (13, 17),
        themes="Crime, love, addiction, despair and help against it; nothing that teaches how.",
        fear="Horror without relish in cruelty.",
        violence="Murder and war, not gory.",
        sadness="Grief and despair, with a way out in sight.",
        language="Swearing where a person would swear.",
        ending="Open or sad, not hopeless.",
        ease=_ease(30, 35),
    ),
    Band(
        "adult",
        4,
        (18, 200),
        themes="Everything that harms nobody outside the story.",
        fear="Any.",
        violence="Any; no instructions.",
        sadness="Any; no praise of self-harm.",
        language="Any; no incitement.",
        ending="Any.",
    ),
)

_BY_ID = {band.id: band for band in BANDS}
YOUNGEST = BANDS[0]
UNKNOWN_AGE = BANDS[1]
"""Without an age a reader counts as seven, as everywhere in the craft."""


def band_of(reader: int | str | None) -> Band:
    """The band of an age in years, or by its name ("6-8"); without either that of a child of seven.

    Raises ValueError for a name that is none.
    """
    if reader is None:
        return UNKNOWN_AGE
    if isinstance(reader, str):
        if reader not in _BY_ID:
            raise ValueError(f"There is no band {reader!r}: one of {', '.join(_BY_ID)}.")
        return _BY_ID[reader]
    return next((band for band in BANDS if reader <= band.ages[1]), BANDS[-1])


def youngest(ages: tuple[int | None, ...]) -> Band:
    """The band of those who read together: the youngest one's."""
    return min((band_of(age) for age in ages), key=lambda band: band.number, default=UNKNOWN_AGE)
