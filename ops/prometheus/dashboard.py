"""Grafana's dashboard, made anew whenever a metrics host is provisioned.

    python -m ops.prometheus > dashboard.json

for a Grafana elsewhere: Dashboards, New, Import.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import DataSourceRef

SOURCE = DataSourceRef(type_val="prometheus", uid="${source}")
WIDE, NARROW, HIGH, LOW = 12, 4, 8, 4


@dataclass(frozen=True)
class Graph:
    """queries: by what each of its lines is called, `{{label}}` stands for a label's value."""

    title: str
    about: str
    unit: str
    queries: Mapping[str, str]


# One number each: how it is now.
NOW = (
    Graph("People reading", "Event streams that are open.", "short",
          {"": "raconteur:live_readers:sum"}),
    Graph("Being written", "Passages that a writer has in hand.", "short",
          {"": 'raconteur:passages:max{state="writing"}'}),
    Graph("Waiting", "Passages that wait for a free hand.", "short",
          {"": 'raconteur:passages:max{state="queued"}'}),
    Graph("Stories", "Finished, and in nobody's trash.", "short",
          {"": 'raconteur:stories:max{state="done"}'}),
    Graph("Failing", "Requests that failed on our side.", "percentunit",
          {"": "raconteur:request_errors:ratio_rate5m"}),
    Graph("Backup", "Since the last one that was whole.", "s",
          {"": "time() - max(raconteur_backup_last_success_timestamp_seconds)"}),
)  # fmt: skip
ROWS: Mapping[str, tuple[Graph, ...]] = {
    "Stories": (
        Graph("Passages that end", "A second, by how they end.", "ops",
              {"{{state}} {{reason}}":
               "sum by (state, reason) (rate(raconteur_passages_ended_total[$__rate_interval]))"}),
        Graph("Hands", "What all writers can write at once.", "short",
              {"{{state}}": "raconteur:hands:sum"}),
        Graph("Wait for a writer", "From being asked for to being taken up.", "s",
              {"nine in ten": "raconteur:queue_wait_seconds:p90_15m",
               "the longest now": 'raconteur:passages_longest_seconds:max{state="queued"}'}),
        Graph("Not done", "Passages in the database by state.", "short",
              {"{{state}}": 'raconteur:passages:max{state!="done"}'}),
        Graph("Held back by the gates", "An hour, by the gravest reason.", "short",
              {"{{gate}} {{category}}":
               "sum by (gate, category) (increase(raconteur_gate_refusals_total[1h]))"}),
        Graph("Taken over", "Passages of writers that showed no life, an hour.", "short",
              {"{{process}}":
               "sum by (process) (increase(raconteur_lease_takeovers_total[1h]))"}),
    ),
    "Models": (
        Graph("First text", "From being asked, nine answers in ten.", "s",
              {"{{model}}": "raconteur:first_token_seconds:p90_15m"}),
        Graph("Speed", "Tokens a second of one answer, the middle one.", "short",
              {"{{model}}": "raconteur:model_tokens_per_second:p50_15m"}),
        Graph("Tokens", "A second, of all answers.", "short",
              {"{{model}} {{kind}}": "raconteur:model_tokens:rate5m"}),
        Graph("Failures", "A quarter of an hour, by kind.", "short",
              {"{{model}} {{kind}}":
               "sum by (model, kind) (increase(raconteur_model_errors_total[15m]))"}),
        Graph("Cost", "A day, in the server's currency.", "short",
              {"{{model}}": "sum by (model) (increase(raconteur_model_cost_total[1d]))"}),
        Graph("What does not answer", "0 where at least one process misses it.", "short",
              {"{{part}}": "min by (part) (raconteur_part_up)"}),
    ),
    "Requests": (
        Graph("Requests", "A second, by status.", "reqps",
              {"{{http_status}}": "raconteur:requests:rate5m"}),
        Graph("Latency", "Nineteen in twenty are quicker.", "s",
              {"all": "raconteur:request_latency_seconds:p95_5m"}),
    ),
    "Machines": (
        Graph("Processor", "Of each host, all cores.", "percentunit",
              {"{{host}}": "1 - avg by (host) "
               '(rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))'}),
        Graph("Memory", "Used.", "percentunit",
              {"{{host}}": "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"}),
        Graph("Disks", "Used.", "percentunit",
              {"{{host}} {{mountpoint}}":
               '1 - node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs|squashfs|overlay"}'
               " / node_filesystem_size_bytes"}),
        Graph("Memory of processes", "Resident.", "bytes",
              {"{{process}}": 'process_resident_memory_bytes{job="raconteur"}'}),
        Graph("Certificates", "How long they hold.", "s",
              {"{{page}}": "min by (page) (probe_ssl_earliest_cert_expiry) - time()"}),
        Graph("Version", "What runs where.", "short",
              {"{{version}}": "count by (version) (raconteur_build_info)"}),
    ),
}  # fmt: skip


def as_json() -> str:
    return json.dumps(build(), cls=JSONEncoder, indent=1, sort_keys=True) + "\n"


def build() -> object:
    board = (
        dashboard.Dashboard("Raconteur")
        .uid("raconteur")
        .tags(["raconteur"])
        .timezone("browser")
        .time("now-6h", "now")
        .refresh("1m")
        .readonly()
        .with_variable(dashboard.DatasourceVariable("source").label("Source").type("prometheus"))
    )
    for graph in NOW:
        board = board.with_panel(_number(graph))
    for title, graphs in ROWS.items():
        board = board.with_row(dashboard.Row(title))
        for graph in graphs:
            board = board.with_panel(_lines(graph))
    return board.build()


def _number(graph: Graph) -> stat.Panel:
    panel = stat.Panel().title(graph.title).description(graph.about).unit(graph.unit)
    panel = panel.datasource(SOURCE).span(NARROW).height(LOW)
    for query in _queries(graph):
        panel = panel.with_target(query.instant())
    return panel


def _lines(graph: Graph) -> timeseries.Panel:
    panel = timeseries.Panel().title(graph.title).description(graph.about).unit(graph.unit)
    panel = panel.datasource(SOURCE).span(WIDE).height(HIGH).min(0).fill_opacity(10)
    panel = panel.legend(common.VizLegendOptions().show_legend(True))
    for query in _queries(graph):
        panel = panel.with_target(query)
    return panel


def _queries(graph: Graph) -> list[prometheus.Dataquery]:
    return [
        prometheus.Dataquery().datasource(SOURCE).expr(expr).legend_format(legend).ref_id(ref)
        for ref, (legend, expr) in zip("ABCDEF", graph.queries.items(), strict=False)
    ]
