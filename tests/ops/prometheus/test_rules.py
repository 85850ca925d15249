"""Each alert rises when it should and at no other time, and says what to do."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops import prometheus
from ops.prometheus import dashboard
from raconteur.observe import instruments
from tests.ops.prometheus.conftest import program, run

ROOT = Path(__file__).parents[3]
HOSTING = ROOT / "docs/hosting.md"
ALERTS = [
    rule
    for group in yaml.safe_load(prometheus.rules()["alerts.yml"])["groups"]
    for rule in group["rules"]
]
RECORDED = [
    rule["record"]
    for group in yaml.safe_load(prometheus.rules()["recording.yml"])["groups"]
    for rule in group["rules"]
]
# Of node_exporter, blackbox_exporter and Prometheus themselves, and what the backup says.
OTHERS = {
    *("up", "probe_success", "probe_ssl_earliest_cert_expiry", "ALERTS"),
    *("node_filesystem_avail_bytes", "node_filesystem_size_bytes", "node_systemd_unit_state"),
    *("node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes", "node_cpu_seconds_total"),
    *("prometheus_notifications_dropped_total", "alertmanager_notifications_failed_total"),
    *("process_resident_memory_bytes", "raconteur_backup_last_success_timestamp_seconds"),
}
JOB, NODE = 'job="raconteur",host="a"', 'job="node",host="a"'
WEB, WRITER = f'{JOB},role="web",process="web@5000"', f'{JOB},role="writer",process="writer@1"'
DISK = f'{{{NODE},mountpoint="/",fstype="ext4"}}'


@dataclass(frozen=True)
class Case:
    """Series as promtool writes them (`0+5x10`: a value a minute), with which an alert is up after
    so many minutes, and others with which it is not."""

    alert: str
    minutes: int
    bad: dict[str, str]
    good: dict[str, str] = field(default_factory=dict)


ANSWERS = 'flask_app_request_count_total{http_status="200"}'
BROKEN = 'flask_app_request_count_total{http_status="500"}'
FAILED = 'raconteur_model_errors_total{model="large",kind="died"}'
BEGUN = 'raconteur_first_token_seconds_count{model="large"}'
EARLY = 'raconteur_first_token_seconds_bucket{model="large",le="10"}'
LATE = 'raconteur_first_token_seconds_bucket{model="large",le="60"}'
ALL = 'raconteur_first_token_seconds_bucket{model="large",le="+Inf"}'
OWN = 'raconteur_first_token_seconds_bucket{model="own",le='
QUEUED, LONG = 'raconteur_passages{state="queued"}', "raconteur_passages_longest_seconds"
EXPIRES = 'probe_ssl_earliest_cert_expiry{job="site",page="https://example.com/"}'
BACKUP = "raconteur_backup_last_success_timestamp_seconds"
LATENCY = 'flask_app_request_latency_seconds_bucket{endpoint="/api/stories",le='
DAY = 86400

CASES = [
    Case("SiteDown", 5, {'probe_success{job="site",page="p"}': "1 0x9"},
         {'probe_success{job="site",page="p"}': "1 0 0 1 0 0 1 0 0 1"}),
    Case("RaconteurDown", 4, {f"up{{{WEB}}}": "1 0x9", f"up{{{WRITER}}}": "1x9"},
         {f"up{{{WEB}}}": "1x9"}),
    Case("RaconteurNobodyWrites", 3, {f"up{{{WEB}}}": "1x9", f"up{{{WRITER}}}": "0x9"},
         {f"up{{{WRITER}}}": "0x9", f'up{{{JOB},role="writer",process="writer@2"}}': "1x9"}),
    Case("RaconteurNobodyWrites", 3, {f"up{{{WEB}}}": "1x9"}),
    Case("RaconteurErrors", 15, {ANSWERS: "0+60x20", BROKEN: "0+10x20"},
         {ANSWERS: "0+600x20", BROKEN: "0+10x20"}),
    Case("RaconteurPartAway", 5,
         {'raconteur_part_up{part="bus",process="web@5000"}': "1 0x9",
          'raconteur_part_up{part="bus",process="web@5001"}': "1x9"},
         {'raconteur_part_up{part="bus",process="web@5000"}': "1x9"}),
    Case("RaconteurModelFails", 20, {FAILED: "0+1x30", BEGUN: "0+1x30"},
         {FAILED: "0+1x30", BEGUN: "0+20x30"}),
    Case("RaconteurModelFails", 20, {FAILED: "0+1x30"},
         {FAILED.replace("large", "own"): "0+1x30"}),
    Case("RaconteurNotKept", 3,
         {'raconteur_passages_ended_total{state="failed",reason="storage"}': "0 0 1x9"},
         {'raconteur_passages_ended_total{state="failed",reason="died"}': "0 0 1x9"}),
    Case("RaconteurSlow", 20, {f'{LATENCY}"1"}}': "0+1x30", f'{LATENCY}"2.5"}}': "0+9x30",
                               f'{LATENCY}"+Inf"}}': "0+9x30"},
         {f'{LATENCY}"1"}}': "0+9x30", f'{LATENCY}"+Inf"}}': "0+9x30"}),
    Case("RaconteurFirstTokenSlow", 30, {EARLY: "0+1x40", LATE: "0+5x40", ALL: "0+5x40"},
         {f'{OWN}"10"}}': "0+1x40", f'{OWN}"60"}}': "0+5x40", f'{OWN}"+Inf"}}': "0+5x40"}),
    Case("RaconteurWaitsLong", 10, {f'{LONG}{{state="queued"}}': "0+60x12"},
         {f'{LONG}{{state="queued"}}': "0+60x5 0+60x5"}),
    Case("RaconteurQueueGrows", 40, {QUEUED: "0+2x60"}, {QUEUED: "40x60"}),
    Case("RaconteurStuck", 40, {f'{LONG}{{state="writing"}}': "0+60x60"},
         {f'{LONG}{{state="queued"}}': "0+60x60"}),
    Case("RaconteurWritersDie", 20, {f"raconteur_lease_takeovers_total{{{WRITER}}}": "0 0+1x30"},
         {f"raconteur_lease_takeovers_total{{{WRITER}}}": "0 2x30"}),
    Case("CertificateExpires", 65, {EXPIRES: f"{10 * DAY}x90"}, {EXPIRES: f"{29 * DAY}x90"}),
    Case("BackupTooOld", 65, {BACKUP: f"{-2 * DAY}x90"}, {BACKUP: f"{-DAY}x90"}),
    Case("BackupTooOld", 65, {f"up{{{WEB}}}": "1x90"}),
    Case("DiskFull", 7, {f"node_filesystem_avail_bytes{DISK}": "9x20",
                         f"node_filesystem_size_bytes{DISK}": "100x20"},
         {f"node_filesystem_avail_bytes{DISK}": "11x20",
          f"node_filesystem_size_bytes{DISK}": "100x20"}),
    Case("DiskFills", 180, {f"node_filesystem_avail_bytes{DISK}": "39000-10x300",
                            f"node_filesystem_size_bytes{DISK}": "100000x300"},
         {f"node_filesystem_avail_bytes{DISK}": "39000-1x300",
          f"node_filesystem_size_bytes{DISK}": "100000x300"}),
    Case("MemoryLow", 12, {f"node_memory_MemAvailable_bytes{{{NODE}}}": "6x20",
                           f"node_memory_MemTotal_bytes{{{NODE}}}": "100x20"},
         {f"node_memory_MemAvailable_bytes{{{NODE}}}": "8x20",
          f"node_memory_MemTotal_bytes{{{NODE}}}": "100x20"}),
    Case("HostDown", 5, {f"up{{{NODE}}}": "1 0x9"}, {f"up{{{NODE}}}": "1x9"}),
    Case("UnitFailed", 4,
         {f'node_systemd_unit_state{{{NODE},name="nginx.service",state="failed"}}': "1x9"},
         {f'node_systemd_unit_state{{{NODE},name="nginx.service",state="active"}}': "1x9"}),
    Case("AlertsNotDelivered", 8,
         {'prometheus_notifications_dropped_total{job="prometheus"}': "0 0+1x20"},
         {'prometheus_notifications_dropped_total{job="prometheus"}': "7x20"}),
]  # fmt: skip


def judged(case: Case, series: dict[str, str], up: bool) -> dict[str, Any]:
    asked = f'count(ALERTS{{alertname="{case.alert}",alertstate="firing"}}) > bool 0 or vector(0)'
    return {
        "interval": "1m",
        "input_series": [{"series": name, "values": value} for name, value in series.items()],
        "promql_expr_test": [
            {
                "expr": asked,
                "eval_time": f"{case.minutes}m",
                "exp_samples": [{"labels": "{}", "value": int(up)}],
            }
        ],
    }


def test_every_alert_rises_when_it_should_and_not_otherwise(tmp_path: Path) -> None:
    for name, text in prometheus.rules().items():
        (tmp_path / name).write_text(text)
    tests = [judged(case, case.bad, True) for case in CASES]
    tests += [judged(case, case.good, False) for case in CASES if case.good]
    file = tmp_path / "cases.yml"
    names = list(prometheus.rules())
    file.write_text(
        yaml.safe_dump({"rule_files": names, "evaluation_interval": "1m", "tests": tests})
    )
    assert "SUCCESS" in run(program("promtool"), "test", "rules", str(file))


def test_no_alert_is_left_untried() -> None:
    assert {case.alert for case in CASES} == {rule["alert"] for rule in ALERTS}
    quiet = {case.alert for case in CASES if case.good}
    assert quiet == {rule["alert"] for rule in ALERTS}


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_every_alert_says_what_is_wrong_and_what_to_do(rule: dict[str, Any]) -> None:
    said = rule["annotations"]
    assert set(said) == {"summary", "description", "runbook"}
    assert rule["labels"]["severity"] in ("now", "soon")
    assert said["runbook"] == f"docs/hosting.md#{rule['alert'].lower()}"
    if HOSTING.exists():
        assert f"### {rule['alert']}\n" in HOSTING.read_text()


def test_the_rules_are_well_formed(tmp_path: Path) -> None:
    for name, text in prometheus.rules().items():
        (tmp_path / name).write_text(text)
    run(program("promtool"), "check", "rules", *map(str, tmp_path.glob("*.yml")))


def test_rules_and_dashboard_ask_only_for_what_there_is() -> None:
    asked = [rule["expr"] for rule in ALERTS]
    asked += [
        rule["expr"]
        for group in yaml.safe_load(prometheus.rules()["recording.yml"])["groups"]
        for rule in group["rules"]
    ]
    asked += queries()
    there = {*exposed(), *RECORDED, *OTHERS}
    assert {name for expr in asked for name in named(expr)} - there == set()


def test_every_query_of_the_dashboard_can_be_asked(tmp_path: Path) -> None:
    """promtool judges what stands in a rule."""
    rules = [
        {"record": f"asked:{number}", "expr": expr.replace("$__rate_interval", "5m")}
        for number, expr in enumerate(queries())
    ]
    file = tmp_path / "asked.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "asked", "rules": rules}]}))
    said = run(program("promtool"), "check", "rules", "--lint=none", str(file))
    assert f"{len(rules)} rules found" in said


def queries() -> list[str]:
    board = json.loads(dashboard.as_json())
    panels = [panel for panel in board["panels"] if panel["type"] != "row"]
    inner = [each for panel in board["panels"] for each in panel.get("panels") or ()]
    return [target["expr"] for panel in (*panels, *inner) for target in panel["targets"]]


def exposed() -> set[str]:
    """The series that processes of ours have."""
    found = {asked.name for asked in instruments.ASKED}
    for counted in instruments.COUNTED:
        for family in counted.describe():
            endings = ("_bucket", "_count", "_sum") if family.type == "histogram" else ("_total",)
            found |= {family.name + ending for ending in endings}
    return found


def named(expr: str) -> set[str]:
    """The series that a query names."""
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"", " ", expr)
    bare = re.sub(r"\b(by|without|on|ignoring)\s*\([^)]*\)", " ", bare)
    words = re.findall(r"[a-zA-Z_:][a-zA-Z0-9_:]*(?!\w*\s*\()", bare)
    return {word for word in words if word not in ("and", "or", "unless", "bool")}
