"""What the host of the logs gets for Elasticsearch: each value, and what the script does."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from ops import elastic
from tests.ops.log_hosts import ALONE, APART

LOGS = APART.hosts[3]


def found(name: str, alone: bool = False) -> str:
    inventory, host = (ALONE, ALONE.hosts[0]) if alone else (APART, LOGS)
    files = elastic.files(inventory, host)
    [path] = [each for each in files if each.endswith(f"/{name}")]
    return files[path]


def test_nobody_comes_in_without_a_name_and_nothing_goes_in_the_clear() -> None:
    assert yaml.safe_load(found("elasticsearch.yml")) == {
        "cluster.name": "raconteur",
        "node.name": "logs",
        "path.data": "/var/lib/elasticsearch",
        "path.logs": "/var/log/elasticsearch",
        "http.host": ["127.0.0.1", "192.0.2.13"],
        "http.port": 9200,
        "transport.host": "127.0.0.1",
        "discovery.type": "single-node",
        "xpack.security.enabled": True,
        "xpack.security.enrollment.enabled": False,
        "xpack.security.http.ssl.enabled": True,
        "xpack.security.http.ssl.certificate": "certs/http.crt",
        "xpack.security.http.ssl.key": "certs/http.key",
        "xpack.security.http.ssl.certificate_authorities": ["certs/ca.crt"],
        "xpack.security.http.ssl.supported_protocols": ["TLSv1.3", "TLSv1.2"],
        "xpack.security.transport.ssl.enabled": True,
        "xpack.security.transport.ssl.certificate": "certs/http.crt",
        "xpack.security.transport.ssl.key": "certs/http.key",
        "xpack.security.transport.ssl.certificate_authorities": ["certs/ca.crt"],
        "action.auto_create_index": "flask-logs-*,.*",
        "action.destructive_requires_name": True,
        "ingest.geoip.downloader.enabled": False,
        "xpack.ml.enabled": False,
    }


def test_where_all_lines_are_of_this_host_nobody_else_reaches_it() -> None:
    assert yaml.safe_load(found("elasticsearch.yml", alone=True))["http.host"] == ["127.0.0.1"]


def test_the_key_of_a_shipper_creates_lines_and_nothing_else() -> None:
    lines = {"names": ["flask-logs-*"], "privileges": ["create_doc", "auto_configure"]}
    assert json.loads(found("key-rsyslog.json")) == {"cluster": [], "indices": [lines]}
    assert json.loads(found("key-logstash.json")) == {"cluster": ["monitor"], "indices": [lines]}


def test_who_reads_changes_nothing() -> None:
    role = json.loads(found("role-reader.json"))
    [lines] = role["indices"]
    assert lines == {"names": ["flask-logs-*"], "privileges": ["read", "view_index_metadata"]}
    [kibana] = role["applications"]
    assert kibana["privileges"] == ["space_read"]


def test_packages_are_believed_with_one_key_alone() -> None:
    source = dict(
        line.split(": ", 1) for line in found("elastic.sources").splitlines() if line[:1] != "#"
    )
    assert source == {
        "Types": "deb",
        "URIs": f"{elastic.ARTIFACTS}/packages/9.x/apt",
        "Suites": "stable",
        "Components": "main",
        "Signed-By": "/usr/share/keyrings/elastic.gpg",
    }


# Stand-ins for what the script calls: each notes that it was called, and some say something.
SAYS = {
    "gpg": 'case "$*" in *--show-keys*) echo "fpr:::::::::$FINGERPRINT:";; esac',
    "elasticsearch-reset-password": "echo secret",
    "python3": 'case "$*" in *token*) echo a-token;; *key-*) echo id:key;; esac',
    "hostname": "echo stories",
}
CALLED = (
    *("apt-get", "chmod", "chown", "curl", "gpg", "hostname", "install", "openssl", "python3"),
    *("sh", "systemctl", "usermod"),
)
TOOLS = (
    "elasticsearch/bin/elasticsearch-reset-password",
    "kibana/bin/kibana-keystore",
    "logstash/bin/logstash-keystore",
)


def run(tmp_path: Path, fingerprint: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """install.sh below another root, with stand-ins; what it called."""
    script = found("install.sh", alone=True)
    for folder in (
        "etc/raconteur",
        "etc/kibana",
        "usr/share/keyrings",
        "usr/share",
        "etc/logstash",
    ):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    for below in ("/etc/", "/usr/share/", "/usr/local/"):
        script = script.replace(below, f"{tmp_path}{below}")
    (tmp_path / "bin").mkdir(exist_ok=True)
    for each in CALLED:
        stand_in(tmp_path / "bin" / each, tmp_path)
    for tool in TOOLS:
        stand_in(tmp_path / "usr/share" / tool, tmp_path)
    (tmp_path / "install.sh").write_text(script)
    path = f"{tmp_path}/bin:{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", tmp_path / "install.sh"],
        env={"PATH": path, "FINGERPRINT": fingerprint, "NOTES": str(tmp_path / "called")},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return done, (tmp_path / "called").read_text().replace(str(tmp_path), "").splitlines()


def stand_in(path: Path, root: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    says = SAYS.get(path.name, ":")
    path.write_text(f'#!/bin/sh\necho "{path.name} $*" >> "$NOTES"\n{says}\n')
    path.chmod(0o755)


def test_the_script_goes_from_packages_to_keys_in_order(tmp_path: Path) -> None:
    done, called = run(tmp_path, elastic.FINGERPRINT)
    assert done.returncode == 0, done.stderr

    def place(what: str) -> int:
        return next(n for n, each in enumerate(called) if what in each)

    order = [
        *("curl", "gpg --show-keys", "apt-get install", "certificates.sh"),
        *("enable --now elasticsearch", "elasticsearch-reset-password", "elastic put"),
        *("kibana-keystore add", "enable --now kibana", "logstash-keystore"),
        *("enable --now logstash",),
    ]
    assert [place(each) for each in order] == sorted(place(each) for each in order)
    [names] = [each.split()[-1] for each in called if "certificates.sh" in each]
    assert names == "DNS:localhost,DNS:stories,IP:127.0.0.1"
    assert (tmp_path / "etc/raconteur-logs/elastic").read_text() == "secret\n"
    assert (tmp_path / "etc/raconteur-logs/elastic").stat().st_mode & 0o077 == 0


def test_packages_signed_by_somebody_else_are_not_installed(tmp_path: Path) -> None:
    done, called = run(tmp_path, "0" * 40)
    assert done.returncode == 1
    assert "compare it with Elastic's documentation" in done.stderr
    assert not [each for each in called if each.startswith("apt-get")]


def test_run_again_it_makes_no_second_password(tmp_path: Path) -> None:
    run(tmp_path, elastic.FINGERPRINT)
    (tmp_path / "called").unlink()
    done, called = run(tmp_path, elastic.FINGERPRINT)
    assert done.returncode == 0, done.stderr
    assert not [each for each in called if "reset-password" in each or each.startswith("curl")]


@pytest.mark.parametrize("again", [False, True])
def test_the_certificate_is_of_an_authority_that_is_made_once(tmp_path: Path, again: bool) -> None:
    script = Path(elastic.__file__).parent / "certificates.sh"
    folder = tmp_path / "certs"

    def make() -> None:
        command = ["sh", str(script), str(folder), "DNS:localhost,IP:192.0.2.13"]
        subprocess.run(command, check=True, timeout=20)

    make()
    authority, first = (folder / "ca.crt").read_text(), (folder / "http.crt").read_text()
    if again:
        make()
        assert (folder / "http.crt").read_text() != first
    assert (folder / "ca.crt").read_text() == authority
    command = ["openssl", "verify", "-purpose", "sslserver", "-verify_ip", "192.0.2.13"]
    command += ["-CAfile", str(folder / "ca.crt"), str(folder / "http.crt")]
    subprocess.run(command, check=True, timeout=10, capture_output=True)
    assert (folder / "ca.key").stat().st_mode & 0o077 == 0
    assert (folder / "http.key").stat().st_mode & 0o077 == 0
