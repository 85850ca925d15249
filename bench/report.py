"""The figures as a table on the terminal and as docs/performance.md."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from bench.figure import Figure

HEADINGS = ("figure", "goal", "measured", "", "beside it")


@dataclass(frozen=True, slots=True)
class Part:
    """What one module measured. Its docstring says how. `others`: the share of the processors
    that other programs used meanwhile, 0 to 1."""

    title: str
    module: ModuleType
    figures: Sequence[Figure]
    others: float = 0.0


def table(figures: Sequence[Figure]) -> str:
    """Columns as wide as they need to be."""
    rows = [HEADINGS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS) - 1)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def document(parts: Sequence[Part], machine: Mapping[str, str]) -> str:
    """docs/performance.md."""
    lines = [
        "# Performance",
        "",
        "What Raconteur promises and what was measured, in one run of `make bench`. Seconds and",
        "tokens belong to the machine below; ratios, bytes and scores travel better.",
        "`.venv/bin/python -m bench --write` measures again and writes this page.",
        "",
        "| | |",
        "| --- | --- |",
        *(f"| {name} | {value} |" for name, value in machine.items()),
    ]
    for part in parts:
        lines += ["", f"## {part.title}", "", *_markdown(part.figures), "", _method(part.module)]
        lines += ["", f"Meanwhile other programs used {part.others:.0%} of the processors."]
    return "\n".join(lines) + "\n"


def _markdown(figures: Sequence[Figure]) -> list[str]:
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(_row(figure) for figure in figures)]
    return ["| " + " | ".join(row) + " |" for row in rows]


def _row(figure: Figure) -> tuple[str, str, str, str, str]:
    met = "met" if figure.met else "MISSED"
    return figure.name, figure.goal, figure.measured, met, figure.beside


def _method(module: ModuleType) -> str:
    """The module's docstring without its first line, which is its title."""
    _, _, method = (inspect.getdoc(module) or "").partition("\n\n")
    return method
