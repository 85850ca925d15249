"""What watches is a part of its host like any other, and comes with everything else."""

import pytest

from ops import parts, systemd
from ops.inventory import Inventory, Wrong
from ops.prometheus import TOKEN
from tests.ops.prometheus.conftest import Make


def test_every_host_is_watched_and_one_watches(apart: Inventory) -> None:
    having = {host.name: set(parts.of(host)) for host in apart.hosts}
    assert all("watched" in each for each in having.values())
    assert [name for name, each in having.items() if "metrics" in each] == ["eye"]


def test_secrets_are_for_prometheus_alone(apart: Inventory) -> None:
    [eye] = apart.of("metrics")
    files = {each["path"]: each for each in parts.PARTS["metrics"].files(apart, eye)}
    token = files[TOKEN]
    assert (token["mode"], token["group"], token["secret"]) == (0o440, "prometheus", True)
    assert not files["/etc/prometheus/prometheus.yml"]["secret"]


def test_a_writers_unit_says_where_it_is_asked(apart: Inventory) -> None:
    [pen] = apart.of("writer")
    unit = systemd.files(apart, pen)["/etc/systemd/system/raconteur-writer@.service"]
    lines = unit.splitlines()
    assert "Environment=RACONTEUR_METRICS_HOST=10.0.0.2" in lines
    assert "Environment=RACONTEUR_METRICS_PORT=600%i" in lines


def test_who_watches_needs_a_token_before_anything_is_touched(made: Make) -> None:
    hosts = {"a": {"address": "192.0.2.1", "roles": ["gateway", "serve", "metrics"]}}
    with pytest.raises(Wrong, match=r"secrets\.METRICS_TOKEN: is missing"):
        made(token=False, **hosts)
