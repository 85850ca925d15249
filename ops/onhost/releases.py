"""Releases on the host: a hidden folder while it is not whole, then one name, then `current`."""

import os
import shutil
import sys
import time
from pathlib import Path

from ops.onhost.digest import digest
from ops.onhost.host import Failed, Host

ROOT = Path("/opt/raconteur")
RELEASES, VENVS, CURRENT = ROOT / "releases", ROOT / "venvs", ROOT / "current"
# The release that served before: a page that is open still asks for its files.
PREVIOUS = ROOT / "previous"
# Which release was switched to, and when: the last line is the newest.
HISTORY = ROOT / "history"
WHEELS = ROOT / "wheels"
WHOLE = ".whole"
KEPT = 5


def state(_host: Host, id: str = "", lock: str = "") -> dict[str, object]:
    """current and before: ids, or empty; `there`: whether that release and venv are whole."""
    past = _past()
    now = current()
    before = next((each for each in reversed(past) if each != now and _is_there(each)), "")
    return {
        "current": now,
        "before": before,
        "there": bool(id) and _is_there(id),
        "venv": bool(lock) and (VENVS / lock / WHOLE).exists(),
    }


def current() -> str:
    """The id of the release that serves, or nothing."""
    return CURRENT.readlink().name if CURRENT.is_symlink() and CURRENT.exists() else ""


def prepare(host: Host, id: str) -> str:
    """The hidden folder that files are sent to; what is left there from a lost try is used."""
    for part in RELEASES.glob(".*.part") if RELEASES.exists() else []:
        if part.name != f".{id}.part" and not host.dry:
            shutil.rmtree(part)
    return str(RELEASES / f".{id}.part")


def finish(host: Host, id: str, wanted: str, lock: str) -> None:
    """The folder that was sent becomes a release, once it is whole: every file, and its packages.

    wanted  its digest; lock  the name of its venv. Raises Failed.
    """
    host.tell(f"{'would build' if host.dry else 'building'} the release {id}")
    if host.dry:
        return
    part = RELEASES / f".{id}.part"
    found = digest(part)
    if found != wanted:
        raise Failed(f"{part} is not what was sent; deploy again")
    _venv(host, part / "requirements.lock", lock)
    link = part / ".venv"
    link.unlink(missing_ok=True)
    link.symlink_to(VENVS / lock)
    python = VENVS / lock / "bin/python"
    compiled = ("-m", "compileall", "-q", "-j0", "--invalidation-mode", "unchecked-hash")
    host.run(str(python), *compiled, str(part / "raconteur"))
    os.sync()
    part.rename(RELEASES / id)


def _venv(host: Host, lock_file: Path, lock: str) -> None:
    """The packages of a lock, installed from what lies here, each checked against its hash."""
    venv = VENVS / lock
    if (venv / WHOLE).exists():
        return
    host.tell("installing its packages")
    if venv.exists():
        shutil.rmtree(venv)
    VENVS.mkdir(exist_ok=True)
    host.run(sys.executable, "-m", "venv", str(venv))
    pip = (str(venv / "bin/python"), "-m", "pip", "--disable-pip-version-check", "install", "-q")
    wheels = WHEELS / lock
    host.run(
        *(*pip, "--no-index", "--find-links", str(wheels), "--only-binary", ":all:"),
        *("--no-deps", "--require-hashes", "-r", str(lock_file)),
    )
    (venv / WHOLE).touch()
    shutil.rmtree(wheels)


def switch(host: Host, id: str) -> None:
    """What starts from now on is this release. Undone by switching back."""
    before = current()
    if before == id:
        return
    host.tell(f"{'would switch' if host.dry else 'switched'} from {before or 'nothing'} to {id}")
    if host.dry:
        host.would.add(str(CURRENT))
        return
    if not _is_there(id):
        raise Failed(f"there is no release {id} here")
    history = HISTORY.read_text() if HISTORY.exists() else ""
    previous = PREVIOUS.readlink().name if PREVIOUS.is_symlink() else ""

    def back() -> None:
        host.tell(f"switched back to {before or 'nothing'}")
        HISTORY.write_text(history)
        _point(CURRENT, before)
        _point(PREVIOUS, previous)

    host.undo_by(back)
    _point(PREVIOUS, before)
    _point(CURRENT, id)
    with HISTORY.open("a") as file:
        file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {id}\n")


def _point(link: Path, id: str) -> None:
    """At once, or to nothing where there is no id."""
    if not id:
        link.unlink(missing_ok=True)
        return
    part = ROOT / f".{link.name}.part"
    part.unlink(missing_ok=True)
    part.symlink_to(RELEASES / id)
    part.replace(link)


def prune(host: Host) -> list[str]:
    """Those that were removed: all but the last few, and venvs that none of these needs."""
    kept: list[str] = []
    for id in [current(), *reversed(_past())]:
        if id and id not in kept and _is_there(id):
            kept.append(id)
    kept = kept[:KEPT]
    there = [each.name for each in RELEASES.iterdir()] if RELEASES.exists() else []
    gone = [name for name in there if name not in kept]
    needed = {(RELEASES / id / ".venv").readlink().name for id in kept}
    venvs = [each for each in VENVS.iterdir() if each.name not in needed] if VENVS.exists() else []
    for path in [*(RELEASES / name for name in gone), *venvs]:
        host.tell(f"{'would remove' if host.dry else 'removed'} {path}")
        if not host.dry:
            shutil.rmtree(path)
    return gone


def _is_there(id: str) -> bool:
    return not id.startswith(".") and (RELEASES / id / ".venv" / WHOLE).exists()


def _past() -> list[str]:
    return (
        [line.split()[-1] for line in HISTORY.read_text().splitlines()] if HISTORY.exists() else []
    )
