"""The figures as a table on the terminal and as docs/performance.md."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from bench import peers
from bench.figure import Figure

Rows = Sequence[Sequence[str]]

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
    """What is promised; below it what others' programs did, where they were measured."""
    tables = [_promises(figures), _beside_others(figures)]
    return "\n\n".join(_aligned(rows) for rows in tables if rows)


def _aligned(rows: Rows) -> str:
    """Columns as wide as they need to be."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]) - 1)]
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
        "`.venv/bin/python -m bench --write` measures again and writes this page; with `--peers`",
        "it installs others' programs and measures them beside ours, in the same run.",
        "",
        "| | |",
        "| --- | --- |",
        *(f"| {name} | {value} |" for name, value in machine.items()),
    ]
    for part in parts:
        lines += [
            "",
            f"## {part.title}",
            "",
            *_markdown(_promises(part.figures)),
            "",
            _method(part.module),
        ]
        lines += ["", f"Meanwhile other programs used {part.others:.0%} of the processors."]
    if compared := _beside_others([figure for part in parts for figure in part.figures]):
        lines += ["", "## Beside others", "", *_markdown(compared), "", _method(peers)]
    return "\n".join(lines) + "\n"


def _promises(figures: Sequence[Figure]) -> Rows:
    return [HEADINGS, *(_row(figure) for figure in figures)]


def _beside_others(figures: Sequence[Figure]) -> Rows:
    """A column for each of them; nothing where none was measured."""
    names = list(dict.fromkeys(name for figure in figures for name, _ in figure.peers))
    rows = [
        (figure.name, figure.measured, *(dict(figure.peers).get(name, "") for name in names))
        for figure in figures
        if figure.peers
    ]
    return [("figure", "Raconteur", *names), *rows] if rows else []


def _markdown(rows: Rows) -> list[str]:
    lines = [rows[0], ("---",) * len(rows[0]), *rows[1:]]
    return ["| " + " | ".join(row) + " |" for row in lines]


def _row(figure: Figure) -> tuple[str, str, str, str, str]:
    met = "met" if figure.met else "MISSED"
    return figure.name, figure.goal, figure.measured, met, figure.beside


def _method(module: ModuleType) -> str:
    """The module's docstring without its first line, which is its title."""
    _, _, method = (inspect.getdoc(module) or "").partition("\n\n")
    return method
