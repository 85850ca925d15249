"""Every line arrives, and once, whatever happens to the files, the shipper or Elasticsearch.

rsyslog is the real one; Elasticsearch is a stand-in of ours (tests/parts/elasticsearch.py).
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ops import elastic
from ops.elastic.rights import shipper as shipper_rights
from raconteur.models.scripted.server import ScriptedServer
from raconteur.observe import fields
from tests.parts.elasticsearch import KEY, PASSWORD, Elasticsearch
from tests.parts.rsyslog import Shipper
from tests.system.serving import Serving

pytestmark = pytest.mark.skipif(
    not Shipper.installed(), reason="no rsyslog here: sudo apt install rsyslog"
)

# A log that is turned over every 8 KB, which is some 15 lines.
WRITES = """
import logging, sys
from pathlib import Path
from raconteur.observe import logs, trace
logs.MAX_BYTES = 8_000
logs.configure(Path(sys.argv[1]))
trace.current.set(sys.argv[2])
for n in range(int(sys.argv[3])):
    logging.getLogger("raconteur.test").info("line %s of %s: é\u2028", n, sys.argv[2])
"""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    script = Path(elastic.__file__).parent / "certificates.sh"
    subprocess.run(["sh", script, folder, "IP:127.0.0.1"], check=True, timeout=20)
    return folder


@pytest.fixture
def elasticsearch(certificates: Path) -> Iterator[Elasticsearch]:
    running = Elasticsearch(certificates)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "logs"
    made.mkdir()
    return made


@pytest.fixture
def shipper(
    tmp_path: Path, folder: Path, elasticsearch: Elasticsearch, certificates: Path
) -> Iterator[Shipper]:
    globs = (f"{folder}/*.log*",)
    made = Shipper(tmp_path / "shipper", globs, elasticsearch.url, KEY, certificates / "ca.crt")
    yield made
    made.part.stop()


def write(folder: Path, trace_id: str, many: int, name: str = "web.log") -> None:
    """A process of the application, from its start to its end."""
    command = [sys.executable, "-c", WRITES, str(folder / name), trace_id, str(many)]
    subprocess.run(command, check=True, timeout=30)


def told(elasticsearch: Elasticsearch, trace_id: str) -> list[str]:
    found = [each for each in elasticsearch.documents if each["trace"]["id"] == trace_id]
    return sorted(each["message"].partition(" of ")[0] for each in found)


def lines(many: int) -> list[str]:
    return sorted(f"line {n}" for n in range(many))


def test_what_was_there_before_and_what_comes_is_shipped_under_its_own_name(
    folder: Path, shipper: Shipper, elasticsearch: Elasticsearch
) -> None:
    write(folder, "before", 5)
    shipper.part.start()
    elasticsearch.until(5)
    write(folder, "after", 5)
    elasticsearch.until(10)
    written = [json.loads(line) for line in (folder / "web.log").read_text().split("\n") if line]
    today = f"flask-logs-{datetime.now(UTC):%Y.%m.%d}"
    assert set(elasticsearch.indices) == {today}
    assert elasticsearch.indices[today] == {each["event"]["id"]: each for each in written}
    assert elasticsearch.said == {"200": 10, "item 201": 10}


def test_files_that_are_turned_over_are_shipped_to_their_end(
    folder: Path, shipper: Shipper, elasticsearch: Elasticsearch
) -> None:
    shipper.part.start()
    for n in range(4):
        write(folder, f"turn.{n}", 40)
        elasticsearch.until(40 * (n + 1))
    assert len(list(folder.glob("web.log.*"))) == 5
    assert all(told(elasticsearch, f"turn.{n}") == lines(40) for n in range(4))


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_shipper_that_was_away_goes_on_where_it_was(
    how: str, folder: Path, shipper: Shipper, elasticsearch: Elasticsearch
) -> None:
    shipper.part.start()
    write(folder, "first", 30)
    elasticsearch.until(10)
    getattr(shipper.part, how)()
    # Turned over twice or three times meanwhile.
    write(folder, "meanwhile", 30)
    shipper.part.start()
    write(folder, "then", 10)
    elasticsearch.until(70)
    assert told(elasticsearch, "first") == told(elasticsearch, "meanwhile") == lines(30)
    assert told(elasticsearch, "then") == lines(10)
    assert len(elasticsearch.documents) == 70


def test_while_elasticsearch_is_away_lines_wait(
    folder: Path, shipper: Shipper, elasticsearch: Elasticsearch
) -> None:
    shipper.part.start()
    write(folder, "before", 10)
    elasticsearch.until(10)
    elasticsearch.stop()
    write(folder, "away", 30)
    write(folder, "other", 10, "writer.log")
    assert len(elasticsearch.documents) == 10
    elasticsearch.start()
    elasticsearch.until(50)
    assert told(elasticsearch, "away") == lines(30)
    assert told(elasticsearch, "other") == lines(10)


def test_what_is_refused_for_the_moment_comes_again_and_what_cannot_be_taken_comes_as_words(
    folder: Path, shipper: Shipper, elasticsearch: Elasticsearch
) -> None:
    elasticsearch.whole = [429, 503]
    elasticsearch.items = [429, 503, 400]
    write(folder, "busy", 5)
    with (folder / "web.log").open("a") as log:
        log.write('{"@timestamp": "cut o\n')
    shipper.part.start()
    elasticsearch.until(6)
    documents = elasticsearch.documents
    whole = [each for each in documents if "tags" not in each]
    assert sorted(each["message"].partition(" of ")[0] for each in whole) == lines(5)[1:]
    [refused] = [each for each in documents if each.get("tags") == ["_refused"]]
    assert json.loads(refused["message"])["message"].startswith("line 0 ")
    [cut] = [each for each in documents if each.get("tags") == ["_jsonparsefailure"]]
    assert cut["message"] == '{"@timestamp": "cut o'


def test_with_a_wrong_key_lines_wait_for_the_right_one(
    folder: Path, shipper: Shipper, elasticsearch: Elasticsearch
) -> None:
    shipper.key_file.write_text("wrong")
    write(folder, "kept", 5)
    shipper.part.start()
    elasticsearch.until_said("401", 1)
    assert elasticsearch.documents == []
    shipper.key_file.write_text(KEY)
    elasticsearch.until(5)
    assert told(elasticsearch, "kept") == lines(5)


def test_a_new_key_ends_the_one_before_and_lines_wait_for_it(
    tmp_path: Path, folder: Path, shipper: Shipper, elasticsearch: Elasticsearch, certificates: Path
) -> None:
    password, rights = tmp_path / "elastic", tmp_path / "rights.json"
    password.write_text(PASSWORD)
    rights.write_text(json.dumps(shipper_rights()))

    def make() -> str:
        program = str(Path(elastic.__file__).parent / "arrange.py")
        known = [elasticsearch.url, str(certificates / "ca.crt"), str(password)]
        command = [sys.executable, program, *known, "key", str(rights), "pens"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
        return done.stdout

    shipper.key_file.write_text(make())
    shipper.part.start()
    write(folder, "first", 5)
    elasticsearch.until(5)
    second = make()
    write(folder, "second", 5)
    elasticsearch.until_said("401", 1)
    shipper.key_file.write_text(second)
    elasticsearch.until(10)


def test_a_trace_id_tells_a_story_from_the_request_to_the_model(
    tmp_path: Path, folder: Path, shipper: Shipper, elasticsearch: Elasticsearch
) -> None:
    shipper.part.start()
    log, home = str(folder / "raconteur.log"), tmp_path / "home"
    home.mkdir()
    with (
        ScriptedServer(parameters=8e9) as model,
        Serving(home, RACONTEUR_MODEL_URL=model.url, RACONTEUR_LOG_FILE=log) as server,
    ):
        server.api.headers["X-Trace-Id"] = "from.the-browser"
        story = server.begin(craft="free", length_words=100)
        server.api.headers["X-Trace-Id"] = "another"
        server.until_final(story["id"])
        server.api.get("/api/stories/999")
        assert set(model.seen()["traces"]) == {"from.the-browser"}  # type: ignore[call-overload]
    every = [
        json.loads(line)
        for file in folder.glob("*.log")
        for line in file.read_text().split("\n")
        if line
    ]
    elasticsearch.until(len(every))
    documents = elasticsearch.documents
    assert {each["event"]["id"] for each in documents} == {each["event"]["id"] for each in every}
    assert {name for each in documents for name in names(each)} <= fields.NAMES
    traced = [each for each in documents if each.get("trace", {}).get("id") == "from.the-browser"]
    traced.sort(key=lambda each: each["@timestamp"])
    assert sorted(each["message"] for each in traced) == [
        "POST /api/stories 202",
        "a passage is done",
        "writing with url",
    ]
    [written] = [each for each in traced if each["message"] == "a passage is done"]
    assert written["raconteur"]["story"]["id"] == story["id"]
    assert written["gen_ai"]["usage"]["output_tokens"] > 0


def names(found: dict[str, Any], above: str = "") -> set[str]:
    """Of all fields, as the schema writes them."""
    return {
        each
        for name, value in found.items()
        for each in (
            names(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}"}
        )
    }
