"""Files are written where they differ, whole, and put back as they were."""

import stat
from pathlib import Path

import pytest

from ops.onhost import files
from ops.onhost.host import Failed
from tests.ops.onhost.hosting import file, host


def test_what_is_as_it_shall_be_is_not_touched(tmp_path: Path) -> None:
    here, said = host()
    wanted = file(tmp_path / "env", "A=1\n", mode=0o640)
    assert files.write(here, [wanted]) == [str(tmp_path / "env")]
    inode = (tmp_path / "env").stat().st_ino
    assert files.write(here, [wanted]) == []
    assert (tmp_path / "env").stat().st_ino == inode
    assert said == [f"write {tmp_path}/env"]


def test_a_mode_alone_is_a_difference(tmp_path: Path) -> None:
    here, _ = host()
    files.write(here, [file(tmp_path / "env", "A=1\n")])
    assert files.write(here, [file(tmp_path / "env", "A=1\n", mode=0o600)])
    assert stat.S_IMODE((tmp_path / "env").stat().st_mode) == 0o600


def test_it_is_put_back_with_its_age(tmp_path: Path) -> None:
    here, _ = host()
    (tmp_path / "env").write_text("before")
    age = (tmp_path / "env").stat().st_mtime_ns
    files.write(here, [file(tmp_path / "env", "after"), file(tmp_path / "new", "new")])
    here.undo()
    assert (tmp_path / "env").read_text() == "before"
    assert (tmp_path / "env").stat().st_mtime_ns == age
    assert not (tmp_path / "new").exists()


def test_what_is_kept_is_not_put_back(tmp_path: Path) -> None:
    here, _ = host()
    files.write(here, [file(tmp_path / "env", "after")])
    here.keep()
    here.undo()
    assert (tmp_path / "env").read_text() == "after"


def test_a_file_that_shall_not_be_there_is_removed_and_comes_back(tmp_path: Path) -> None:
    here, _ = host()
    (tmp_path / "secret").write_text("s")
    assert files.write(here, [file(tmp_path / "secret", None)])
    assert not (tmp_path / "secret").exists()
    assert files.write(here, [file(tmp_path / "secret", None)]) == []
    here.undo()
    assert (tmp_path / "secret").read_text() == "s"


def test_what_does_not_pass_its_check_is_wrong(tmp_path: Path) -> None:
    here, _ = host()
    with pytest.raises(Failed, match="false ended with 1"):
        files.write(here, [file(tmp_path / "conf", "after")], check=[["false"]])
    assert files.write(here, [file(tmp_path / "conf", "after")], check=[["false"]]) == []


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    here, said = host(dry=True)
    (tmp_path / "env").write_text("A=1\nB=2\n")
    assert files.write(here, [file(tmp_path / "env", "A=1\nB=3\n")])
    assert "  -B=2" in said
    assert "  +B=3" in said
    assert (tmp_path / "env").read_text() == "A=1\nB=2\n"


def test_a_dry_run_shows_no_secret(tmp_path: Path) -> None:
    here, said = host(dry=True)
    (tmp_path / "key").write_text("hush-before")
    files.write(here, [file(tmp_path / "key", "hush-after", secret=True)])
    assert said == [f"would write {tmp_path}/key"]


def test_a_folder_may_have_a_name_that_only_the_host_knows(tmp_path: Path) -> None:
    here, _ = host()
    (tmp_path / "15/main").mkdir(parents=True)
    files.write(here, [file(tmp_path / "*/main/conf", "x")])
    assert (tmp_path / "15/main/conf").read_text() == "x"
    with pytest.raises(Failed, match="provision this host first"):
        files.write(here, [file(tmp_path / "none/*/conf", "x")])
