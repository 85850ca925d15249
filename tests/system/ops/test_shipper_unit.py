"""The shipper as systemd runs it on a host: it may read the logs and its key, and little else."""

import json
import subprocess
from pathlib import Path

import pytest

from ops import elastic, rsyslog
from tests.hosts.machine import Machine, booted
from tests.ops.log_hosts import APART
from tests.parts.elasticsearch import KEY, Elasticsearch

PENS = APART.hosts[1]
LINE: dict[str, object] = {
    "@timestamp": "2026-11-23T10:00:00.000Z",
    "message": "m",
    "event": {"id": "a-1"},
}
# As a process of ours writes it, whose umask is 0027.
WRITES = "umask 027; cat >> /var/log/raconteur/writer-1.log"

# In its journal, within ten seconds.
SAYS_SO = """
for _ in $(seq 100); do
    journalctl --quiet --identifier=raconteur-shipper | grep -q 'lines wait' && exit 0
    sleep 0.1
done
exit 1
"""


def test_a_host_ships_what_its_processes_write(tmp_path: Path) -> None:
    try:
        with booted(tmp_path) as hosts:
            ships(hosts["stories"], tmp_path)
    except PermissionError as missing:
        pytest.skip(str(missing))


def ships(host: Machine, tmp_path: Path) -> None:
    address = host.address.rpartition(".")[0] + ".1"
    certificates = tmp_path / "certificates"
    script = Path(elastic.__file__).parent / "certificates.sh"
    subprocess.run(["sh", script, certificates, f"IP:{address}"], check=True, timeout=20)
    elasticsearch = Elasticsearch(certificates, address=address)
    elasticsearch.start()
    try:
        prepare(host, elasticsearch, (certificates / "ca.crt").read_text())
        host.inside("systemctl enable --now raconteur-shipper")
        elasticsearch.until(1)
        assert elasticsearch.indices == {"flask-logs-2026.11.23": {"a-1": LINE}}
        host.inside("systemctl restart raconteur-shipper")
        write(host, LINE | {"event": {"id": "a-2"}})
        elasticsearch.until(2)
        # What is known of the first line has outlived the restart.
        assert elasticsearch.said["item 409"] == 0
        told = host.inside("systemctl show --property=MainPID --value raconteur-shipper")
        assert host.inside(f"stat --format=%u /proc/{int(told)}").strip() != "0"
        elasticsearch.stop()
        write(host, LINE | {"event": {"id": "a-3"}})
        host.inside(SAYS_SO)
        elasticsearch.start()
        elasticsearch.until(3)
    finally:
        elasticsearch.stop()


def prepare(host: Machine, elasticsearch: Elasticsearch, authority: str) -> None:
    """As provisioning and whoever put the key there leave it."""
    host.inside("apt-get install -qq --no-install-recommends rsyslog", timeout_s=300)
    host.inside("useradd --system --home-dir /var/lib/raconteur raconteur")
    host.inside("install -d -m 2750 -o raconteur -g adm /var/log/raconteur")
    files = rsyslog.files(APART, PENS)
    files["/etc/raconteur-logs/ca.crt"] = authority
    for path, content in files.items():
        put(host, path, content.replace("https://192.0.2.13:9200", elasticsearch.url))
    put(host, "/etc/raconteur-logs/api_key", KEY, 0o400)
    host.inside("systemctl daemon-reload")
    write(host, LINE)


def put(host: Machine, path: str, content: str, mode: int = 0o644) -> None:
    there = host.root / path.lstrip("/")
    host.inside(f"mkdir -p {Path(path).parent}")
    there.write_text(content)
    there.chmod(mode)


def write(host: Machine, line: dict[str, object]) -> None:
    host.inside(f"echo '{json.dumps(line)}' | runuser -u raconteur -- sh -c '{WRITES}'")
