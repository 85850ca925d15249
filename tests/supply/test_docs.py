"""What is written about Raconteur leads where it says, and leaves nothing of its kind out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from raconteur.settings import SECRETS, Settings
from tests.supply.locks import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
# Set by `raconteur serve` for the process that it starts.
NOT_FOR_PEOPLE = {"embedded_url", "embedded_key"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not leads(page, link)] == []


def test_every_setting_is_on_the_page_of_settings() -> None:
    fields = set(Settings.__struct_fields__) - NOT_FOR_PEOPLE
    assert fields - set(settings_told()) == set()
    assert set(settings_told()) - fields == set()


def test_every_secret_that_may_come_from_a_file_is_named() -> None:
    above = (ROOT / "docs/settings.md").read_text().partition("| variable |")[0]
    named = re.findall(r"`RACONTEUR_(\w+)_FILE`", above)
    assert sorted(named) == sorted(name.upper() for name in SECRETS)


def test_every_decision_is_listed_in_order() -> None:
    folder = ROOT / "docs/decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())
    assert listed == sorted(each.name for each in folder.glob("0*.md"))


def links(page: Path) -> list[str]:
    """Those to other files, and to headings."""
    found: list[str] = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def leads(page: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    there = page.parent / name if name else page
    return there.exists() and (not heading or heading in headings(there))


def headings(page: Path) -> set[str]:
    """As an address names them."""
    said = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in said}


def settings_told() -> Iterator[str]:
    """The fields that have a row, also where several share one: `RACONTEUR_OIDC_ISSUER`, ..."""
    table = (ROOT / "docs/settings.md").read_text().partition("| variable |")[2]
    for row in re.findall(r"^\| (`RACONTEUR_\w+`[^|]*) \|", table, re.MULTILINE):
        first, *more = re.findall(r"`(\w+)`", row)
        field = first.removeprefix("RACONTEUR_").lower()
        # The endpoint's and the provider's begin as the first one does, up to its last word.
        stem = field.rpartition("_")[0]
        yield field
        yield from (f"{stem}{each.lower()}" for each in more)
