"""The units on a host: hardened as they are, stories are written, and go on after an accident."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from ops.systemd import files
from raconteur.models import bundled
from tests.cluster.asking import is_whole, until
from tests.hosts.machine import Machine
from tests.hosts.starting import hosts
from tests.models.weights import real_weights
from tests.ops.systemd.hosting import host, inventory
from tests.system.ops.by_hand import as_raconteur, install, put, write

pytestmark = pytest.mark.timeout(600)  # the first host is made from Debian's packages

KEY = "only-for-writers"
APART = {
    "DATABASE_URL": "postgresql+psycopg://raconteur:hush@127.0.0.1/raconteur",
    "BROKER_URL": "redis://127.0.0.1/1",
    "BUS_URL": "redis://127.0.0.1/0",
    "MODEL_URL": "http://127.0.0.1:9000/v1",
    "MODEL_KEY_FILE": "/etc/raconteur/secrets/model_key",
    "OLLAMA_URL": "",
}
SERVE = host("alone", "serve")
WEB, WRITER = "raconteur-web@5000", "raconteur-writer@1"
ANYBODY = {
    "aws_access_key_id": "anybody",
    "aws_secret_access_key": "anybody",
    "region_name": "us-east-1",
}
WRONG = "[Service]\nEnvironment=RACONTEUR_WRITERS=many\n"
RENEWAL = """
for folder in /etc/letsencrypt /var/lib/letsencrypt /var/log/letsencrypt /var/www/letsencrypt; do
    touch $folder/x
    chown www-data $folder/x
    chmod 600 $folder/x
    rm $folder/x
done
nginx -t
systemctl reload nginx
touch /usr/x && exit 1
touch /var/lib/raconteur/x && exit 1
exit 0
"""
# In the place of a model that takes its time, and whose tokens can be counted.
SCRIPTED = (
    "systemd-run --quiet --unit=scripted --uid=raconteur -p WorkingDirectory=/opt/raconteur/current"
    " /opt/raconteur/current/.venv/bin/python -m raconteur.models.scripted"
    " --port 9000 --pace 60 --numbered"
)


@pytest.fixture(scope="module")
def machines() -> Iterator[dict[str, Machine]]:
    with hosts("apart", "alone") as found:
        yield found


@pytest.fixture(scope="module")
def apart(machines: dict[str, Machine]) -> Machine:
    """A web, a writer, a model and a database, each a process of its own."""
    machine = machines["apart"]
    install(machine, "curl", "libgomp1", "postgresql", "python3-venv", "redis-server")
    roles = host("apart", "web", "writer", "model", "database", webs=1)
    put(machine, inventory(roles), roles, APART, {"model_key": KEY})
    machine.inside(
        'systemctl start postgresql redis-server && cd / && su postgres -c "psql -q'
        " -c \\\"create role raconteur login password 'hush'\\\""
        " -c 'create database raconteur owner raconteur'\""
    )
    as_raconteur(machine, "migrate")
    machine.inside(SCRIPTED)
    return machine


@pytest.fixture(scope="module")
def running(apart: Machine) -> Machine:
    apart.inside(f"systemctl start {WRITER} {WEB}")
    return apart


@pytest.fixture(scope="module")
def alone(machines: dict[str, Machine]) -> Machine:
    """Where one process does everything."""
    machine = machines["alone"]
    install(machine, "curl", "libgomp1", "python3-venv")
    put(machine, inventory(SERVE), SERVE, {"OLLAMA_URL": ""})
    as_raconteur(machine, "migrate")
    return machine


def call(machine: Machine, method: str, path: str, body: object = None) -> Any:
    sent = f"-H 'Content-Type: application/json' -d '{json.dumps(body)}'" if body else ""
    return json.loads(
        machine.inside(f"curl -sS --fail-with-body -X {method} {sent} http://127.0.0.1:5000{path}")
    )


def begin(machine: Machine, words: int) -> int:
    wish = {"prompt": "A bear", "craft": "free", "language": "en", "length_words": words}
    return int(call(machine, "POST", "/api/stories", wish)["id"])


def passage(machine: Machine, story: int) -> dict[str, Any]:
    [found] = call(machine, "GET", f"/api/stories/{story}")["passages"]
    return dict(found)


def told(machine: Machine, story: int) -> str:
    until(lambda: passage(machine, story)["state"] not in ("queued", "writing"))
    ended = passage(machine, story)
    assert ended["state"] == "done", ended["error"]
    return str(ended["text"])


def shown(machine: Machine, unit: str, *names: str) -> list[str]:
    return [machine.inside(f"systemctl show --value -p {name} {unit}").strip() for name in names]


def killed(machine: Machine, unit: str) -> None:
    """And until another is in its place."""
    [before] = shown(machine, unit, "MainPID")
    machine.inside(f"systemctl kill --kill-whom=main -s KILL {unit}")
    until(lambda: shown(machine, unit, "MainPID")[0] not in ("0", before))
    until(lambda: shown(machine, unit, "ActiveState") == ["active"])


def test_a_web_that_was_started_answers(running: Machine) -> None:
    """`systemctl start` returned, and nobody has waited since."""
    assert call(running, "GET", "/readyz")["status"] == "ok"


def test_one_that_cannot_answer_is_not_said_to_be_started(running: Machine) -> None:
    running.inside("systemctl stop postgresql")
    try:
        running.inside(f"systemctl restart --no-block {WEB}")
        until(lambda: "waiting: the database" in running.inside(f"journalctl -u {WEB} -n 1"))
        assert shown(running, WEB, "ActiveState") == ["activating"]
    finally:
        running.inside("systemctl start postgresql")
    until(lambda: shown(running, WEB, "ActiveState") == ["active"])


@pytest.mark.parametrize("unit", [WEB, WRITER])
def test_it_may_do_nothing_but_its_work(running: Machine, unit: str) -> None:
    [pid] = shown(running, unit, "MainPID")
    lines = running.inside(f"cat /proc/{pid}/status").splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    assert (status["NoNewPrivs"], status["Seccomp"].strip()) == ("1", "2")
    assert int(status["CapBnd"], 16) == 0
    assert status["Uid"].split()[0] == running.inside("id -u raconteur").strip()
    within = f"nsenter --target {pid} --mount --"
    for closed in ("/opt/raconteur/current/x", "/etc/x", "/var/lib/raconteur/x"):
        assert not running.runs("sh", "-c", f"{within} touch {closed}"), closed
    assert running.runs("sh", "-c", f"{within} touch /var/log/raconteur/x")


def test_a_writer_that_is_killed_comes_back_and_the_story_goes_on(running: Machine) -> None:
    story = begin(running, words=250)
    until(lambda: passage(running, story)["text"])
    killed(running, WRITER)
    assert is_whole(told(running, story))


def test_a_web_that_is_killed_comes_back(running: Machine) -> None:
    story = begin(running, words=100)
    killed(running, WEB)
    assert is_whole(told(running, story))


def test_one_whose_settings_are_wrong_is_not_tried_for_ever(running: Machine) -> None:
    write(running, "/run/systemd/system/raconteur-writer@9.service.d/wrong.conf", WRONG)
    running.inside("systemctl daemon-reload")
    assert not running.runs("systemctl", "start", "raconteur-writer@9")
    shows = shown(running, "raconteur-writer@9", "ActiveState", "NRestarts", "ExecMainStatus")
    assert shows == ["failed", "0", "2"]
    assert "RACONTEUR_WRITERS" in running.inside("journalctl -u raconteur-writer@9")


def test_they_end_in_time_and_in_order(running: Machine) -> None:
    story = begin(running, words=250)
    until(lambda: passage(running, story)["text"])
    for unit in (WRITER, WEB):
        began = time.monotonic()
        running.inside(f"systemctl stop {unit}")
        assert time.monotonic() - began < 8
        assert shown(running, unit, "Result", "ActiveState") == ["success", "inactive"]
    running.inside(f"systemctl start {WEB} {WRITER}")
    assert is_whole(told(running, story))


def test_what_the_night_keeps_can_be_brought_back(running: Machine) -> None:
    story = begin(running, words=100)
    text = told(running, story)
    running.inside("systemctl start raconteur-backup.service", timeout_s=120)
    file = running.inside("ls /var/backups/raconteur/stories-*.backup").strip()
    metrics = running.inside("cat /var/lib/prometheus/node-exporter/raconteur.prom")
    assert "raconteur_backup_last_success_timestamp_seconds " in metrics
    running.inside(f"systemctl stop {WEB} {WRITER}")
    running.inside("cd / && su postgres -c \"psql -q raconteur -c 'truncate story cascade'\"")
    as_raconteur(running, "restore", file)
    as_raconteur(running, "check")
    running.inside(f"systemctl start {WEB} {WRITER}")
    assert passage(running, story)["text"] == text


def test_the_timer_waits_for_the_night(running: Machine) -> None:
    running.inside("systemctl start raconteur-backup.timer")
    [when] = shown(running, "raconteur-backup.timer", "NextElapseUSecRealtime")
    assert when, "no next time"


def boxed(machine: Machine) -> None:
    """The bundled weights, where the host's Raconteur looks for them."""
    file = machine.root / str(bundled.path(Path("var/lib/raconteur/models")))
    file.parent.mkdir(exist_ok=True)
    shutil.copy(real_weights(), file)
    machine.inside("chown -R raconteur: /var/lib/raconteur")


def test_the_model_is_served_to_who_brings_the_key(running: Machine) -> None:
    boxed(running)
    running.inside("systemctl start raconteur-model", timeout_s=300)
    asked = 'curl -sS -o /dev/null -w \'%{http_code}\' -d \'{"prompt": "Once", "max_tokens": 2}\''
    url = "http://127.0.0.1:8081/v1/completions"
    assert running.inside(f"{asked} {url}") == "401"
    assert running.inside(f'{asked} -H "Authorization: Bearer {KEY}" {url}') == "200"
    killed(running, "raconteur-model")
    began = time.monotonic()
    running.inside("systemctl stop raconteur-model")
    assert time.monotonic() - began < 8
    assert shown(running, "raconteur-model", "Result") == ["success"]


def test_everything_in_one_process_is_held_as_well(alone: Machine) -> None:
    boxed(alone)
    alone.inside("systemctl start raconteur-serve", timeout_s=300)
    tale = {"prompt": "A bear who is lost", "language": "en", "length_words": 100}
    story = int(call(alone, "POST", "/api/stories", tale)["id"])
    until(lambda: passage(alone, story)["text"])
    killed(alone, "raconteur-serve")
    assert len(told(alone, story).split()) > 80
    alone.inside("systemctl start raconteur-backup.service", timeout_s=120)
    assert "stories-" in alone.inside("ls /var/backups/raconteur")
    began = time.monotonic()
    alone.inside("systemctl stop raconteur-serve")
    assert time.monotonic() - began < 8
    assert shown(alone, "raconteur-serve", "Result") == ["success"]


def test_what_the_night_keeps_is_copied_to_the_bucket(
    alone: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(alone, "python3-boto3")
    for path, content in files(inventory(SERVE, bucket="s3://stories/nights/"), SERVE).items():
        write(alone, path, content)
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    bridge = f"{alone.address.rpartition('.')[0]}.1"
    amazon = ThreadedMotoServer(ip_address=bridge, port=0)
    amazon.start()
    try:
        _, port = amazon.get_host_and_port()
        s3 = boto3.client("s3", endpoint_url=f"http://{bridge}:{port}", **ANYBODY)
        s3.create_bucket(Bucket="stories")
        write(
            alone,
            "/run/systemd/system/raconteur-backup.service.d/amazon.conf",
            f"[Service]\nEnvironment=AWS_ENDPOINT_URL=http://{bridge}:{port}"
            " AWS_ACCESS_KEY_ID=anybody AWS_SECRET_ACCESS_KEY=anybody AWS_MAX_ATTEMPTS=1\n",
        )
        alone.inside("systemctl daemon-reload; systemctl start raconteur-backup", timeout_s=120)
        newest = alone.inside("ls /var/backups/raconteur/stories-*.backup").split()[-1]
        key = f"nights/{Path(newest).name}"
        kept = s3.get_object(Bucket="stories", Key=key)["Body"].read()
        assert kept == (alone.root / newest.lstrip("/")).read_bytes()
    finally:
        amazon.stop()
    # Where the copy fails the backup is not said to have succeeded.
    alone.inside("rm /var/lib/prometheus/node-exporter/raconteur.prom")
    assert not alone.runs("systemctl", "start", "raconteur-backup")
    assert not alone.runs("test", "-e", "/var/lib/prometheus/node-exporter/raconteur.prom")


def test_what_a_renewal_needs_is_open_and_nothing_else(alone: Machine) -> None:
    """In certbot's place, what it and its hook do; nobody here gives out certificates."""
    install(alone, "certbot", "nginx")
    gate = host("alone", "gateway")
    for path, content in files(inventory(gate), gate).items():
        write(alone, path, content)
    alone.inside("mkdir -p /var/www/letsencrypt; systemctl daemon-reload; systemctl start nginx")
    alone.inside("systemctl start raconteur-certificates")  # none yet, none to renew
    write(alone, "/etc/renewal.sh", RENEWAL)
    write(
        alone,
        "/run/systemd/system/raconteur-certificates.service.d/renewal.conf",
        "[Service]\nExecStart=\nExecStart=/bin/sh -eu /etc/renewal.sh\n",
    )
    alone.inside("systemctl daemon-reload; systemctl start raconteur-certificates")
    assert "Reloaded nginx" in alone.inside("journalctl -u nginx")
