"""What Kibana imports: every part finds the others, and every field is one that a line may have."""

import json
import re
from typing import Any

import yaml

from ops import kibana
from ops.elastic.mapping import FIELDS
from ops.kibana.objects import ndjson
from tests.ops.log_hosts import APART

LINES = [json.loads(line) for line in ndjson().splitlines()]
LOGS = APART.hosts[3]


def of(kind: str) -> list[dict[str, Any]]:
    return [each["attributes"] for each in LINES if each["type"] == kind]


def test_each_part_comes_after_what_it_refers_to() -> None:
    seen: set[tuple[str, str]] = set()
    for each in LINES:
        assert {(to["type"], to["id"]) for to in each["references"]} <= seen
        seen.add((each["type"], each["id"]))
    assert len(seen) == len(LINES) == 9


def test_the_view_is_of_the_daily_indices_by_the_lines_own_time() -> None:
    [view] = of("index-pattern")
    assert (view["title"], view["timeFieldName"]) == ("flask-logs-*", "@timestamp")


def test_every_search_and_chart_says_which_lines_of_which_view() -> None:
    for each in LINES:
        if each["type"] in ("search", "visualization"):
            source = json.loads(each["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
            [reference] = each["references"]
            assert source["indexRefName"] == reference["name"]
            assert (reference["type"], reference["id"]) == ("index-pattern", "raconteur-logs")
            asked = re.findall(r"([@\w.]+) (?::|>=)", source["query"]["query"])
            assert asked
            assert set(asked) <= set(FIELDS)


def test_the_columns_and_the_charts_are_of_fields_that_there_are() -> None:
    shown = {column for search in of("search") for column in search["columns"]}
    states = [json.loads(chart["visState"]) for chart in of("visualization")]
    aggregations = [agg for state in states for agg in state["aggs"]]
    counted = {agg["params"]["field"] for agg in aggregations if agg["type"] != "count"}
    assert shown | counted <= set(FIELDS)
    # Words cannot be counted, names and numbers can.
    assert {FIELDS[name] for name in counted} <= {"date", "keyword", "long", "integer"}


def test_the_errors_have_their_trace_id_and_a_trace_goes_from_its_first_line() -> None:
    errors, trace, _ = of("search")
    assert errors["columns"][0] == "trace.id"
    assert trace["sort"] == [["@timestamp", "asc"]]
    assert {"service.name", "raconteur.passage.state"} <= set(trace["columns"])


def test_the_dashboard_shows_them_beside_each_other() -> None:
    [board] = [each for each in LINES if each["type"] == "dashboard"]
    panels = json.loads(board["attributes"]["panelsJSON"])
    assert [panel["panelRefName"] for panel in panels] == [to["name"] for to in board["references"]]
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridData"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken
        assert max(x for x, _ in cells) < 48
        taken |= cells


def test_only_the_machine_itself_reaches_it_and_it_tells_nobody() -> None:
    files = kibana.files(APART, LOGS)
    assert files["/usr/local/lib/raconteur/kibana/raconteur.ndjson"] == ndjson()
    assert yaml.safe_load(files["/etc/kibana/kibana.yml"]) == {
        "server.name": "logs",
        "server.host": "127.0.0.1",
        "server.port": 5601,
        "server.publicBaseUrl": "http://localhost:5601",
        "elasticsearch.hosts": ["https://127.0.0.1:9200"],
        "elasticsearch.ssl.certificateAuthorities": ["/etc/raconteur-logs/ca.crt"],
        "elasticsearch.ssl.verificationMode": "full",
        "xpack.security.session.idleTimeout": "1h",
        "xpack.security.session.lifespan": "24h",
        "telemetry.enabled": False,
        "telemetry.optIn": False,
        "xpack.fleet.enabled": False,
        "map.includeElasticMapsService": False,
        "newsfeed.enabled": False,
    }
