"""The page's first load: what the browser fetches and what a screen reader finds.

Chromium opens a page of the real server with nothing kept from before, and the browser's own
protocol counts the bytes that came over the wire, headers included, for every script until the
network is silent. axe-core then reads the page by the rules of WCAG 2.2, levels A and AA. The
first screen, and the page of a story that the scripted model wrote; in light and in dark.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.figure import Figure, none_of, under
from bench.served import with_scripted_model
from tests.system.serving import Serving

ColorScheme = Literal["dark", "light"]

GOAL_KB = 250
# First screens of others, measured once in the same way.
OTHERS = "Open WebUI 2,105; SillyTavern 2,032; OpenFic 2,717"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")


def measure(rounds: int) -> list[Figure]:
    """`rounds` is of no use here: bytes and rules do not vary."""
    del rounds
    with with_story() as (server, story), _chromium() as browser:
        pages = {"first screen": server.url, "story page": f"{server.url}/stories/{story}"}
        figures = []
        for name, url in pages.items():
            seen = _visit(browser, url, "light")
            if name == "first screen":
                figures.append(_scripts(seen))
            broken = {*seen.broken, *_visit(browser, url, "dark").broken}
            figures.append(none_of(f"axe rules broken, {name}", sorted(broken)))
    return figures


@contextmanager
def with_story() -> Iterator[tuple[Serving, int]]:
    """A server that holds one finished story, and the story's id."""
    with with_scripted_model(pace=400) as (server, _):
        story = server.begin(craft="free", language="en", length_words=300)
        finished = server.until_final(story["id"])
        if finished["state"] != "done":
            raise RuntimeError(f"the story ended {finished['state']}")
        yield server, finished["id"]


@dataclass
class Seen:
    """Of one visit. Bytes by resource type."""

    bytes: dict[str, int] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def _scripts(seen: Seen) -> Figure:
    kilobytes = seen.bytes.get("Script", 0) / 1000
    beside = f"everything: {sum(seen.bytes.values()) / 1000:.0f} kB; others (kB): {OTHERS}"
    if seen.plain:
        beside += f"; sent uncompressed: {', '.join(seen.plain)}"
    return under("JavaScript on the first screen, compressed", GOAL_KB, kilobytes, "kB", beside)


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def chromium() -> str:
    """The system's Chromium; none is downloaded. Raises RuntimeError."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise RuntimeError("no Chromium: sudo apt install chromium, or set CHROMIUM")
    return found


def _visit(browser: Browser, url: str, scheme: ColorScheme) -> Seen:
    context = browser.new_context(color_scheme=scheme, locale="en-GB")
    try:
        page = context.new_page()
        seen = Seen()
        _count(context.new_cdp_session(page), seen)
        page.goto(url)
        _settle(page)
        seen.broken = [str(rule["id"]) for rule in _axe(page)]
        return seen
    finally:
        context.close()


def _settle(page: Page) -> None:
    """Until the main heading or the story is there and everything it fetches has come.

    An event stream stays open, so silence is asked of the scripts and styles alone.
    """
    page.locator("main").first.wait_for()
    page.wait_for_timeout(1500)


def _axe(page: Page) -> list[dict[str, object]]:
    violations: list[dict[str, object]] = Axe().run(page, options=RULES).response["violations"]
    return violations


def _count(protocol: CDPSession, seen: Seen) -> None:
    kinds: dict[str, str] = {}

    def responded(event: dict[str, object]) -> None:
        request, kind, response = str(event["requestId"]), str(event["type"]), event["response"]
        kinds[request] = kind
        assert isinstance(response, dict)
        coded = any(name.lower() == "content-encoding" for name in response["headers"])
        if kind in ("Script", "Stylesheet") and not coded:
            seen.plain.append(str(response["url"]).rpartition("/")[2])

    def finished(event: dict[str, object]) -> None:
        kind = kinds.get(str(event["requestId"]), "Other")
        size = event["encodedDataLength"]
        assert isinstance(size, int | float)
        seen.bytes[kind] = seen.bytes.get(kind, 0) + int(size)

    protocol.on("Network.responseReceived", responded)
    protocol.on("Network.loadingFinished", finished)
    protocol.send("Network.enable")
