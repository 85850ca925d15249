"""A copy of this repository that a test may change, and `fab` run from there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What was fetched once is used again: packages, and the model in the box.
KEPT, SHARED = ROOT / ".cache/ops", ("weights", "wheels")

# What deploying reads.
NAMES = ("raconteur", "ops", "docs/openapi.json", "requirements.lock")
# What deploying needs of a page: tests of the page itself build it.
PAGE = """<!doctype html><html lang="en"><head><base href="/" />
<meta name="raconteur-api" content="api" /><title>Raconteur</title></head><body></body></html>
"""


@dataclass(frozen=True)
class Checkout:
    """folder: with git's files, as `root` has them now; inventory: its file"""

    folder: Path
    inventory: Path

    def fab(self, *words: str, fails: bool = False, given: str = "") -> str:
        """What it printed, answered by what is given.

        Raises AssertionError when it ends otherwise than expected.
        """
        done = subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=self.env(),
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert bool(done.returncode) == fails, done.stdout
        return done.stdout

    def command(self, *words: str) -> list[str]:
        fab = str(Path(sys.executable).with_name("fab"))
        return [fab, "-r", "ops", *words, "--inventory", str(self.inventory)]

    def env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONUNBUFFERED": "1"}

    def write(self, name: str, content: str) -> None:
        (self.folder / name).write_text(content)
        self.git("add", "--all", "raconteur")

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True)


def checkout(folder: Path, inventory: Path, root: Path = ROOT) -> Checkout:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *NAMES],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names: Sequence[str] = [name for name in listed.split("\0") if (root / name).is_file()]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    page = folder / "frontend/dist"
    page.mkdir(parents=True)
    (page / "index.html").write_text(PAGE)
    # Releases are each checkout's own: others deploy at the same time, and forget old ones.
    (folder / ".cache/ops").mkdir(parents=True)
    for name in SHARED:
        (KEPT / name).mkdir(parents=True, exist_ok=True)
        (folder / ".cache/ops" / name).symlink_to(KEPT / name)
    made = Checkout(folder, inventory)
    made.git("init", "-q")
    made.git("add", "--all", *NAMES)
    return made
