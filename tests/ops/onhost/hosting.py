"""A host for tests: this machine, of which only a folder is touched."""

import grp
import os
import pwd
from pathlib import Path

from ops.onhost.files import File
from ops.onhost.host import Host

ME = pwd.getpwuid(os.getuid()).pw_name
MINE = grp.getgrgid(os.getgid()).gr_name


def host(*, dry: bool = False) -> tuple[Host, list[str]]:
    """And what it says."""
    said: list[str] = []
    return Host(said.append, dry=dry), said


def file(path: Path, content: str | None, *, mode: int = 0o644, secret: bool = False) -> File:
    return {
        "path": str(path),
        "content": content,
        "mode": mode,
        "owner": ME,
        "group": MINE,
        "secret": secret,
        "fill": False,
    }
