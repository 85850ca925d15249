"""Every line of the log is JSON with the trace id it belongs to."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from raconteur.observe import fields, logs, trace


@pytest.fixture(autouse=True)
def _put_the_root_logger_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_carries_the_trace_id(tmp_path: Path) -> None:
    logs.configure(tmp_path / "logs" / "a.log")
    token = trace.current.set("abc123")
    logging.getLogger("raconteur.test").info("hello")
    trace.current.reset(token)
    line = json.loads((tmp_path / "logs" / "a.log").read_text().splitlines()[-1])
    assert line["trace"]["id"] == "abc123" or line["trace.id"] == "abc123"
    assert line["message"] == "hello"
    assert line["log.level"] == "info"
    assert "@timestamp" in line
    assert "original" not in line["log"]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def _names(found: dict[str, Any], above: str = "") -> set[str]:
    names: set[str] = set()
    for name, value in found.items():
        full = f"{above}{name}"
        names |= _names(value, f"{full}.") if isinstance(value, dict) else {full}
    return names


def test_each_line_has_a_name_that_no_other_line_has(tmp_path: Path) -> None:
    for _ in range(2):
        logs.configure(tmp_path / "a.log")
        for _ in range(3):
            logging.getLogger("raconteur.test").info("the same")
    ids = [line["event"]["id"] for line in _lines(tmp_path / "a.log")]
    assert len(set(ids)) == 6
    assert {id_.partition("-")[2] for id_ in ids} == {"1", "2", "3"}


def test_a_line_has_the_fields_of_the_table_and_a_librarys_own_are_left_out(tmp_path: Path) -> None:
    logs.configure(tmp_path / "a.log")
    log = logging.getLogger("celery.test")
    try:
        raise ValueError("no")
    except ValueError:
        log.exception("failed", extra={"data": {"id": 1}, fields.PASSAGE: 3, "foreign.field": "x"})
    [line] = _lines(tmp_path / "a.log")
    assert line["raconteur"] == {"passage": {"id": 3}}
    assert line["error"]["type"] == "ValueError"
    assert "test_logs.py" in line["error"]["stack_trace"]
    assert _names(line) <= fields.NAMES
    assert _names(line) >= {"event.id", "host.name", "service.name", "ecs.version"}


def test_a_field_that_is_left_out_here_is_there_for_others(tmp_path: Path) -> None:
    logs.configure(tmp_path / "a.log")
    record = logging.makeLogRecord({"name": "celery", "msg": "hello", "data": 1})
    logging.getLogger().handlers[0].handle(record)
    assert record.__dict__["data"] == 1


def test_a_line_that_was_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text('{"message": "cut o')
    logs.configure(tmp_path / "a.log")
    logging.getLogger("raconteur.test").info("whole")
    cut, whole = (tmp_path / "a.log").read_text().splitlines()
    assert cut == '{"message": "cut o'
    assert json.loads(whole)["message"] == "whole"


def test_nobody_writes_a_line_of_their_own_into_the_log(tmp_path: Path) -> None:
    logs.configure(tmp_path / "a.log")
    forged = '/api/x\n{"message": "nothing happened"}\r\x1b[2K'
    logging.getLogger("raconteur.test").info("GET %s", forged, extra={"url.path": forged})
    [line] = (tmp_path / "a.log").read_text().splitlines()
    assert json.loads(line)["message"] == f"GET {forged}"
    assert "\x1b" not in line


def test_a_full_file_is_turned_over_and_no_line_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 2000)
    logs.configure(tmp_path / "a.log")
    for n in range(20):
        logging.getLogger("raconteur.test").info("line %s", n)
    files = list(tmp_path.glob("a.log*"))
    assert len(files) > 1
    assert all(file.stat().st_size < 3000 for file in files)
    lines = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    assert {line["message"] for line in lines} == {f"line {n}" for n in range(20)}


@pytest.mark.parametrize("given", ["abc", "A-b_c.1", "x" * 64])
def test_a_callers_trace_id_is_honoured(given: str) -> None:
    assert trace.honoured(given) == given


@pytest.mark.parametrize("given", [None, "", "x" * 65, "a b", "é", "a\nb"])
def test_otherwise_one_is_made(given: str | None) -> None:
    made = trace.honoured(given)
    assert len(made) == 16
    int(made, 16)


def test_two_processes_never_share_a_file(tmp_path: Path) -> None:
    def another() -> subprocess.Popen[str]:
        says = "logs.configure(Path('a.log')); logging.warning('here'); print(flush=True); input()"
        program = (
            f"import logging; from pathlib import Path; from raconteur.observe import logs; {says}"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        process.stdout.readline()
        return process

    def lines() -> dict[str, int]:
        return {file.name: file.read_text().count("here") for file in tmp_path.glob("*.log")}

    first, second = another(), another()
    assert lines() == {"a.log": 1, "a.2.log": 1}
    first.communicate("")
    third = another()
    assert lines() == {"a.log": 2, "a.2.log": 1}
    for process in (second, third):
        process.communicate("")


def test_one_process_may_begin_again(tmp_path: Path) -> None:
    for _ in range(2):
        logs.configure(tmp_path / "a.log")
        logging.getLogger("raconteur.test").warning("hello")
    assert [file.name for file in tmp_path.glob("*.log")] == ["a.log"]
