"""A release, made here: the package as git knows it, the built page, and the lock.

The host needs neither git nor Node, and asks no registry.
"""

import hashlib
import html
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ops.inventory import Inventory
from ops.onhost.digest import digest
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
    page = root / "frontend/dist"
    if not (page / "index.html").is_file():
        raise Wrong("the page is not built yet: make frontend/dist/index.html")
    part = cache / "releases/.part"
    shutil.rmtree(part, ignore_errors=True)
    for name in [*_tracked(root, "raconteur"), LOCK]:
        _copy(root / name, part / name)
    for path in page.rglob("*"):
        if path.is_file():
            _copy(path, part / "frontend/dist" / path.relative_to(page))
    _say_where(part / "frontend/dist/index.html", _places(inventory))
    found = digest(part)
    folder = cache / "releases" / found[:12]
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    _forget(cache / "releases", folder)
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


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def _places(inventory: Inventory) -> Mapping[str, str]:
    """What the page must know of the site: its own path, and where the API is."""
    site = inventory.site
    api = f"https://{site.api}/api" if site.api else "api"
    return {
        r'<base href="()[^"]*"': site.path,
        r'<meta name="raconteur-api" content="()[^"]*"': api,
    }


def _say_where(page: Path, places: Mapping[str, str]) -> None:
    text = page.read_text(encoding="utf-8")
    for pattern, value in places.items():
        if not (found := re.search(pattern, text)):
            raise Wrong(f"{page.name} does not say {pattern.split('=')[0]}; build the page again")
        text = text[: found.start(1)] + html.escape(value) + text[found.end() - 1 :]
    page.write_text(text, encoding="utf-8")


def _forget(folder: Path, newest: Path) -> None:
    os.utime(newest)
    for old in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old)
