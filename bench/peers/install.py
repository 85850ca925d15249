"""Programs in a folder that git does not see, from locks, once."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.model import ROOT

LOCKED = Path(__file__).resolve().parent / "locked"
FOLDER = ROOT / ".cache" / "peers"
PATIENCE_S = 600


def once(folder: Path, locks: Sequence[Path], fill: Callable[[], None]) -> None:
    """Fill the folder, unless it was filled from just these locks. What is half filled is not
    taken for filled."""
    mark = folder / ".installed"
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    print(f"Installing {folder.name} into {folder.parent} ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fill()
    mark.write_text(wanted)


def python(folder: Path, lock: Path) -> Path:
    """The Python of an environment in which is what the lock names and nothing else."""

    def fill() -> None:
        uv = (sys.executable, "-m", "uv")
        run(*uv, "venv", "-q", "--python", sys.executable, "venv", cwd=folder)
        exactly = ("--require-hashes", "--no-build", "--compile-bytecode", "-r", lock)
        run(*uv, "pip", "install", "-q", "--python", found, *exactly, cwd=folder)

    found = folder / "venv" / "bin" / "python"
    once(folder, [lock], fill)
    return found


def run(*command: str | Path, cwd: Path) -> None:
    """Raises RuntimeError with the last words of a program that fails or takes too long."""
    said = list(map(str, command))
    try:
        done = subprocess.run(
            said, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RuntimeError(f"{said[0]}: {error}") from error
    if done.returncode:
        raise RuntimeError(f"{' '.join(said[:4])}: {(done.stderr or done.stdout)[-1500:]}")
