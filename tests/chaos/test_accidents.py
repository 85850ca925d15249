"""What ends though nobody killed it is seen."""

import random
from types import SimpleNamespace
from typing import Any, cast

from tests.chaos.accidents import UNASKED, Accidents
from tests.cluster.cluster import Cluster


class FakePart:
    def __init__(self, *, alive: bool) -> None:
        self.alive = alive

    def spawn(self) -> None:
        self.alive = True


def a_cluster(**parts: Any) -> Cluster:
    server = SimpleNamespace(part=FakePart(alive=True))
    servers = {"postgres": server, "redis": server, "rabbitmq": server}
    here = {"disk": SimpleNamespace(mounted=False), "clock": SimpleNamespace(here=False)}
    return cast(Cluster, SimpleNamespace(**servers, **here, **parts))


def test_what_ended_by_itself_is_started_anew_and_counted_though_not_as_a_kill() -> None:
    writers = [FakePart(alive=True), FakePart(alive=False)]
    accidents = Accidents(a_cluster(webs=[], writers=writers), random.Random(1))
    accidents.start_what_ended()
    assert all(writer.alive for writer in writers)
    assert [each.what for each in accidents.happened] == [UNASKED]
    assert accidents.kills == 0


def test_what_cannot_happen_here_is_said() -> None:
    accidents = Accidents(a_cluster(webs=[], writers=[]), random.Random(1))
    assert [each.split()[0] for each in accidents.left_out] == ["full", "clock"]
    assert not {"full disk", "clock"} & set(accidents.weights)
