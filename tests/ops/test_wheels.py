"""Packages are fetched for the host's kind, once, and all of them or none."""

import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ops import wheels
from ops.tables import Wrong


def test_they_are_asked_for_as_the_host_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def pip(command: list[str], **_: Any) -> "subprocess.CompletedProcess[str]":
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", pip)
    for _ in range(2):
        found = wheels.fetch(
            tmp_path / "lock", "name", "3.12", "aarch64", "2.39", lambda _: None, tmp_path
        )
    (command,) = asked
    assert {"--require-hashes", "--no-deps", "--abi=cp312", "--python-version"} <= set(command)
    platforms = [word for word in command if word.startswith("--platform")]
    assert platforms[0] == "--platform=manylinux_2_39_aarch64"
    assert "--platform=manylinux_2_17_aarch64" in platforms
    assert "--platform=manylinux_2_40_aarch64" not in platforms
    assert found == tmp_path / "wheels/name"


def test_two_at_once_fetch_them_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    both = threading.Barrier(2)

    def pip(command: list[str], **_: Any) -> "subprocess.CompletedProcess[str]":
        asked.append(command)
        # Time for the other one to begin.
        time.sleep(0.2)
        return subprocess.CompletedProcess(command, 0, "", "")

    def fetch() -> Path:
        both.wait()
        kind = ("name", "3.11", "x86_64", "2.36")
        return wheels.fetch(tmp_path / "lock", *kind, lambda _: None, tmp_path)

    monkeypatch.setattr(subprocess, "run", pip)
    with ThreadPoolExecutor(2) as pool:
        found = [pool.submit(fetch) for _ in range(2)]
    assert [each.result() for each in found] == [tmp_path / "wheels/name"] * 2
    assert len(asked) == 1


def test_one_that_cannot_be_had_is_said_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, 1, "", "WARNING\nERROR: none"),
    )
    with pytest.raises(Wrong, match="ERROR: none"):
        wheels.fetch(tmp_path / "lock", "name", "3.11", "x86_64", "2.36", lambda _: None, tmp_path)
    assert not (tmp_path / "wheels/name").exists()
