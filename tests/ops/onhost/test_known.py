"""Passwords are made once, by chance, and never told in a line."""

import stat
from pathlib import Path

import pytest

from ops.onhost import known
from ops.onhost.host import Failed
from tests.ops.onhost.hosting import host


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(known, "FOLDER", tmp_path / "made")
    monkeypatch.setattr(known, "_told", {})
    return tmp_path / "made"


def test_they_are_made_once_for_root_alone(folder: Path) -> None:
    here, said = host()
    made = known.make(here)
    assert known.make(here) == made
    assert len(set(made.values())) == len(known.NAMES)
    assert all(len(each) >= 43 for each in made.values())
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o400}
    assert not [line for line in said for each in made.values() if each in line]


def test_a_file_is_filled_with_what_was_heard() -> None:
    here, _ = host()
    known.hear({"redis": "chance"})
    assert known.fill("redis://:{{redis}}@192.0.2.1", here) == "redis://:chance@192.0.2.1"
    with pytest.raises(Failed, match="postgres"):
        known.fill("{{postgres}}", here)


def test_a_dry_run_makes_none(folder: Path) -> None:
    here, said = host(dry=True)
    known.make(here)
    assert not folder.exists()
    assert len(said) == len(known.NAMES)
