"""Folders and files as they are described, touched only where they differ."""

import contextlib
import difflib
import grp
import os
import pwd
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from ops.onhost import known
from ops.onhost.host import Failed, Host
from ops.onhost.laying import laid


class Folder(TypedDict):
    path: str
    mode: int
    owner: str
    group: str


class File(TypedDict):
    """content  None: there shall be no such file
    secret   nothing of it is told
    fill     whether `{{name}}` in it stands for what only the hosts know (known.py)
    """

    path: str
    content: str | None
    mode: int
    owner: str
    group: str
    secret: bool
    fill: bool


def folders(host: Host, folders: list[Folder]) -> list[str]:
    """The paths that were made or changed."""
    changed = []
    for each in folders:
        path = Path(each["path"])
        if _is_as(path, each["mode"], each["owner"], each["group"], stat.S_ISDIR):
            continue
        changed.append(str(path))
        host.tell(f"{'would make' if host.dry else 'made'} {path}/ ({_said(each)})")
        if not host.dry:
            path.mkdir(exist_ok=True, parents=True)
            _own(path, each["mode"], each["owner"], each["group"])
    return changed


def write(host: Host, files: list[File], check: list[list[str]] | None = None) -> list[str]:
    """The paths that were written or removed. Undone with the rest.

    check  commands that must succeed when anything was changed; else all is put back. Raises Failed
    """
    changed = [each["path"] for each in files if _bring(host, each)]
    for command in check or [] if changed else []:
        host.run(*command)
    return changed


def _bring(host: Host, file: File) -> bool:
    path = resolved(file["path"])
    if path is None:
        if not host.dry:
            raise Failed(f"there is no {file['path']}; provision this host first")
        host.tell(f"would write {file['path']}")
        return True
    wanted = file["content"]
    if wanted is not None and file["fill"]:
        wanted = known.fill(wanted, host)
    before = path.read_text(errors="replace") if path.is_file() else None
    same = before == wanted
    if wanted is None:
        if not os.path.lexists(path):
            return False
    elif same and _is_as(path, file["mode"], file["owner"], file["group"], stat.S_ISREG):
        return False
    what = "remove" if wanted is None else "write"
    host.tell(f"would {what} {path}" if host.dry else f"{what} {path}")
    if host.dry:
        host.would.add(file["path"])
        if not same and not file["secret"]:
            _tell_difference(host, path, before or "", wanted or "")
        return True
    host.undo_by(_as_before(path))
    if wanted is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        place(path, wanted, file["mode"], file["owner"], file["group"])
    return True


def resolved(path: str) -> Path | None:
    """`*` stands for a folder's name that only the host knows. None where there is none yet."""
    if "*" not in path:
        return Path(path)
    before, _, after = path.partition("*")
    beyond = after.split("/", 1)[1]
    found = sorted(Path(before).glob("*")) if Path(before).is_dir() else []
    return found[-1] / beyond if found else None


def place(path: Path, content: str, mode: int, owner: str = "root", group: str = "root") -> None:
    """A whole file at once, which nobody else could read meanwhile."""
    part = laid(path, content.encode())
    _own(part, mode, owner, group)
    part.replace(path)


def _as_before(path: Path) -> Callable[[], None]:
    """What puts a file back as it is now."""
    if path.is_symlink() or not path.exists():
        target = path.readlink() if path.is_symlink() else None

        def without() -> None:
            path.unlink(missing_ok=True)
            if target is not None:
                path.symlink_to(target)

        return without
    content, found = path.read_bytes(), path.stat()

    def again() -> None:
        part = laid(path, content)
        os.chown(part, found.st_uid, found.st_gid)
        part.chmod(stat.S_IMODE(found.st_mode))
        # As old as it was: what started since has read it as it is.
        os.utime(part, ns=(found.st_atime_ns, found.st_mtime_ns))
        part.replace(path)

    return again


def _is_as(path: Path, mode: int, owner: str, group: str, kind: Callable[[int], bool]) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    with contextlib.suppress(KeyError):
        ids = (pwd.getpwnam(owner).pw_uid, grp.getgrnam(group).gr_gid)
        of_them = (found.st_uid, found.st_gid) == ids
        return kind(found.st_mode) and of_them and stat.S_IMODE(found.st_mode) == mode
    return False


def _own(path: Path, mode: int, owner: str, group: str) -> None:
    try:
        os.chown(path, pwd.getpwnam(owner).pw_uid, grp.getgrnam(group).gr_gid)
    except KeyError as error:
        raise Failed(f"{path}: {error.args[0]}; provision this host first") from None
    path.chmod(mode)


def _said(each: Folder) -> str:
    return f"{each['owner']}:{each['group']} {each['mode']:04o}"


def _tell_difference(host: Host, path: Path, before: str, after: str) -> None:
    for line in difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{path} (there)", str(path), lineterm="", n=1
    ):
        host.tell(f"  {line}")
