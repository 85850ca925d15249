"""`make safety`: how many unfit texts the rules catch, and how many fine ones they refuse.

Each row of the corpus is judged for every band, counted in the group of that band: for 3 to 8 years
together there is a goal, the other groups are shown. The rows kept apart while rules are written
are counted apart; docs/decisions/0023-gates.md says what that is worth. Guided tales, told without
a model to a child of five, must all pass.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.quality.prompts import load as prompts
from raconteur import craft
from raconteur.craft.fitness import BANDS, Band, Verdict, judge
from raconteur.craft.sample import NoPen
from tests.safety.corpus import LANGUAGES, SPLITS, Row, load

CAUGHT, REFUSED, MOST_US = 0.95, 0.03, 5_000.0
YOUNG = "3-8"
TALES = 300
LENGTHS = (150, 300, 400, 700)
AGE = 5


@dataclass(slots=True)
class Rates:
    """Of one language, split and group of bands."""

    unfit: int = 0
    caught: int = 0
    fine: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def caught_of_unfit(self) -> float:
        return self.caught / self.unfit if self.unfit else 1.0

    @property
    def refused_of_fine(self) -> float:
        return self.refused / self.fine if self.fine else 0.0

    @property
    def good(self) -> bool:
        return self.caught_of_unfit >= CAUGHT and self.refused_of_fine <= REFUSED


Key = tuple[str, str, str]


def group(band: Band) -> str:
    """The two youngest bands are counted together."""
    return YOUNG if band.number < 2 else band.id


def rates(rows: Iterable[Row]) -> dict[Key, Rates]:
    """By language, split and group."""
    found: dict[Key, Rates] = {}
    for row in rows:
        for band in BANDS:
            counted = found.setdefault((row.language, row.split, group(band)), Rates())
            _count(counted, row, band, judge(row.text, row.language, band, where=row.where))
    return found


def _count(counted: Rates, row: Row, band: Band, verdict: Verdict) -> None:
    fits = row.fits(band)
    counted.fine += fits
    counted.unfit += not fits
    counted.refused += fits and not verdict.fit
    counted.caught += not fits and not verdict.fit
    if verdict.fit != fits:
        why = ", ".join(f"{each.category}: {each.words}" for each in verdict.reasons)
        said = f"refused ({why})" if fits else f"missed ({row.category})"
        counted.wrong.append(f"{row.language}.tsv:{row.line} for {band.id} {said}: {row.text}")


def microseconds(rows: Sequence[Row]) -> list[float]:
    """Processor time for each row, the best of three."""
    taken = []
    for row in rows:
        rounds = []
        for _ in range(3):
            began = time.thread_time()
            judge(row.text, row.language, AGE, where=row.where)
            rounds.append((time.thread_time() - began) * 1e6)
        taken.append(min(rounds))
    return taken


def tales(count: int = TALES) -> Iterator[tuple[str, Verdict, list[float]]]:
    """(language, verdict, processor microseconds for each piece) of guided tales for a child."""
    every = prompts()
    for number in range(count):
        prompt = every[number % len(every)]
        words = LENGTHS[number // len(every) % len(LENGTHS)]
        brief = prompt.brief("guided", words, seed=5000 + number)
        text = ""
        taken: list[float] = []
        refused: list[Verdict] = []
        for piece in craft.write(brief, "", None, None, NoPen()):
            text += piece.text
            began = time.thread_time()
            verdict = judge(piece.text, prompt.language, AGE)
            taken.append((time.thread_time() - began) * 1e6)
            refused += [] if verdict.fit else [verdict]
        whole = judge(text, prompt.language, AGE, where="whole")
        yield prompt.language, refused[0] if refused else whole, taken


def main() -> int:
    """Print the tables; the exit status says whether every goal is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tales", type=int, default=TALES, help="how many guided tales")
    parser.add_argument("--hide-held", action="store_true", help="for who is writing rules")
    asked = parser.parse_args()
    rows = load()
    found = rates(rows)
    good = _table(found)
    taken = microseconds(rows)
    good &= statistics.quantiles(taken, n=100)[98] < MOST_US
    print(
        f"\nmicroseconds a piece: median {statistics.median(taken):.0f}, "
        f"p99 {statistics.quantiles(taken, n=100)[98]:.0f}, most {max(taken):.0f} (goal < 5000)"
    )
    good &= not asked.tales or _tales(asked.tales)
    for (_, split, _), each in found.items():
        if split == "rules" or not asked.hide_held:
            for line in each.wrong:
                print(line)
    return 0 if good else 1


def _table(found: dict[Key, Rates]) -> bool:
    good = True
    print(f"goal for {YOUNG}: caught of unfit >= {CAUGHT}, refused of fine <= {REFUSED}\n")
    for language in LANGUAGES:
        for split in SPLITS:
            for (in_language, of_split, name), each in found.items():
                if (in_language, of_split) != (language, split):
                    continue
                mark = ("reached" if each.good else "MISSED") if name == YOUNG else ""
                good &= each.good or name != YOUNG
                print(
                    f"{language} {split:<6} {name:<6} caught {each.caught:>3} of {each.unfit:>3} "
                    f"({each.caught_of_unfit:.3f})   refused {each.refused:>2} of {each.fine:>3} "
                    f"({each.refused_of_fine:.3f})   {mark}".rstrip()
                )
    return good


def _tales(count: int) -> bool:
    told: dict[str, int] = {}
    refused: dict[str, int] = {}
    every: list[float] = []
    for language, verdict, taken in tales(count):
        told[language] = told.get(language, 0) + 1
        refused[language] = refused.get(language, 0) + (not verdict.fit)
        every += taken
        for reason in verdict.reasons:
            print(f"a tale in {language} was refused: {reason.category}: {reason.words}")
    said = ", ".join(f"{refused[each]} of {told[each]} {each}" for each in told)
    print(f"guided tales for a child of {AGE} refused: {said}")
    pieces = statistics.quantiles(every, n=1000)
    print(f"their pieces: median {pieces[499]:.0f} us, p999 {pieces[998]:.0f} us of {len(every)}")
    return not any(refused.values()) and pieces[998] < MOST_US


if __name__ == "__main__":
    sys.exit(main())
