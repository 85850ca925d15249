"""A small disk that can be filled: a file system in memory, where this process may mount one."""

import contextlib
import os
import subprocess
from pathlib import Path

_BALLAST = "ballast"


class SmallDisk:
    """mount(), then fill() and free() as often as one likes, then unmount(). `at` is a folder."""

    def __init__(self, at: Path, megabytes: int = 400) -> None:
        self.at, self._megabytes = at, megabytes
        self.mounted = False

    def mount(self) -> bool:
        """Whether it was allowed."""
        if os.getuid() != 0:
            return False
        options = f"size={self._megabytes}m,mode=755"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.at)],
            capture_output=True,
            check=False,
        )
        self.mounted = done.returncode == 0
        return self.mounted

    def fill(self) -> None:
        """Until not one more byte fits."""
        block = b"\0" * 65536
        with contextlib.suppress(OSError), (self.at / _BALLAST).open("ab", buffering=0) as file:
            while True:
                file.write(block)

    def free(self) -> None:
        (self.at / _BALLAST).unlink(missing_ok=True)

    def unmount(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.at)], capture_output=True, check=False)
            self.mounted = False
