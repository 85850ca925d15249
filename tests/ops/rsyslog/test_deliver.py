"""A line is delivered when Elasticsearch has it, and rsyslog hears of nothing else."""

import io
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ops import elastic as certificates
from ops.rsyslog import deliver

NIGHT = '{"@timestamp":"2026-11-23T23:59:59.913Z","message":"m","event":{"id":"a-1"}}'


class Elastic(deliver.Elasticsearch):
    """Answers as it is told, request by request."""

    def __init__(self, *answers: tuple[int, object]) -> None:
        self._answers, self.asked = list(answers), list[list[deliver.Line]]()

    def _ask(self, lines: list[deliver.Line]) -> tuple[int, object]:
        self.asked.append(lines)
        return self._answers.pop(0)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    script = Path(certificates.__file__).parent / "certificates.sh"
    subprocess.run(["sh", str(script), str(folder), "IP:127.0.0.1"], check=True, timeout=20)
    return folder / "ca.crt"


def items(*statuses: int) -> tuple[int, object]:
    return 200, {"items": [{"create": {"status": each, "error": "e"}} for each in statuses]}


def test_a_line_goes_as_it_is_into_its_day_and_under_its_name() -> None:
    assert deliver.line_of(NIGHT) == deliver.Line("flask-logs-2026.11.23", "a-1", NIGHT)


@pytest.mark.parametrize("at", ["2026-11-24T00:59:59+01:00", "2026-11-23T18:59:59-05:00"])
def test_a_day_is_one_of_utc(at: str) -> None:
    assert deliver.line_of(json.dumps({"@timestamp": at})).index == "flask-logs-2026.11.23"


def test_the_name_may_be_written_with_a_dot() -> None:
    line = {"@timestamp": "2026-11-23T23:59:59Z", "event.id": "b"}
    assert deliver.line_of(json.dumps(line)).id == "b"


def test_a_line_without_a_name_has_its_digest() -> None:
    text = '{"@timestamp":"2026-11-23T23:59:59Z"}'
    line = deliver.line_of(text)
    assert line == deliver.line_of(text)
    assert len(line.id) == 64
    assert line.body == text


@pytest.mark.parametrize(
    "text",
    ["", "words", "[1]", "3", '{"message": "m"}', '{"@timestamp": 5}', '{"@timestamp": "no"}'],
)
def test_what_is_no_line_of_ours_is_kept_as_words(text: str) -> None:
    line = deliver.line_of(text)
    found = json.loads(line.body)
    assert line.index == f"flask-logs-{datetime.now(UTC):%Y.%m.%d}"
    assert (found["message"], found["tags"]) == (text, ["_jsonparsefailure"])
    assert found["event"]["id"] == line.id == deliver.line_of(text).id


def test_bytes_that_are_no_text_are_shipped_all_the_same() -> None:
    text = b'{"cut \xc3'.decode("utf-8", "surrogateescape")
    assert json.loads(deliver.line_of(text).body)["message"] == '{"cut ?'


@pytest.mark.parametrize("status", [200, 201, 409])
def test_what_is_there_already_has_arrived(status: int) -> None:
    Elastic(items(status)).create([deliver.line_of(NIGHT)])


@pytest.mark.parametrize("answer", [items(429), items(503), items(403), (429, "busy"), (401, "")])
def test_what_may_be_taken_later_is_not_delivered(answer: tuple[int, object]) -> None:
    with pytest.raises(deliver.NotDelivered):
        Elastic(answer).create([deliver.line_of(NIGHT)])


@pytest.mark.parametrize("answer", [items(400), (413, "too long"), (400, "no")])
def test_what_would_never_be_taken_is_sent_as_words_under_the_same_name(
    answer: tuple[int, object],
) -> None:
    elastic = Elastic(answer, items(201))
    elastic.create([deliver.line_of(NIGHT)])
    [[_], [words]] = elastic.asked
    found = json.loads(words.body)
    assert (words.index, words.id) == ("flask-logs-2026.11.23", "a-1")
    assert (found["message"], found["tags"]) == (NIGHT, ["_refused"])
    assert found["@timestamp"] == "2026-11-23T23:59:59.913Z"


def test_of_several_lines_that_are_refused_together_each_is_tried_alone() -> None:
    elastic = Elastic((400, "one is wrong"), items(201), items(400), items(201))
    elastic.create([deliver.line_of(NIGHT), deliver.line_of(NIGHT)])
    assert [len(each) for each in elastic.asked] == [2, 1, 1, 1]


def test_without_a_key_lines_wait(tmp_path: Path, certificate: Path) -> None:
    elastic = deliver.Elasticsearch("https://127.0.0.1:1", tmp_path / "no-key", certificate)
    with pytest.raises(deliver.NotDelivered, match="no-key"):
        elastic.create([deliver.line_of(NIGHT)])


def test_where_nobody_listens_lines_wait(tmp_path: Path, certificate: Path) -> None:
    (tmp_path / "key").write_text("k")
    elastic = deliver.Elasticsearch("https://127.0.0.1:1", tmp_path / "key", certificate)
    with pytest.raises(deliver.NotDelivered, match="refused"):
        elastic.create([deliver.line_of(NIGHT)])


def talk(elastic: Elastic, *said: str) -> list[str]:
    answers = io.StringIO()
    deliver.serve([f"{each}\n" for each in said], answers, elastic)
    return answers.getvalue().splitlines()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    note: Callable[[int, str], None] = lambda _level, text: words.append(text)  # noqa: E731
    monkeypatch.setattr("syslog.syslog", note)
    return words


BEGIN, COMMIT = "BEGIN TRANSACTION", "COMMIT TRANSACTION"


def test_rsyslog_gets_a_word_for_each_of_its_own() -> None:
    elastic = Elastic(items(201, 201))
    assert talk(elastic, BEGIN, NIGHT, NIGHT, COMMIT) == [
        *("OK", "OK", "DEFER_COMMIT", "DEFER_COMMIT", "OK")
    ]
    assert len(elastic.asked) == 1


def test_rsyslog_comes_again_and_the_log_says_so_once(told: list[str]) -> None:
    elastic = Elastic((503, "not\nnow"), (503, "no"), items(201))
    once = (BEGIN, NIGHT, COMMIT)
    heard = talk(elastic, *once, *once, *once)
    assert [each for each in heard if each not in ("OK", "DEFER_COMMIT")] == [
        *("lines wait: 503: not now", "lines wait: 503: no")
    ]
    assert heard[-1] == "OK"
    assert told == ["lines wait: 503: not\nnow", "lines are delivered again"]
