"""By which a release is known: every file's path and content."""

import hashlib
from pathlib import Path

# What a host adds to what it was sent.
ADDED = ("__pycache__", ".venv")


def digest(folder: Path) -> str:
    """SHA-256 in hexadecimal."""
    whole = hashlib.sha256()
    for path in sorted(_files(folder), key=lambda each: each.relative_to(folder).as_posix()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return whole.hexdigest()


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part in ADDED for part in path.relative_to(folder).parts)
    ]
