"""A release, made here: the package as git knows it, the built page, and the lock.

The host needs neither git nor Node, and asks no registry.
"""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ops.inventory import Inventory
from ops.onhost.digest import digest_of
from ops.page import NotBuilt, rewritten
from ops.tables import Wrong

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache/ops"
LOCK = "requirements.lock"
KEPT = 5


@dataclass(frozen=True)
class Release:
    """folder: here, as it will be there; digest: of all in it, the id is its beginning"""

    folder: Path
    digest: str

    @property
    def id(self) -> str:
        return self.digest[:12]

    @property
    def lock(self) -> Path:
        return self.folder / LOCK


def build(inventory: Inventory, root: Path = ROOT, cache: Path = CACHE) -> Release:
    """The release of what lies in `root`. Raises Wrong where something is missing."""
    contents = {name: (root / name).read_bytes() for name in [*_tracked(root, "raconteur"), LOCK]}
    contents |= _page(root / "frontend/dist", inventory)
    found = digest_of(contents)
    folder = cache / "releases" / found[:12]
    if not folder.is_dir():
        part = folder.with_name(f".{found[:12]}.{os.getpid()}.part")
        for name, content in contents.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(content)
        try:
            part.rename(folder)
        except OSError:
            # Somebody else here was quicker, with the same.
            shutil.rmtree(part)
    os.utime(folder)
    _forget(folder.parent)
    return Release(folder, found)


def venv_name(release: Release, python: str, machine: str) -> str:
    """By which releases of one lock, on hosts of one kind, share their packages."""
    whole = hashlib.sha256(release.lock.read_bytes() + f"{python} {machine}".encode())
    return whole.hexdigest()[:12]


def _tracked(root: Path, folder: str) -> list[str]:
    git = shutil.which("git")
    if not git:
        raise Wrong("git is missing here: sudo apt install git")
    done = subprocess.run(  # noqa: S603 (our own words, without a shell)
        [git, "ls-files", "-z", "--", folder], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Wrong(f"git: {done.stderr.strip()}")
    return [name for name in done.stdout.split("\0") if name and (root / name).exists()]


def _page(dist: Path, inventory: Inventory) -> dict[str, bytes]:
    """What was built, made ready for its site."""
    index = dist / "index.html"
    if not index.is_file():
        raise Wrong("the page is not built yet: make frontend/dist/index.html")
    files = {path: f"frontend/dist/{path.relative_to(dist).as_posix()}" for path in dist.rglob("*")}
    found = {name: path.read_bytes() for path, name in files.items() if path.is_file()}
    for name in (f"{files[index]}.br", f"{files[index]}.gz"):
        # What was compressed of it is of another one.
        found.pop(name, None)
    try:
        found[files[index]] = rewritten(index.read_text(encoding="utf-8"), inventory.site).encode()
    except NotBuilt as error:
        raise Wrong(f"the page: {error}") from None
    return found


def _forget(folder: Path) -> None:
    for old in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old)
