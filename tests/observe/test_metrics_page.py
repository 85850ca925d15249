"""docs/metrics.md says what is measured: each by its name, type and labels, and nothing else."""

import re
from pathlib import Path

from raconteur.observe import instruments

PAGE = Path(__file__).parents[2] / "docs/metrics.md"
Row = tuple[str, str, tuple[str, ...]]


def measured() -> set[Row]:
    found: set[Row] = {(each.name, "gauge", each.labels) for each in instruments.ASKED}
    for counted in instruments.COUNTED:
        [family] = counted.describe()
        ending = "_total" if family.type == "counter" else ""
        found.add((family.name + ending, family.type, tuple(counted._labelnames)))
    return found


def told() -> set[Row]:
    table = PAGE.read_text().partition("## What there is")[2]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|([^|]*)\| [^|]+ \|$", table, re.MULTILINE)
    return {(name, kind, tuple(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}


def test_the_page_and_the_code_agree() -> None:
    assert told() == measured()


def test_names_and_units_are_as_prometheus_has_them() -> None:
    for name, kind, _ in measured():
        assert name.startswith(("raconteur_", "flask_app_"))
        assert name.endswith("_total") == (kind == "counter"), name
        assert not re.search(r"_(ms|milliseconds|minutes|kb|mb)(_|$)", name), name
