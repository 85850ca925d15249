"""Every line of the log is JSON with the trace id it belongs to."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from raconteur.observe import logs, trace


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
