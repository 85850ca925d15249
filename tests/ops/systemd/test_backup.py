"""What the nightly backup does: the new one first, then the old ones go."""

import os
import subprocess
import time
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from ops.rendering import render
from ops.systemd.to_bucket import copy

DAY_S = 86_400
WORKS, FAILS, EMPTY = 'echo story > "$4"', "exit 1", ': > "$4"'


def back_up(home: Path, raconteur: str) -> int:
    """Runs the script with something in Raconteur's place; its exit status."""
    python = home / "release/.venv/bin/python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(f"#!/bin/sh\n{raconteur}\n")
    python.chmod(0o755)
    places = {"release": home / "release", "backups": home, "scripts": home}
    script = render("systemd/backup.sh.j2", **places, bucket="", keep_minutes=14 * 24 * 60)
    return subprocess.run(["/bin/sh", "-c", script], cwd=home, check=False, timeout=30).returncode


def aged(home: Path, name: str, days: float) -> Path:
    file = home / name
    file.write_text("story")
    when = time.time() - days * DAY_S
    os.utime(file, (when, when))
    return file


def test_old_ones_go_when_a_new_one_is_there(tmp_path: Path) -> None:
    old = aged(tmp_path, "stories-2026-11-01T031500Z.backup", 15)
    young = aged(tmp_path, "stories-2026-11-10T031500Z.backup", 13)
    assert back_up(tmp_path, WORKS) == 0
    assert not old.exists()
    [new] = set(tmp_path.glob("stories-*.backup")) - {young}
    assert new.read_text() == "story\n"


@pytest.mark.parametrize("raconteur", [FAILS, EMPTY])
def test_while_there_is_no_new_one_nothing_goes(tmp_path: Path, raconteur: str) -> None:
    old = aged(tmp_path, "stories-2026-11-01T031500Z.backup", 15)
    assert back_up(tmp_path, raconteur) != 0
    assert old.exists()


def test_what_is_no_backup_of_ours_is_left_alone(tmp_path: Path) -> None:
    mine = aged(tmp_path, "before-the-move.backup", 400)
    assert back_up(tmp_path, WORKS) == 0
    assert mine.exists()


def test_what_watches_is_told_when_it_was(tmp_path: Path) -> None:
    before = int(time.time())
    script = render("systemd/backed-up.sh.j2", metrics=tmp_path / "node-exporter")
    subprocess.run(["/bin/sh", "-c", script], check=True, timeout=30)
    [file] = (tmp_path / "node-exporter").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("raconteur.prom", 0o644)
    *_, line = file.read_text().splitlines()
    name, _, when = line.partition(" ")
    assert name == "raconteur_backup_last_success_timestamp_seconds"
    assert before <= int(when) <= time.time()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("AWS_CA_BUNDLE", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "nobody")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return "stories"


@pytest.mark.parametrize(("where", "key"), [("", ""), ("/", ""), ("/nights/", "nights/")])
def test_it_is_copied_into_the_bucket(tmp_path: Path, bucket: str, where: str, key: str) -> None:
    file = aged(tmp_path, "stories-2026-11-23T031500Z.backup", 0)
    with mock_aws():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket=bucket)
        copy(file, f"s3://{bucket}{where}")
        kept = s3.get_object(Bucket=bucket, Key=f"{key}{file.name}")["Body"].read()
    assert kept == b"story"


def test_a_bucket_that_is_not_there_is_an_error(tmp_path: Path, bucket: str) -> None:
    file = aged(tmp_path, "stories-2026-11-23T031500Z.backup", 0)
    with mock_aws(), pytest.raises(Exception, match="NoSuchBucket"):
        copy(file, f"s3://{bucket}/")
