"""The page's scores: Lighthouse, in its own default conditions.

Lighthouse plays a middling phone on a slow network (its simulated throttling) and opens the first
screen, and the page of a story that the scripted model wrote, on the real server. It runs from
the locked packages of bench/lighthouse with the system's Chromium, offline: background traffic
and error reporting are off, and no browser is downloaded. The median of several runs.
"""

import json
import os
import statistics
import subprocess
from pathlib import Path

from bench.figure import Figure, at_least
from bench.page import chromium, with_story

GOAL = 0.95
CATEGORIES = ("performance", "accessibility", "best-practices")
FOLDER = Path(__file__).resolve().parent / "lighthouse"
CHROME_FLAGS = (
    "--headless=new --no-sandbox --disable-dev-shm-usage --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)
PATIENCE_S = 120
# What is slow to load, in words, for the one who has to mend it.
TIMINGS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")

Scores = dict[str, float]


def measure(rounds: int) -> list[Figure]:
    _install()
    with with_story() as (server, story):
        pages = {"first screen": server.url, "story page": f"{server.url}/stories/{story}"}
        taken: dict[str, list[Scores]] = {name: [] for name in pages}
        for _ in range(rounds):
            for name, url in pages.items():
                taken[name].append(_scores(run(url)))
    return [figure for name, scores in taken.items() for figure in _figures(name, scores)]


def run(url: str) -> dict[str, object]:
    """Lighthouse's report. Raises RuntimeError with what it said."""
    done = subprocess.run(
        [
            "npx",
            "--no-install",
            "lighthouse",
            url,
            "--quiet",
            "--output=json",
            "--no-enable-error-reporting",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={CHROME_FLAGS}",
        ],
        cwd=FOLDER,
        env={**os.environ, "CHROME_PATH": chromium()},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"lighthouse: {done.stderr[-500:]}")
    report: dict[str, object] = json.loads(done.stdout)
    return report


def _install() -> None:
    """From the lock, when it is not there yet."""
    if not (FOLDER / "node_modules" / ".bin" / "lighthouse").exists():
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=FOLDER,
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
            check=True,
        )


def _scores(report: dict[str, object]) -> Scores:
    """By category, and the timings in milliseconds."""
    categories, audits = report["categories"], report["audits"]
    assert isinstance(categories, dict)
    assert isinstance(audits, dict)
    return {
        **{name: float(categories[name]["score"] or 0) for name in CATEGORIES},
        **{name: float(audits[name]["numericValue"]) for name in TIMINGS},
    }


def _figures(page: str, scores: list[Scores]) -> list[Figure]:
    middle = {name: statistics.median(each[name] for each in scores) for name in scores[0]}
    timings = ", ".join(f"{name.replace('-', ' ')} {middle[name]:.0f} ms" for name in TIMINGS)
    return [
        at_least(
            f"{name.replace('-', ' ')}, {page}",
            GOAL,
            middle[name],
            timings if name == "performance" else "",
        )
        for name in CATEGORIES
    ]
