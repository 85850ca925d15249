"""The units are units: systemd knows every word of them, and finds little that they leave open."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ops.systemd import files
from tests.ops.systemd.hosting import host, inventory

ALL = host("all", "gateway", "serve", "web", "writer", "model")
# Ten times systemd's own figure, of which 100 is the worst.
MOST = {
    "raconteur-web@5000.service": 20,
    "raconteur-writer@1.service": 20,
    "raconteur-serve.service": 20,
    "raconteur-model.service": 20,
    "raconteur-backup.service": 20,
    # Root's: it keeps the keys and tells Nginx.
    "raconteur-certificates.service": 30,
}

pytestmark = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units, with programs that are here in the place of those on a host."""
    found = tmp_path_factory.mktemp("units")
    for path, content in files(inventory(ALL), ALL).items():
        name = Path(path).name.replace("web@.", "web@5000.").replace("writer@.", "writer@1.")
        here = re.sub(r"^(ExecStart=)\S+", r"\1/bin/true", content, flags=re.MULTILINE)
        (found / name).write_text(here)
    return found


def analyze(*words: object) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def verified(file: Path) -> tuple[int, str]:
    """The status, and what is said of this file: an unknown key is a warning, and no more."""
    done = analyze("verify", "--man=no", "--recursive-errors=no", file)
    return done.returncode, "\n".join(
        line for line in done.stderr.splitlines() if file.name in line
    )


def test_systemd_knows_every_word(folder: Path) -> None:
    judged = {file.name: verified(file) for file in sorted(folder.glob("raconteur-*.*"))}
    assert len(judged) == 8
    assert {name: found for name, found in judged.items() if found != (0, "")} == {}


def test_a_word_that_it_does_not_know_would_be_seen(folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "raconteur-serve.service"
    right = (folder / wrong.name).read_text()
    wrong.write_text(right.replace("PrivateTmp=", "PrivateTemp="))
    assert "PrivateTemp" in verified(wrong)[1]


@pytest.mark.parametrize("name", MOST)
def test_little_is_left_open(folder: Path, name: str) -> None:
    judged = analyze(
        "security", "--offline=true", f"--threshold={MOST[name]}", "--no-pager", folder / name
    )
    assert judged.returncode == 0, judged.stdout[-300:]
