"""The page in a real browser through the real gateway, in each place that it may have."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from raconteur.models.scripted.server import ScriptedServer
from tests.parts.browser import complaints, opened
from tests.parts.gateway import API, ROOT, Gateway
from tests.system.serving import Serving

DIST = ROOT / "frontend" / "dist"
QUESTION = "What is tonight’s story about?"
LAYOUTS = {"one host": {}, "two hosts": {"api": API}, "under a path": {"path": "/stories/"}}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_somebody_comes_in_and_a_story_is_written_while_they_watch(
    tmp_path: Path, layout: str
) -> None:
    gateway = Gateway(tmp_path / "gateway", [], dist=DIST, **_site(layout))
    home = tmp_path / "home"
    home.mkdir()
    with (
        ScriptedServer(pace=400, parameters=8e9) as model,
        Serving(home, RACONTEUR_MODEL_URL=model.url, **gateway.settings()) as server,
    ):
        gateway.before([server.port])
        link = server.command("claim").split()[-1]
        assert link.startswith(f"{gateway.url}welcome#")
        with (
            gateway,
            opened(gateway.chain) as web,
        ):
            _an_evening(web, gateway, link, layout)
        assert link.partition("#")[2] not in gateway.logged()


def _an_evening(web: BrowserContext, gateway: Gateway, link: str, layout: str) -> None:
    page = web.new_page()
    wrong = complaints(page)
    streams: list[str] = []
    page.on("request", lambda sent: streams.append(sent.url) if "/events" in sent.url else None)
    page.goto(link)
    expect(page.get_by_role("heading", name="This server is yours")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Ada")
    page.get_by_label("Password", exact=True).fill("four bears in a boat")
    page.keyboard.press("Enter")
    page.get_by_label(QUESTION).fill("A hedgehog who counts")
    page.get_by_role("button", name="More choices").click()
    page.get_by_role("radio", name=re.compile("^Free")).check()
    page.get_by_role("button", name="Begin the story").click()
    lengths = _watched(page)
    assert len(lengths) > 5, "the text came in a lump"
    _shot(page, layout)
    assert streams
    assert all(url.startswith(f"{gateway.api_url}stories/") for url in streams)

    # A reload finds the place again, by HTTP/2, with the cookie that was set.
    assert page.url.startswith(f"{gateway.url}stories/")
    page.reload()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"
    [cookie] = web.cookies()
    assert (cookie["name"], cookie["secure"]) == ("__Host-raconteur", True)
    for place in ("stories", "readers", "settings", "trash"):
        page.goto(f"{gateway.url}{place}")
        page.get_by_role("heading").first.wait_for()
    page.goto(f"{gateway.api_url}docs/")
    expect(page.get_by_role("heading", name=re.compile("^Raconteur"))).to_be_visible()
    assert wrong == []


def _watched(page: Page) -> list[int]:
    """How long the text was each time it had grown, until it was finished."""
    text = page.get_by_test_id("passage-text")
    text.wait_for()
    page.evaluate(
        """() => { window.lengths = [];
        const look = () => {
            const shown = document.querySelector('[data-testid=passage-text]');
            const length = shown ? shown.textContent.length : 0;
            if (length > (window.lengths.at(-1) ?? 0)) window.lengths.push(length);
        };
        window.looking = setInterval(look, 20); }"""
    )
    expect(page.get_by_role("button", name="Continue")).to_be_visible(timeout=30_000)
    lengths: list[int] = page.evaluate("clearInterval(window.looking), window.lengths")
    return lengths


def test_the_page_that_is_shown_while_all_is_away_is_dressed(tmp_path: Path) -> None:
    gateway = Gateway(tmp_path / "gateway", [], dist=DIST)
    gateway.before([1])
    with gateway, opened(gateway.chain) as web:
        page = web.new_page()
        wrong = complaints(page)
        answer = page.goto(f"{gateway.api_url}stories/5/export?format=md")
        assert answer is not None
        assert answer.status == 503
        expect(page.get_by_role("heading", name="Back in a moment")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "612px"
        _shot(page, "away")
        assert [said for said in wrong if "status of 503" not in said] == []


def _site(layout: str) -> dict[str, Any]:
    return dict(LAYOUTS[layout])


def _shot(page: Page, name: str) -> None:
    """To look at, where somebody wants to."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name.replace(' ', '-')}.png")
