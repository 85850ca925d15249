"""Remembering that a large file was checked, so that it need not be read again."""

import json
from pathlib import Path


def seal(file: Path, digest: str) -> None:
    """Notes beside the file that it, as it is now, has this hash."""
    _note(file).write_text(json.dumps({"sha256": digest, **_looks(file)}))


def is_sealed(file: Path, digest: str) -> bool:
    """Whether the file was checked against this hash and looks untouched since."""
    try:
        noted: object = json.loads(_note(file).read_text())
        return noted == {"sha256": digest, **_looks(file)}
    except (OSError, ValueError):
        return False


def _note(file: Path) -> Path:
    return file.with_name(f"{file.name}.checked")


def _looks(file: Path) -> dict[str, int]:
    found = file.stat()
    return {"size": found.st_size, "mtime_ns": found.st_mtime_ns}
