"""A release is brought to all hosts in an order that keeps the stories, or taken back from all."""

from pathlib import Path

import pytest

from ops import releases, sending
from ops.building import Release
from ops.tables import Wrong
from ops.visiting import Failed
from tests.ops.inventories import many, read
from tests.ops.visited import Visited, visited

NEW = Release(Path("/nowhere"), "new" + "0" * 61)


@pytest.fixture(autouse=True)
def lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ops.building.venv_name", lambda *_: "packages")
    monkeypatch.setattr("ops.weights.send", lambda *_, **__: None)


def deploy(visits: dict[str, Visited]) -> list[tuple[str, str]]:
    """What was done, in order."""
    releases.deploy(read(many()), dict(visits), NEW, lambda _: None)
    return visits["front"].log


def steps(log: list[tuple[str, str]], begins: str) -> list[str]:
    return [f"{host} {step}" for host, step in log if step.startswith(begins)]


def test_what_others_need_is_restarted_first() -> None:
    assert steps(deploy(visited(read(many()))), "restart") == [
        "mind restart raconteur-model.service",
        "stories restart raconteur-writer@1.service",
        "stories restart raconteur-writer@2.service",
        "front restart raconteur-web@5000.service",
        "front restart raconteur-web@5001.service",
        "stories restart raconteur-web@5000.service",
    ]


def test_nothing_ends_for_a_release_that_needs_no_migration() -> None:
    log = deploy(visited(read(many())))
    assert not steps(log, "stop")
    assert not steps(log, "migrate")


def test_nothing_is_touched_when_a_host_would_not_come_back() -> None:
    visits = visited(read(many()))
    visits["stories"].fails = {"reach"}
    with pytest.raises(Failed, match="stories: reach"):
        deploy(visits)
    log = visits["front"].log
    assert not [step for _, step in log if step.startswith(("stop", "switch", "restart"))]


def test_a_model_of_ours_that_is_down_is_started_again() -> None:
    visits = visited(read(many()), ask="")
    log = deploy(visits)
    assert not steps(log, "reach")
    assert "mind restart raconteur-model.service" in steps(log, "restart")


def test_what_is_not_ours_is_left_running() -> None:
    assert not "raconteur-shipper.service".startswith(releases.OURS)
    assert "raconteur-web@5002.service".startswith(releases.OURS)


def test_everything_ends_before_a_migration_and_one_host_migrates() -> None:
    log = deploy(visited(read(many()), needed="yes, from 0010 to 0011"))
    done = [step for _, step in log if step in ("stop", "migrate", "switch")]
    assert done == ["stop"] * 3 + ["migrate"] + ["switch"] * 3
    assert len(steps(log, "needed")) == 1


def test_nobody_is_left_running_on_a_database_that_changes() -> None:
    visits = visited(read(many()), needed="yes, from 0010 to 0011")
    del visits["mind"]
    with pytest.raises(Wrong, match="mind would not end meanwhile"):
        deploy(visits)
    assert not [step for _, step in visits["front"].log if step in ("stop", "migrate", "switch")]
    with pytest.raises(Wrong, match="mind would not end meanwhile"):
        releases.rollback(read(many()), dict(visits), file="/var/backups/raconteur/one.backup")


def test_what_fails_anywhere_is_taken_back_everywhere() -> None:
    visits = visited(read(many()))
    visits["front"].fails = {"restart raconteur-web@5001.service"}
    with pytest.raises(Failed, match="front"):
        deploy(visits)
    log = visits["front"].log
    assert sorted(steps(log, "undo")) == ["data undo", "front undo", "mind undo", "stories undo"]
    assert not steps(log, "keep")
    assert not steps(log, "prune")


def test_a_host_that_is_gone_keeps_none_from_being_taken_back() -> None:
    visits = visited(read(many()))
    visits["front"].fails = {"restart raconteur-web@5000.service", "undo"}
    with pytest.raises(Failed, match="web@5000"):
        deploy(visits)
    assert "stories undo" in steps(visits["front"].log, "undo")


def test_a_release_that_lies_there_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "send", lambda *_, **__: pytest.fail("sent"))
    log = deploy(visited(read(many())))
    assert not steps(log, "prepare")
    assert not steps(log, "finish")


def test_no_release_is_sent_to_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "send", lambda *_, **__: pytest.fail("sent"))
    visits = visited(read(many()), release={"current": "old", "there": False, "venv": False})
    for each in visits.values():
        each.finds["facts"] = {**each.finds["facts"], "free": 1000}
    with pytest.raises(Failed, match="nearly full"):
        deploy(visits)


def test_the_one_before_is_gone_back_to_on_all_hosts() -> None:
    visits = visited(read(many()))
    assert releases.rollback(read(many()), dict(visits)) == "older"
    switched = [
        given["id"] for each in visits.values() for step, given in each.given if step == "switch"
    ]
    assert switched == ["older"] * 3


def test_passwords_go_from_their_host_to_those_that_need_them() -> None:
    visits = visited(read(many()), passwords={"redis": "chance"})
    deploy(visits)
    told = {
        name: [given.get("told") for step, given in each.given if step == "passwords"]
        for name, each in visits.items()
    }
    assert told["front"] == told["stories"] == told["mind"] == [{"redis": "chance"}]
