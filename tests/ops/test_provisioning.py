"""Hosts are brought up in an order in which each finds what it needs, and none locks itself out."""

import pytest

from ops import parts, provisioning
from ops.inventory import Host, Wrong
from ops.visiting import Failed
from tests.ops.inventories import example, many, read
from tests.ops.visited import FACTS, visited


def come_in(_host: Host) -> None:
    """Somebody does."""


def test_who_makes_the_passwords_is_first() -> None:
    visits = visited(read(many()))
    provisioning.provision(read(many()), dict(visits), come_in)
    packages = [host for host, step in visits["front"].log if step == "packages"]
    assert packages[0] == "data"
    assert sorted(packages) == ["data", "front", "mind", "stories"]


def test_a_firewall_that_locks_us_out_is_not_kept() -> None:
    visits = visited(read(example()))

    def locked_out(_host: Host) -> None:
        raise Wrong("cannot be reached")

    with pytest.raises(Wrong):
        provisioning.provision(read(example()), dict(visits), locked_out)
    assert not [step for _, step in visits["stories"].log if step == "keep"]


def test_nothing_is_done_where_one_host_is_none_of_ours() -> None:
    visits = visited(read(many()))
    visits["stories"].finds["facts"] = {**FACTS, "system": "fedora"}
    with pytest.raises(Failed, match="stories: is fedora; must be Debian or Ubuntu"):
        provisioning.provision(read(many()), dict(visits), come_in)
    assert {step for _, step in visits["front"].log} == {"lock", "facts"}


def test_a_host_gets_what_its_roles_want() -> None:
    inventory = read(many())
    front, _, mind, data = inventory.hosts
    assert "nginx" in parts.packages(inventory, front)
    assert "libgomp1" in parts.packages(inventory, mind)
    assert {"postgresql", "redis-server"} <= set(parts.packages(inventory, data))
    assert "nginx" not in parts.packages(inventory, data)


def test_every_path_is_put_there_by_one_part() -> None:
    inventory = read(many())
    for host in inventory.hosts:
        paths = [
            each["path"] for part in parts.of(host).values() for each in part.files(inventory, host)
        ]
        assert len(paths) == len(set(paths))
