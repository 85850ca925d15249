"""The real Prometheus, Alertmanager and node_exporter watch two webs and a writer: what they say is
what was done, and whoever runs the site is told when nobody writes any more."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ops.prometheus.letters import Letters
from ops.prometheus.targets import Target
from tests.cluster.asking import Person, Reader, until
from tests.cluster.cluster import METRICS_TOKEN, Cluster
from tests.ops.prometheus.test_rules import OTHERS
from tests.parts.mailbox import Mailbox, serve
from tests.parts.process import free_port
from tests.parts.prometheus import Prometheus

STORIES = 3
BACKUP = "raconteur_backup_last_success_timestamp_seconds"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    # Not below pytest's own folder, where the database's user may not go.
    home = Path(tempfile.mkdtemp(prefix="raconteur-watched-"))
    try:
        cluster = Cluster(home, webs=2, writers=1, numbered=True)
    except RuntimeError as missing:
        shutil.rmtree(home)
        pytest.skip(str(missing))
    with cluster:
        yield cluster
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def written(cluster: Cluster) -> Person:
    """Somebody for whom three stories were written, asked of one web and of the other; the page of
    each is still open."""
    person = Person(cluster.url)
    assert cluster.scripted is not None
    cluster.scripted.control(pace=300)
    webs = [Person(f"http://127.0.0.1:{port}") for port in cluster.ports]
    stories = [webs[n % 2].begin(100) for n in range(STORIES)]
    for story in stories:
        Reader(cluster.url, story).until_done()
    return person


@pytest.fixture(scope="module")
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="module")
def mail(mailbox: Mailbox) -> Iterator[int]:
    """The port of a mail server whose letters are there."""
    server = serve(mailbox, None)
    yield server.port
    server.stop()


@pytest.fixture(scope="module")
def prometheus(cluster: Cluster, written: Person, mail: int) -> Iterator[Prometheus]:
    targets = [Target(f"127.0.0.1:{port}", "here", "web", f"web@{port}") for port in cluster.ports]
    [port] = cluster.metrics_ports
    targets.append(Target(f"127.0.0.1:{port}", "here", "writer", "writer@1"))
    letters = Letters(
        to="ada@example.com",
        sender="stories@example.com",
        server=f"127.0.0.1:{mail}",
        by_tls=False,
    )
    home = cluster.home / "prometheus"
    home.mkdir()
    try:
        watching = Prometheus(home, targets, METRICS_TOKEN, letters)
    except RuntimeError as missing:
        pytest.skip(str(missing))
    (watching.textfiles / "raconteur.prom").write_text(f"{BACKUP} 1.7e9\n")
    with contextlib.ExitStack() as stack:
        stack.callback(watching.stop)
        watching.start()
        until(lambda: watching.health().get("raconteur") == {"up"})
        yield watching


def test_everybody_is_reached(prometheus: Prometheus) -> None:
    up = {"raconteur", "node", "prometheus", "alertmanager"}
    until(lambda: {job for job, found in prometheus.health().items() if found == {"up"}} == up)


def test_what_rules_ask_of_others_is_there(prometheus: Prometheus) -> None:
    """But of blackbox_exporter and systemd, which have tests of their own, and `ALERTS`, which is
    there when one rises."""
    elsewhere = {"probe_success", "probe_ssl_earliest_cert_expiry", "node_systemd_unit_state"}
    for name in sorted(OTHERS - elsewhere - {"ALERTS"}):
        until(lambda name=name: prometheus.value(f"count({name})"))  # type: ignore[misc]


def test_counts_over_two_webs_and_a_writer_are_exact(prometheus: Prometheus) -> None:
    asked = 'method="POST",endpoint="/api/stories",http_status="202"'
    expected = {
        f"sum(flask_app_request_count_total{{{asked}}})": STORIES,
        f"count(flask_app_request_count_total{{{asked}}})": 2,
        'sum(raconteur_passages_ended_total{state="done"})': STORIES,
        'sum(raconteur_passages_ended_total{state!="done"})': 0,
        "sum(raconteur_queue_wait_seconds_count)": STORIES,
        "sum(raconteur_lease_takeovers_total)": 0,
        "sum(raconteur_model_errors_total)": 0,
        'raconteur:passages:max{state="done"}': STORIES,
        'raconteur:stories:max{state="done"}': STORIES,
        'count(raconteur_passages{state="done"})': 2,
        'raconteur:hands:sum{state="free"}': 8,
        "count(raconteur_build_info)": 3,
    }
    for query, value in expected.items():
        until(lambda query=query: prometheus.value(query) is not None)  # type: ignore[misc]
        assert prometheus.value(query) == value, query


def test_what_the_model_did_is_measured_by_its_name(prometheus: Prometheus) -> None:
    begun = prometheus.value("sum(raconteur_first_token_seconds_count)")
    assert begun is not None
    assert begun >= STORIES
    assert prometheus.value("count(count by (model) (raconteur_first_token_seconds_count))") == 1
    written = prometheus.value('sum(raconteur_model_tokens_total{kind="completion"})')
    assert written is not None
    # A hundred words each, a token a word at least.
    assert written >= STORIES * 70
    speed = prometheus.value(
        "sum(raconteur_model_tokens_per_second_sum) / sum(raconteur_model_tokens_per_second_count)"
    )
    assert speed is not None
    # The scripted model says 300 tokens a second at most.
    assert 10 < speed < 500


def test_whoever_reads_is_seen_as_long_as_they_do(
    prometheus: Prometheus, cluster: Cluster, written: Person
) -> None:
    def readers() -> float | None:
        return prometheus.value("sum(raconteur_live_readers)")

    story = written.api.get("/api/stories").json()[0]["id"]
    until(lambda: readers() == STORIES)
    with (
        httpx.Client(trust_env=False, timeout=20) as client,
        client.stream("GET", f"{cluster.url}/api/stories/{story}/events") as answer,
    ):
        lines = answer.iter_lines()
        next(lines)
        until(lambda: readers() == STORIES + 1)
    until(lambda: readers() == STORIES)


def test_what_a_backup_says_of_itself_is_known(prometheus: Prometheus) -> None:
    until(lambda: prometheus.value(BACKUP) is not None)
    assert prometheus.value(BACKUP) == 1.7e9


@pytest.mark.usefixtures("written")
def test_what_each_process_says_is_as_prometheus_likes_it(cluster: Cluster) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("no promtool here: sudo apt install prometheus")
    for port in (*cluster.ports, *cluster.metrics_ports):
        shown = {"Authorization": f"Bearer {METRICS_TOKEN}"}
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", headers=shown, timeout=10).text
        judged = subprocess.run(
            [promtool, "check", "metrics"],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert judged.returncode == 0, judged.stdout + judged.stderr


def test_a_writer_answers_nobody_without_its_token(cluster: Cluster) -> None:
    [port] = cluster.metrics_ports
    assert httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10).status_code == 401


@pytest.mark.parametrize("role", ["web", "writer"])
def test_a_port_that_is_taken_is_refused_in_one_line(cluster: Cluster, role: str) -> None:
    [taken] = cluster.metrics_ports
    done = subprocess.run(
        [sys.executable, "-m", "raconteur", role],
        env=cluster.environment(
            RACONTEUR_METRICS_PORT=str(taken),
            RACONTEUR_PORT=str(free_port()),
            RACONTEUR_LOG_FILE=str(cluster.home / "logs" / "taken.log"),
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    said = f"raconteur: RACONTEUR_METRICS_PORT: 127.0.0.1:{taken}: Address already in use"
    assert (done.returncode, done.stderr.strip()) == (1, said)


def test_when_the_writer_is_killed_somebody_is_told_until_one_writes_again(
    prometheus: Prometheus, cluster: Cluster, mailbox: Mailbox
) -> None:
    assert "RaconteurNobodyWrites" not in prometheus.alerts()
    [writer] = cluster.writers
    writer.kill()
    until(lambda: "RaconteurNobodyWrites" in prometheus.alerts())
    assert prometheus.alerts()["RaconteurNobodyWrites"]["severity"] == "now"
    until(lambda: any("RaconteurNobodyWrites" in each for each in letters(mailbox)))
    until(lambda: "RaconteurDown" in prometheus.alerts())
    assert prometheus.alerts()["RaconteurDown"]["process"] == "writer@1"
    writer.start()
    until(lambda: "RaconteurNobodyWrites" not in prometheus.alerts())


def letters(mailbox: Mailbox) -> list[str]:
    return [str(each["Subject"]) for each in mailbox.letters]
