"""Several processes and the servers between them: each may be away, and nothing is lost."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.cluster.asking import Person, Reader, is_whole, numbers, until
from tests.cluster.cluster import Cluster
from tests.cluster.starting import a_cluster
from tests.parts.process import free_port

STOP_S = 5.0
OUTAGE_S = 5.0


@pytest.fixture(scope="module")
def all_of_it() -> Iterator[Cluster]:
    with a_cluster(writers=1) as cluster:
        yield cluster


@pytest.fixture
def cluster(all_of_it: Cluster) -> Cluster:
    """Everything runs when a test begins, whatever another one ended."""
    for part in (all_of_it.postgres, all_of_it.redis, all_of_it.rabbitmq):
        if not part.part.alive:
            part.start()
    assert all_of_it.scripted is not None
    all_of_it.scripted.control()
    return all_of_it


@pytest.fixture
def person(cluster: Cluster) -> Person:
    found = Person(cluster.url)
    until(lambda: found.api.get("/readyz").is_success)
    return found


def active(cluster: Cluster) -> object:
    """Answers that the model has under way."""
    assert cluster.scripted is not None
    return cluster.scripted.seen()["active"]


def assert_kept_whole(person: Person, story: int, reader: Reader) -> None:
    """Once it is done: every token came once, in order, and the database has what was read."""
    text, passage = reader.until_done(), person.passage(story)
    assert is_whole(text)
    assert (passage["state"], passage["error"], passage["text"]) == ("done", None, text)


@pytest.mark.parametrize("silence", [{"first_token": 600}, {"fault": "stall", "after": 7}])
def test_stop_reaches_a_writer_that_waits_for_the_model(
    cluster: Cluster, person: Person, silence: dict[str, object]
) -> None:
    assert cluster.scripted is not None
    cluster.scripted.control(**silence)
    story = person.begin()
    until(lambda: active(cluster) == 1)
    passage = person.passage(story)["id"]
    began = time.monotonic()
    assert person.api.post(f"/api/passages/{passage}/stop").json()["state"] == "stopped"
    while active(cluster):
        assert time.monotonic() < began + STOP_S
    print(f"stop reached the writer after {time.monotonic() - began:.2f} s")
    assert person.passage(story)["state"] == "stopped"


def test_without_the_database_nothing_is_promised_and_it_comes_back_by_itself(
    cluster: Cluster, person: Person
) -> None:
    before = len(person.api.get("/api/stories?limit=100").json())
    cluster.postgres.stop()
    for answer in (
        person.api.get("/readyz"),
        person.ask(),
        person.api.get("/api/stories"),
        person.api.get("/api/stories/1/events"),
    ):
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0
    assert person.api.get("/healthz").is_success
    cluster.postgres.start()
    until(lambda: person.api.get("/readyz").is_success)
    assert len(person.api.get("/api/stories?limit=100").json()) == before
    assert is_whole(person.reads(person.begin()).until_done())


def test_without_the_broker_stories_are_taken_and_written_when_the_sweep_finds_them(
    cluster: Cluster, person: Person
) -> None:
    cluster.rabbitmq.kill()
    story = person.begin()
    until(lambda: person.api.get("/readyz").json()["parts"]["broker"] == "away")
    answer = person.api.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "waiting")
    assert is_whole(person.reads(story).until_done())
    cluster.rabbitmq.start()
    until(lambda: person.api.get("/readyz").json()["status"] == "ok")


def test_without_the_bus_readers_get_every_character_from_the_database(
    cluster: Cluster, person: Person
) -> None:
    reader = person.reads(story := person.begin())
    reader.until(lambda it: it.text)
    cluster.redis.part.kill()
    assert_kept_whole(person, story, reader)
    late = person.reads(other := person.begin())
    assert late.until_done() == person.passage(other)["text"]
    parts = {"broker": "ok", "bus": "away", "model": "ok"}
    assert person.api.get("/readyz").json()["parts"] == parts
    cluster.redis.start()
    until(lambda: person.api.get("/readyz").json()["status"] == "ok")


def test_writing_waits_out_a_database_that_is_away(cluster: Cluster, person: Person) -> None:
    stories = [person.begin(words=300, seed=seed) for seed in range(3)]
    readers = [person.reads(story) for story in stories]
    for reader in readers:
        reader.until(lambda it: len(numbers(it.text)) > 10)
    cluster.postgres.stop()
    until_s = time.monotonic() + OUTAGE_S
    until(lambda: time.monotonic() > until_s)
    shown = [len(reader.text) for reader in readers]
    cluster.postgres.start()
    back = time.monotonic()
    for reader, length in zip(readers, shown, strict=True):
        reader.until(lambda it, length=length: len(it.text) > length)  # type: ignore[misc]
    print(f"text came again {time.monotonic() - back:.2f} s after the database was back")
    for story, reader in zip(stories, readers, strict=True):
        assert_kept_whole(person, story, reader)


def test_writing_waits_out_a_database_that_only_reads(cluster: Cluster, person: Person) -> None:
    reader = person.reads(story := person.begin(words=200))
    reader.until(lambda it: len(numbers(it.text)) > 10)
    cluster.postgres.only_reads(True)
    until(lambda: person.ask().status_code == 503)
    parts = {"broker": "ok", "bus": "ok", "model": "ok", "database": "read-only"}
    assert person.api.get("/readyz").json() == {"status": "waiting", "parts": parts}
    until_s = time.monotonic() + OUTAGE_S
    until(lambda: time.monotonic() > until_s)
    assert person.passage(story)["state"] == "writing"
    cluster.postgres.only_reads(False)
    until(lambda: person.api.get("/readyz").json()["status"] == "ok")
    assert_kept_whole(person, story, reader)


def test_a_database_that_dies_loses_nothing(cluster: Cluster, person: Person) -> None:
    reader = person.reads(story := person.begin(words=200))
    reader.until(lambda it: len(numbers(it.text)) > 10)
    cluster.postgres.crash()
    with pytest.raises(httpx.HTTPStatusError):
        person.ask().raise_for_status()
    cluster.postgres.start()
    assert_kept_whole(person, story, reader)


def test_serving_alone_is_refused_where_webs_and_writers_are(cluster: Cluster) -> None:
    with tempfile.TemporaryDirectory() as home:
        environment = cluster.environment(
            RACONTEUR_DATA_DIR=home, RACONTEUR_PORT=str(free_port()), RACONTEUR_BUS_URL=""
        )
        done = subprocess.run(
            [sys.executable, "-m", "raconteur", "serve"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    [line] = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert "`raconteur serve` must be alone" in line
    assert "RACONTEUR_DATABASE_URL" in line
