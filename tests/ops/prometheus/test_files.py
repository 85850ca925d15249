"""Each host gets what it needs to be watched; one gets what watches, and nobody else sees that."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from ops import prometheus
from ops.inventory import Inventory, Wrong
from ops.prometheus import PASSWORD, TOKEN, files, secrets, writer_environment
from ops.prometheus.targets import pages, processes
from tests.ops.prometheus import conftest
from tests.ops.prometheus.conftest import Make, laid_out, program, run


@pytest.mark.parametrize("mail", [True, False])
def test_prometheus_and_alertmanager_take_what_is_written_for_them(
    made: Make, tmp_path: Path, mail: bool
) -> None:
    one = made(mail, a={"address": "192.0.2.1", "roles": ["gateway", "serve", "metrics"]})
    etc = laid_out(one, "a", tmp_path)
    assert "SUCCESS" in run(program("promtool"), "check", "config", str(etc / "prometheus.yml"))
    said = run(program("amtool"), "check-config", str(etc / "alertmanager.yml"))
    assert "1 receivers" in said


def test_every_process_is_asked_where_it_listens(apart: Inventory) -> None:
    [eye] = apart.of("metrics")
    found = {each.process: (each.address, each.host) for each in processes(apart, eye)}
    assert found == {
        "web@5000": ("10.0.0.1:5000", "gate"),
        "web@5001": ("10.0.0.1:5001", "gate"),
        "writer@1": ("10.0.0.2:6001", "pen"),
        "writer@2": ("10.0.0.2:6002", "pen"),
    }


def test_on_one_machine_everything_is_asked_on_loopback(one: Inventory) -> None:
    [host] = one.hosts
    text = files(one, host)["/etc/prometheus/prometheus.yml"]
    [mine] = [each for each in yaml.safe_load(text)["scrape_configs"] if each["job_name"] == "node"]
    assert mine["static_configs"][0]["targets"] == ["127.0.0.1:9100"]
    assert [each.address for each in processes(one, host)] == ["127.0.0.1:5000"]
    assert "192.0.2.1" not in text


def test_a_writers_unit_has_it_listen_where_it_is_asked(apart: Inventory, one: Inventory) -> None:
    [pen] = apart.of("writer")
    host, port = writer_environment(apart, pen)
    assert host == "RACONTEUR_METRICS_HOST=10.0.0.2"
    # As systemd says `%i` for each of them.
    ports = [port.partition("=")[2].replace("%i", str(n)) for n in (1, 2)]
    [eye] = apart.of("metrics")
    asked = [each.address for each in processes(apart, eye) if each.role == "writer"]
    assert [f"10.0.0.2:{each}" for each in ports] == asked
    unwatched = replace(apart, hosts=tuple(each for each in apart.hosts if each != eye))
    assert writer_environment(unwatched, pen) == []


def test_the_last_of_many_writers_still_has_a_port() -> None:
    assert int(prometheus.WRITER_PORT.replace("%i", "99")) < 65536


def test_what_watches_listens_on_loopback_alone(apart: Inventory) -> None:
    [eye] = apart.of("metrics")
    for path, text in files(apart, eye).items():
        if path.startswith("/etc/default/") and "node-exporter" not in path:
            listens = re.findall(r"listen-address=(\S*?)[\s\"]", text)
            assert listens
            assert all(not each or each.startswith("127.0.0.1:") for each in listens), text


def test_other_hosts_are_watched_on_their_private_address_and_get_nothing_else(
    apart: Inventory,
) -> None:
    [pen] = apart.of("writer")
    [(path, text)] = files(apart, pen).items()
    assert path == "/etc/default/prometheus-node-exporter"
    assert "--web.listen-address=10.0.0.2:9100 " in text
    assert secrets(apart, pen) == {}


def test_secrets_are_in_no_file_but_their_own(one: Inventory) -> None:
    [host] = one.hosts
    assert secrets(one, host) == {TOKEN: conftest.TOKEN, PASSWORD: "hush"}
    every = "".join(files(one, host).values())
    assert conftest.TOKEN not in every
    assert "hush" not in every
    assert "stories@example.com" in every


def test_without_a_token_it_is_said_before_anything_is_written(one: Inventory) -> None:
    without = replace(one, secrets={})
    with pytest.raises(Wrong, match=r"secrets\.METRICS_TOKEN: is missing; .*openssl"):
        files(without, one.hosts[0])


def test_where_nobody_watches_the_machine_tells_itself_alone(made: Make) -> None:
    alone = replace(made(a={"address": "192.0.2.1", "roles": ["gateway", "serve"]}), secrets={})
    [(path, text)] = files(alone, alone.hosts[0]).items()
    assert path == "/etc/default/prometheus-node-exporter"
    assert re.findall(r"listen-address=(\S+)", text) == ["127.0.0.1:9100"]


def test_the_page_and_the_api_are_looked_at_from_outside(made: Make, tmp_path: Path) -> None:
    one = made(a={"address": "192.0.2.1", "roles": ["gateway", "serve", "metrics"]})
    [host] = one.hosts
    there = pages(replace(one.site, path="/stories/"))
    assert there == ("https://example.com/stories/", "https://example.com/stories/api/session")
    assert pages(replace(one.site, api="api.example.com"))[1] == ("https://api.example.com/session")
    assert "- https://example.com/api/session" in files(one, host)["/etc/prometheus/prometheus.yml"]
