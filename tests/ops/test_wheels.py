"""Packages are fetched for the host's kind, once, and all of them or none."""

import subprocess
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
