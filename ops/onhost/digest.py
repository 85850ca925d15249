"""By which a release is known: every file's path and content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

# What a host adds to what it was sent.
ADDED = ("__pycache__", ".venv")


def digest(folder: Path) -> str:
    """Of a folder, SHA-256 in hexadecimal."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    sent = {name: each for name, each in named.items() if not set(name.split("/")) & set(ADDED)}
    return digest_of({name: each.read_bytes() for name, each in sent.items()})


def digest_of(contents: Mapping[str, bytes]) -> str:
    """The same, of contents by their paths."""
    whole = hashlib.sha256()
    for name in sorted(contents):
        whole.update(f"{name}\0{hashlib.sha256(contents[name]).hexdigest()}\n".encode())
    return whole.hexdigest()
