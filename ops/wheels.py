"""The packages of a lock for a host's Python and platform, fetched here, each with its hash."""

import shutil
import subprocess
import sys
from pathlib import Path

from ops.building import CACHE
from ops.tables import Wrong
from ops.visiting import Tell
from ops.waiting import alone

# glibc's versions that wheels are built for; those up to the host's own will run there.
OLDEST, WHOLE = 17, ".whole"


def fetch(
    lock: Path, name: str, python: str, machine: str, libc: str, tell: Tell, cache: Path = CACHE
) -> Path:
    """The folder with all of them. Raises Wrong where one cannot be had."""
    folder = cache / "wheels" / name
    with alone(folder.parent):
        if not (folder / WHOLE).exists():
            tell(f"fetching the packages for Python {python} on {machine} ...")
            _download(lock, folder, python, machine, libc)
    return folder


def _download(lock: Path, folder: Path, python: str, machine: str, libc: str) -> None:
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    platforms = [f"--platform={each}" for each in _platforms(machine, libc)]
    done = subprocess.run(  # noqa: S603 (our own words, without a shell)
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q"),
            *("--require-hashes", "-r", str(lock), "--no-deps", "--only-binary", ":all:"),
            *("--dest", str(part), "--implementation", "cp", "--python-version", python),
            *(f"--abi=cp{python.replace('.', '')}", "--abi=abi3", "--abi=none", *platforms),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise Wrong(f"the packages could not be fetched: {last}")
    (part / WHOLE).touch()
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def _platforms(machine: str, libc: str) -> list[str]:
    minor = int(libc.split(".")[1])
    newest_first = [f"manylinux_2_{each}_{machine}" for each in range(minor, OLDEST - 1, -1)]
    return [*newest_first, f"manylinux2014_{machine}", f"linux_{machine}"]
