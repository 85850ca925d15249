"""A release is there whole or not at all, and what serves is one link."""

from pathlib import Path

import pytest

from ops.onhost import releases
from ops.onhost.digest import digest
from ops.onhost.host import Failed, Host
from tests.ops.onhost.hosting import host


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, path in {
        "ROOT": "",
        "RELEASES": "releases",
        "VENVS": "venvs",
        "WHEELS": "wheels",
        "CURRENT": "current",
        "PREVIOUS": "previous",
        "HISTORY": "history",
    }.items():
        monkeypatch.setattr(releases, name, tmp_path / path)
    (tmp_path / "releases").mkdir()
    return tmp_path


def laid(root: Path, id: str, venv: str = "packages") -> None:
    """A whole release."""
    (root / "venvs" / venv).mkdir(parents=True, exist_ok=True)
    (root / "venvs" / venv / ".whole").touch()
    (root / "releases" / id).mkdir()
    (root / "releases" / id / ".venv").symlink_to(root / "venvs" / venv)


def switched(*ids: str) -> Host:
    here, _ = host()
    for id in ids:
        releases.switch(here, id)
    return here


def test_a_switch_is_taken_back_to_the_one_before(root: Path) -> None:
    laid(root, "one")
    laid(root, "two")
    switched("one").keep()
    here = switched("two")
    assert releases.current() == "two"
    here.undo()
    assert releases.current() == "one"
    assert releases.state(here)["before"] == ""


def test_the_one_before_stays_at_hand_for_pages_that_are_open(root: Path) -> None:
    for id in ("one", "two", "three"):
        laid(root, id)
    switched("one").keep()
    assert not (root / "previous").is_symlink()
    switched("two").keep()
    assert (root / "previous").readlink().name == "one"
    switched("three").undo()
    assert (root / "previous").readlink().name == "one"


def test_a_first_one_that_fails_leaves_nothing_serving(root: Path) -> None:
    laid(root, "one")
    switched("one").undo()
    assert releases.current() == ""
    assert not (root / "current").is_symlink()


def test_the_one_before_is_another_one_that_is_still_there(root: Path) -> None:
    for id in ("one", "two"):
        laid(root, id)
    here = switched("one", "two", "one", "two")
    assert releases.state(here)["before"] == "one"


def test_what_is_not_whole_is_not_there(root: Path) -> None:
    laid(root, "one")
    (root / "venvs/packages/.whole").unlink()
    here, _ = host()
    assert not releases.state(here, id="one")["there"]
    with pytest.raises(Failed, match="no release one"):
        releases.switch(here, "one")


def test_what_is_not_what_was_sent_is_no_release(root: Path) -> None:
    here, _ = host()
    part = Path(releases.prepare(here, "one"))
    part.mkdir()
    (part / "requirements.lock").write_text("half")
    with pytest.raises(Failed, match="not what was sent"):
        releases.finish(here, "one", wanted="0" * 64, lock="packages")
    assert [each.name for each in (root / "releases").iterdir()] == [".one.part"]


def test_what_a_lost_try_left_goes_with_the_next(root: Path) -> None:
    here, _ = host()
    for name in (".lost.part", ".one.part"):
        (root / "releases" / name).mkdir()
    releases.prepare(here, "one")
    assert [each.name for each in (root / "releases").iterdir()] == [".one.part"]


def test_the_last_five_stay_and_the_packages_they_need(root: Path) -> None:
    for number in range(7):
        laid(root, f"r{number}", f"v{number}")
        switched(f"r{number}")
    here, _ = host()
    releases.prune(here)
    assert {each.name for each in (root / "releases").iterdir()} == {f"r{n}" for n in range(2, 7)}
    assert {each.name for each in (root / "venvs").iterdir()} == {f"v{n}" for n in range(2, 7)}


def test_what_the_host_adds_does_not_change_what_a_release_is(root: Path) -> None:
    laid(root, "one")
    (root / "releases/one/a.py").write_text("a = 1\n")
    before = digest(root / "releases/one")
    (root / "releases/one/__pycache__").mkdir()
    (root / "releases/one/__pycache__/a.pyc").write_bytes(b"compiled")
    assert digest(root / "releases/one") == before
