"""The corpus: what is asked of a story and what a story says, each with the youngest it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from raconteur.craft.fitness import BANDS, Band, Where

FOLDER = Path(__file__).parent / "corpus"
LANGUAGES = ("en", "fr")
SPLITS = ("rules", "held")
"""`held` was written before any rule and is not looked at while rules are made."""


@dataclass(frozen=True, slots=True)
class Row:
    """`least` is the number of the youngest band it is for, 5 where it is for nobody."""

    language: str
    line: int
    split: str
    where: Where
    least: int
    category: str
    kind: str
    text: str

    def fits(self, band: Band) -> bool:
        return band.number >= self.least


def load() -> tuple[Row, ...]:
    """All rows, English first. Raises ValueError for one that is not well formed."""
    return tuple(row for language in LANGUAGES for row in _rows(language))


def _rows(language: str) -> Iterator[Row]:
    numbers = {**{band.id: band.number for band in BANDS}, "none": len(BANDS)}
    lines = (FOLDER / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        split, where, least, category, kind, text = line.split("\t")
        if split not in SPLITS or where not in ("request", "piece", "whole"):
            raise ValueError(f"{language}.tsv:{number}: {split} {where}")
        yield Row(
            language, number, split, cast("Where", where), numbers[least], category, kind, text
        )
