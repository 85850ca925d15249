"""docs/asvs.md names tests that are there, and says of each requirement whether it is met."""

import re

from tests.supply.locks import ROOT

TABLE = (ROOT / "docs/asvs.md").read_text()
NAMED = re.findall(r"`([\w./-]+\.(?:py|ts|tsx))::([^`]+)`", TABLE)
ROWS = re.findall(r"^\| (V\d.*?) \| (.*?) \| (.*?) \| (.*?) \|$", TABLE, re.MULTILINE)
MET = {"yes", "partly", "no", "gateway"}


def test_every_test_it_names_is_there() -> None:
    assert len(NAMED) > 80
    missing = [f"{path}::{name}" for path, name in NAMED if not is_there(path, name)]
    assert missing == []


def test_every_row_says_whether_and_how() -> None:
    assert len(ROWS) > 100
    for number, asks, met, how in ROWS:
        assert asks, number
        assert met in MET, (number, met)
        assert how.strip(), number


def test_no_requirement_stands_twice() -> None:
    numbers = [each for row in ROWS for each in re.findall(r"V\d+\.\d+\.\d+", row[0])]
    assert sorted(set(numbers)) == sorted(numbers)


def is_there(path: str, name: str) -> bool:
    text = (ROOT / path).read_text() if (ROOT / path).is_file() else ""
    words = f"def {name}(" if path.endswith(".py") else f"test('{name}'"
    return words in text
