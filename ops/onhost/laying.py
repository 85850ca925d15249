"""A file that is whole before it gets its name."""

import os
from pathlib import Path


def laid(path: Path, content: bytes) -> Path:
    """A file beside it, for us alone, and on the disk."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return part
