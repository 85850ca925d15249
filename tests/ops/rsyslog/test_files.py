"""What a host with rsyslog gets."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ops import rsyslog
from tests.ops.log_hosts import APART

FRONT, PENS, *_ = APART.hosts


def configuration(host: int = 0) -> str:
    return rsyslog.files(APART, APART.hosts[host])["/etc/raconteur-logs/rsyslog.conf"]


def values(name: str) -> list[str]:
    return re.findall(rf'{name}="([^"]*)"', configuration())


def test_every_file_is_followed_from_its_beginning() -> None:
    assert values("file") == [
        "/var/log/raconteur/*.log*",
        "/var/log/nginx/raconteur.log",
        "/var/log/nginx/raconteur.log.1",
    ]
    assert set(values("freshStartTail")) == {"off"}
    assert set(values("ruleset")) == {"ship"}


def test_nothing_is_on_its_way_in_memory() -> None:
    assert set(values("queue.type")) == {"Direct"}
    assert len(values("queue.type")) == 3
    assert set(values("persistStateAfterSubmission")) == {"on"}
    assert values("action.resumeRetryCount") == ["-1"]
    assert values("confirmMessages") == values("useTransactions") == ["on"]


def test_a_line_may_be_as_long_as_a_stack() -> None:
    assert values("maxMessageSize") == ["1m"]


def test_lines_go_to_the_host_of_the_logs_with_a_key_of_their_own() -> None:
    [command] = values("binary")
    assert command.split() == [
        "/usr/bin/python3",
        "/usr/local/lib/raconteur/deliver.py",
        "https://192.0.2.13:9200",
        "/run/credentials/raconteur-shipper.service/api_key",
        "/etc/raconteur-logs/ca.crt",
    ]


@pytest.mark.skipif(not shutil.which("rsyslogd"), reason="no rsyslog here: apt install rsyslog")
def test_rsyslog_takes_the_configuration(tmp_path: Path) -> None:
    written = tmp_path / "rsyslog.conf"
    written.write_text(configuration().replace("/var/lib/raconteur-shipper", str(tmp_path)))
    command = ["rsyslogd", "-N1", "-i", "NONE", "-f", str(written)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower(), done.stderr


def unit() -> str:
    return rsyslog.files(APART, PENS)["/etc/systemd/system/raconteur-shipper.service"]


def test_the_key_is_read_by_the_unit_alone_and_the_logs_by_their_group() -> None:
    lines = unit().splitlines()
    assert "LoadCredential=api_key:/etc/raconteur-logs/api_key" in lines
    assert "DynamicUser=yes" in lines
    assert "SupplementaryGroups=adm" in lines
    assert not [line for line in lines if line.startswith("User=")]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_the_unit_may_do_little(tmp_path: Path) -> None:
    written = tmp_path / rsyslog.UNIT
    written.write_text(unit())
    command = [
        *("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager"),
        str(written),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr
    assert "Unknown key" not in done.stderr
