"""docs/logs.md names every field that a line may have, and no other."""

import re
from pathlib import Path

from ops.elastic.mapping import KEEP_DAYS
from raconteur.observe import fields, logs

PAGE = (Path(__file__).parents[2] / "docs" / "logs.md").read_text(encoding="utf-8")


def test_the_page_names_the_fields_that_there_are() -> None:
    table = PAGE.partition("## The fields")[2].partition("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    told = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    assert sorted(told) == sorted(fields.NAMES)


def test_the_page_knows_how_much_is_kept() -> None:
    assert f"turned over at {logs.MAX_BYTES // 1024**2} MB" in PAGE
    assert logs.GENERATIONS == 5
    assert "five older ones are kept" in PAGE
    assert f"kept {KEEP_DAYS} days" in PAGE
