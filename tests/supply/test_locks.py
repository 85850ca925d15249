"""Nothing is installed that was not looked at before, nor under terms that nobody read."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from tests.supply.locks import PAGE_LOCKS, PYTHON_LOCKS, ROOT, RUNTIME, page, python

# What comes with Raconteur, or with the page, may be passed on under these. (LGPL, of psycopg, is
# for a library that is used as it is.)
SHIPPED = {
    *("MIT", "MIT-0", "0BSD", "ISC", "BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"),
    *("PSF-2.0", "Unlicense", "MPL-2.0", "LGPL-3.0-only", "OFL-1.1", "CC0-1.0", "BlueOak-1.0.0"),
}
# How older packages say the same.
OLDER = {
    "MIT License": "MIT",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
# Whose lock says no more than where its terms are; they were read there.
READ = {"@elastic/ecs": "Apache-2.0"}
# Builds and tests the page, and is in nothing that is passed on.
BUILDS = SHIPPED | {"Python-2.0", "CC-BY-4.0"}


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_every_python_package_is_one_version_and_known_files(lock: Path) -> None:
    packages = python(lock)
    assert len(packages) > 10
    for each in packages:
        assert each.hashes, each.name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in each.hashes), each.name


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_no_lock_says_where_from(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert " @ " not in text
    assert not re.search(r"^--(?!hash)", text, re.MULTILINE)


@pytest.mark.parametrize("lock", PYTHON_LOCKS[1:3], ids=lambda lock: lock.name)
def test_what_tests_are_run_with_is_what_is_served_with(lock: Path) -> None:
    served = {each.name: each.version for each in python(RUNTIME)}
    tested = {each.name: each.version for each in python(lock)}
    assert served.items() <= tested.items()


def test_all_that_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [re.split(r"[\[<>=]", each)[0] for each in project["dependencies"]]
    locked = {each.name for each in python(RUNTIME)}
    assert {name.lower().replace("_", "-") for name in asked} <= locked


@pytest.mark.parametrize("lock", PAGE_LOCKS, ids=lambda lock: lock.parent.name)
def test_every_package_of_the_page_is_known_by_its_content(lock: Path) -> None:
    assert page(lock)
    for each in page(lock):
        assert each.hashes, each.name
        assert all(one.startswith("sha512-") for one in each.hashes), each.name
    assert '"resolved"' not in lock.read_text()


def test_what_is_served_may_be_passed_on() -> None:
    for each in python(RUNTIME):
        assert terms(each.name) <= SHIPPED, (each.name, terms(each.name))


def test_and_so_may_the_page() -> None:
    for each in page(PAGE_LOCKS[0]):
        allowed = BUILDS if each.is_for_building else SHIPPED
        licence = READ.get(each.name, each.licence)
        assert names(licence) <= allowed, (each.name, licence)


def terms(package: str) -> set[str]:
    """The licences of an installed package, as it says them."""
    about = metadata.metadata(package)
    if expressions := about.get_all("License-Expression"):
        return names(expressions[0])
    said = [each for each in about.get_all("Classifier") or [] if each.startswith("License")]
    older = [each.rpartition(":: ")[2] for each in said]
    if not older:
        return names((about.get_all("License") or ["unknown"])[0])
    return {OLDER.get(each, each) for each in older}


def names(expression: str) -> set[str]:
    """The licences in an SPDX expression; any of them must do."""
    return set(re.split(r" (?:AND|OR) ", expression.replace("(", "").replace(")", ""))) or {""}
