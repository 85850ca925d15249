"""Writers on several machines: whatever becomes of messages and writers, each story is written."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator

import pytest
from kombu.connection import Connection

from raconteur.engine.celery_bell import QUEUE
from tests.cluster.asking import Person, is_whole, until
from tests.cluster.cluster import Cluster
from tests.cluster.starting import a_cluster
from tests.parts.process import Part

HANDOVER_S = 5.0
# Tokens a second, of a model whose stories do not end before another writer has started, however
# long that takes; once it is told otherwise, whoever goes on finds it as quick as ever.
SLOW = 3.0
TAKEOVER_S = 10.0


@pytest.fixture(scope="module")
def all_of_it() -> Iterator[Cluster]:
    with a_cluster(writers=2) as cluster:
        yield cluster


@pytest.fixture
def cluster(all_of_it: Cluster) -> Cluster:
    """Everything runs when a test begins, whatever another one killed."""
    if not all_of_it.rabbitmq.part.alive:
        all_of_it.rabbitmq.start()
    for writer in all_of_it.writers:
        start(writer)
    assert all_of_it.scripted is not None
    all_of_it.scripted.control()
    return all_of_it


@pytest.fixture
def person(cluster: Cluster) -> Person:
    return Person(cluster.url)


def start(writer: Part) -> None:
    """Also one that ran before: what it says then is not what it said."""
    if not writer.alive:
        writer.log.unlink(missing_ok=True)
        writer.start()


def slowly(cluster: Cluster) -> None:
    assert cluster.scripted is not None
    cluster.scripted.control(pace=SLOW)


def quickly(cluster: Cluster) -> None:
    """For what is asked from now on."""
    assert cluster.scripted is not None
    cluster.scripted.control()


@contextlib.contextmanager
def no_writers(cluster: Cluster) -> Iterator[None]:
    for writer in cluster.writers:
        writer.stop()
    yield
    for writer in cluster.writers:
        start(writer)


def waiting(cluster: Cluster) -> int:
    """Messages that the broker keeps for a writer."""
    with Connection(cluster.rabbitmq.url) as connection:  # type: ignore[no-untyped-call]
        found = connection.default_channel.queue_declare(QUEUE, passive=True)
    return int(found.message_count)


def purge(cluster: Cluster) -> None:
    with Connection(cluster.rabbitmq.url) as connection:  # type: ignore[no-untyped-call]
        connection.default_channel.queue_purge(QUEUE)


def test_messages_survive_the_brokers_death_and_are_answered(
    cluster: Cluster, person: Person
) -> None:
    with no_writers(cluster):
        stories = [person.begin() for _ in range(3)]
        until(lambda: waiting(cluster) == 3)
        cluster.rabbitmq.kill()
        cluster.rabbitmq.start()
        assert waiting(cluster) == 3
    for story in stories:
        text = person.reads(story).until_done()
        assert is_whole(text)
        assert person.passage(story)["text"] == text
    until(lambda: waiting(cluster) == 0)


def test_a_purged_queue_only_delays(cluster: Cluster, person: Person) -> None:
    with no_writers(cluster):
        story = person.begin()
        until(lambda: waiting(cluster) == 1)
        purge(cluster)
        assert waiting(cluster) == 0
    assert is_whole(person.reads(story).until_done())


def test_a_killed_writers_passage_goes_on_in_another(cluster: Cluster, person: Person) -> None:
    first, second = cluster.writers
    second.stop()
    slowly(cluster)
    story = person.begin(words=200)
    reader = person.reads(story)
    reader.until(lambda it: len(it.text) > 20)
    start(second)
    quickly(cluster)
    reader.until_more()
    first.kill()
    began, had = time.monotonic(), len(reader.text)
    # What it committed last may still be on its way to the reader.
    reader.until(lambda it: len(it.text) > had + 60)
    took = time.monotonic() - began
    print(f"a killed writer's passage went on after {took:.2f} s (60 characters later)")
    assert took < TAKEOVER_S
    text = reader.until_done()
    assert is_whole(text)
    assert person.passage(story)["text"] == text


def test_a_writer_that_is_told_to_end_hands_its_passages_over(
    cluster: Cluster, person: Person
) -> None:
    first, second = cluster.writers
    second.stop()
    slowly(cluster)
    readers = [person.reads(person.begin(words=200, seed=seed)) for seed in range(3)]
    for reader in readers:
        reader.until(lambda it: len(it.text) > 20)
    start(second)
    quickly(cluster)
    began = time.monotonic()
    os.kill(first.pid, signal.SIGTERM)
    assert first.process is not None
    status = first.process.wait(HANDOVER_S * 2)
    ended = time.monotonic() - began
    for reader in readers:
        reader.until_more()
    print(f"it ended after {ended:.2f} s; all went on after {time.monotonic() - began:.2f} s")
    assert status == 0
    assert ended < HANDOVER_S
    for reader in readers:
        assert is_whole(reader.until_done())
