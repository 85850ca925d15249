"""The program that comes along: what it is asked by, what it answers, and when it takes back."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ops import visiting
from ops.visiting import Failed, Visiting
from tests.ops.inventories import example, read
from tests.ops.onhost.hosting import file


def started(*, dry: bool = False) -> "subprocess.Popen[bytes]":
    """As on a host, without SSH."""
    begin = visiting._BEGIN.format(size=len(visiting._program()), dry=dry)
    return subprocess.Popen(
        [sys.executable, "-I", "-c", begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


class Channel:
    """What a channel of paramiko's is used for."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def makefile(self, mode: str) -> Any:
        return self._process.stdin if mode == "wb" else self._process.stdout

    def makefile_stderr(self, _mode: str) -> Any:
        return self._process.stdout


def visit(process: "subprocess.Popen[bytes]", said: list[str]) -> Visiting:
    (host,) = read(example()).hosts
    return Visiting(host, Channel(process), said.append)


def test_it_does_what_it_is_asked(tmp_path: Path) -> None:
    said: list[str] = []
    with started() as process:
        there = visit(process, said)
        assert there.do("facts")["python"] == f"3.{sys.version_info.minor}"
        assert there.do("files", files=[file(tmp_path / "env", "A=1")])
        there.do("keep")
    assert said == [f"write {tmp_path}/env"]
    assert (tmp_path / "env").read_text() == "A=1"


def test_what_is_wrong_names_the_host() -> None:
    with started() as process:
        there = visit(process, [])
        with pytest.raises(Failed, match="stories: false ended with 1"):
            there.do("run", command=["false"])
        assert there.do("has", path="/") is True, "it goes on"


def test_when_the_connection_is_lost_it_takes_back(tmp_path: Path) -> None:
    with started() as process:
        there = visit(process, [])
        there.do("files", files=[file(tmp_path / "env", "A=1")])
        assert (tmp_path / "env").exists()
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0
    assert not (tmp_path / "env").exists()


def test_when_the_host_is_lost_it_is_said() -> None:
    process = started()
    there = visit(process, [])
    process.kill()
    process.wait()
    with pytest.raises(Failed, match=r"stories: the connection was lost.*run it again"):
        there.do("facts")
    assert process.stdout is not None
    process.stdout.close()


def test_an_old_python_is_named_in_one_line() -> None:
    begin = visiting._BEGIN.format(size=0, dry=False).replace("sys.version_info", "(3, 9)")
    done = subprocess.run(
        [sys.executable, "-c", begin], capture_output=True, text=True, check=False
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "Debian 12" in done.stderr


def test_the_program_is_the_same_at_each_call_and_small() -> None:
    program = visiting._program()
    assert program == visiting._program()
    assert len(program) < 60_000
