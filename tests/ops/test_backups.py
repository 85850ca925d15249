"""A backup comes back while nothing runs, and what ran runs again whatever happens."""

from pathlib import Path

import pytest

from ops import backups
from ops.inventory import Wrong
from ops.visiting import Failed
from tests.ops.inventories import many, read
from tests.ops.visited import visited


def test_everything_ends_before_and_starts_after() -> None:
    visits = visited(read(many()))
    backups.restore(read(many()), dict(visits), "/var/backups/raconteur/x.backup", lambda _: None)
    log = [step.split()[0] for _, step in visits["front"].log]
    steps = [step for step in log if step in ("stop", "restore", "undo", "restart")]
    assert steps == ["stop"] * 3 + ["restore"] + ["restart"] * 6


def test_what_cannot_be_restored_leaves_all_as_it_was() -> None:
    visits = visited(read(many()))
    for each in visits.values():
        each.fails = {"restore"}
    with pytest.raises(Failed, match="restore"):
        backups.restore(read(many()), dict(visits), "x.backup", lambda _: None)
    undone = [host for host, step in visits["front"].log if step == "undo"]
    assert undone == ["data", "mind", "stories", "front"], "what others wait for comes first"


def test_nothing_ends_for_a_file_that_is_not_there() -> None:
    visits = visited(read(many()), has=False)
    with pytest.raises(Wrong, match="neither here nor on stories"):
        backups.restore(read(many()), dict(visits), "x.backup", lambda _: None)
    assert not [step for _, step in visits["front"].log if step == "stop"]


def test_a_part_of_the_hosts_is_not_enough() -> None:
    visits = visited(read(many()))
    visits.pop("front")
    with pytest.raises(Wrong, match="name no host"):
        backups.restore(read(many()), dict(visits), "x.backup", lambda _: None)


def test_a_copy_is_fetched_where_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr("ops.sending.fetch", lambda _i, _h, file, *_a, **_k: fetched.append(file))
    visits = visited(read(many()), backup="/var/backups/raconteur/x.backup")
    backups.backup(read(many()), dict(visits), lambda _: None, str(tmp_path))
    assert fetched == ["/var/backups/raconteur/x.backup"]
