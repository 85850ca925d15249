"""Each rule of the pipeline, on lines that the application itself wrote."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops import logstash
from ops.rsyslog import deliver
from raconteur.observe import fields, logs, trace
from tests.ops.log_hosts import ALONE, APART
from tests.ops.logstash.following import Document, document, event_of, followed
from tests.ops.logstash.language import Plugin, read

FILES = logstash.files(ALONE, ALONE.hosts[0])
PIPELINE = read(FILES["/etc/logstash/conf.d/raconteur.conf"])
PATH = "/var/log/raconteur/raconteur.log"
GATEWAY = (
    '{"@timestamp":"2026-11-24T00:30:00+01:00","log.level":"info","message":"GET /api/stories 200",'
    '"ecs.version":"8.11.0","event.dataset":"raconteur.gateway","http.response.status_code":200,'
    '"event.duration":1000000,"event.id":"9d1f","trace.id":"abc"}'
)


@pytest.fixture
def written(tmp_path: Path) -> list[str]:
    """A request, a warning, an error with its stack, and what a library adds of its own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure(tmp_path / "a.log")
    token = trace.current.set("trace-1")
    log = logging.getLogger("raconteur.test")
    log.info("GET /api/x 200", extra={"http.response.status_code": 200, "event.duration": 5})
    log.warning('what\nbreaks "lines" and é\u2028', extra={fields.PASSAGE: 7})
    try:
        raise ValueError("no")
    except ValueError:
        log.exception("unforeseen error")
    logging.getLogger("celery").info("done", extra={"data": {"id": 1}})
    trace.current.reset(token)
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    return (tmp_path / "a.log").read_text().split("\n")[:-1]


def shipped(line: str) -> Document:
    [output] = PIPELINE["output"]
    assert isinstance(output, Plugin)
    return document(output, followed(PIPELINE["filter"], event_of(line, PATH, "stories")))


def test_every_line_is_the_document_it_would_be_by_rsyslog(written: list[str]) -> None:
    assert len(written) == 4
    for line in written:
        made, other = shipped(line), deliver.line_of(line)
        assert (made.index, made.id) == (other.index, other.id)
        assert made.body == json.loads(line) == json.loads(other.body)
        assert made.operation == "create"


def test_the_day_is_the_lines_own_in_utc() -> None:
    made = shipped(GATEWAY)
    assert made.index == deliver.line_of(GATEWAY).index == "flask-logs-2026.11.23"


def test_a_name_with_a_dot_is_a_name() -> None:
    made = shipped(GATEWAY)
    assert made.id == deliver.line_of(GATEWAY).id == "9d1f"
    assert made.body["event"] == {"id": "9d1f"}
    assert made.body["event.duration"] == 1000000


def test_a_line_without_a_name_goes_by_its_fingerprint() -> None:
    line = '{"@timestamp":"2026-11-23T10:00:00Z","message":"m"}'
    made = shipped(line)
    assert made.id == deliver.line_of(line).id
    assert len(made.id) == 64
    assert shipped(line).id == made.id


@pytest.mark.parametrize("line", ['{"message": "cut o', "words", "[1]"])
def test_what_is_no_line_of_ours_is_kept_as_words(line: str) -> None:
    made = shipped(line)
    assert made.body["message"] == line
    assert made.body["tags"] == ["_jsonparsefailure"]
    assert made.id == deliver.line_of(line).id
    assert made.index == f"flask-logs-{datetime.now(UTC):%Y.%m.%d}"
    assert made.body["log"]["file"]["path"] == PATH


def test_nothing_is_kept_twice(written: list[str]) -> None:
    for line in [*written, GATEWAY]:
        body = shipped(line).body
        assert "original" not in body["event"]
        assert "@version" not in body


def test_files_are_read_from_their_beginning_and_it_is_remembered_how_far() -> None:
    [source] = PIPELINE["input"]
    assert source == Plugin(
        "file",
        {
            "path": [
                "/var/log/raconteur/*.log",
                "/var/log/raconteur/*.log.[1-9]",
                "/var/log/nginx/raconteur.log",
                "/var/log/nginx/raconteur.log.1",
            ],
            "mode": "tail",
            "start_position": "beginning",
            "sincedb_path": "/var/lib/logstash/raconteur.sincedb",
            "stat_interval": "1 second",
            "max_open_files": 64,
        },
    )


def test_every_generation_that_is_kept_is_read() -> None:
    assert logs.GENERATIONS <= 9


def test_lines_are_created_by_tls_and_with_a_key_that_is_not_in_the_file() -> None:
    [output] = PIPELINE["output"]
    assert isinstance(output, Plugin)
    assert output.name == "elasticsearch"
    assert output.options == {
        "hosts": ["https://127.0.0.1:9200"],
        "ssl_enabled": True,
        "ssl_verification_mode": "full",
        "ssl_certificate_authorities": ["/etc/raconteur-logs/ca.crt"],
        "api_key": "${ELASTIC_API_KEY}",
        "action": "create",
        "document_id": "%{[event][id]}",
        "silence_errors_in_log": ["version_conflict_engine_exception"],
        "index": "flask-logs-%{+YYYY.MM.dd}",
        "data_stream": False,
        "ilm_enabled": False,
        "manage_template": False,
    }


def settings(name: str) -> Any:
    return yaml.safe_load(FILES[f"/etc/logstash/{name}"])


def test_what_was_read_and_has_not_arrived_is_on_the_disk() -> None:
    assert settings("logstash.yml") == {
        "node.name": "stories",
        "path.data": "/var/lib/logstash",
        "path.logs": "/var/log/logstash",
        "pipeline.ecs_compatibility": "v8",
        "queue.type": "persisted",
        "queue.max_bytes": "512mb",
        "dead_letter_queue.enable": True,
        "dead_letter_queue.max_bytes": "128mb",
        "api.http.host": "127.0.0.1",
        "config.reload.automatic": False,
    }
    [pipeline] = settings("pipelines.yml")
    assert pipeline["path.config"] in FILES


def test_it_can_ship_from_another_host_too() -> None:
    pens = APART.hosts[1]
    text = logstash.ours(APART, pens)["/etc/logstash/conf.d/raconteur.conf"]
    [output], [source] = read(text)["output"], read(text)["input"]
    assert isinstance(output, Plugin)
    assert isinstance(source, Plugin)
    assert output.options["hosts"] == ["https://192.0.2.13:9200"]
    assert source.options["path"] == ["/var/log/raconteur/*.log", "/var/log/raconteur/*.log.[1-9]"]


@pytest.mark.parametrize("text", ["input {", "input { file { a => 1 a => 2 } }", "input { ; }"])
def test_the_reader_of_this_test_refuses_what_it_does_not_understand(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        read(text)
