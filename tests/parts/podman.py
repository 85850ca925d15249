"""Podman from Debian, with a store, a network and mounts of its own: nothing of the machine's."""

import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

_NETWORK = 0x40000000
# Where a machine has both hierarchies of cgroups, crun takes the older alone. What mounts and
# which addresses there are is known by the process that holds both.
_HOLD = (
    "umount /sys/fs/cgroup/unified 2>/dev/null; ip link set lo up && echo ready && exec sleep 3600"
)
# A container may have as many open files and processes as who starts it.
_LIMITS = """[containers]
default_ulimits = ["nofile=4096:4096", "nproc=8192:8192"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "{run}/tmp"
"""
_STORE = '[storage]\ndriver = "overlay"\ngraphroot = "{store}"\nrunroot = "{run}/run"\n'


class Podman:
    """`with Podman(folder) as engine: engine.run("run", "--rm", image, ...)`. Images stay in the
    folder, containers, volumes and networks do not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run = Path("/run") / f"raconteur-{hashlib.sha256(bytes(folder)).hexdigest()[:12]}"
        self._holder: subprocess.Popen[str] | None = None

    @staticmethod
    def missing() -> str:
        """What keeps it from running here; nothing when it can."""
        if os.getuid() != 0:
            return "Podman with limits of its own needs root"
        absent = [name for name in ("podman", "crun", "catatonit") if not _has(name)]
        if absent:
            return f"sudo apt install {' '.join(absent)}"
        tried = subprocess.run(["unshare", "-m", "-n", "true"], capture_output=True, check=False)
        return "" if tried.returncode == 0 else "no namespaces can be made here"

    def __enter__(self) -> "Podman":
        self.folder.mkdir(parents=True, exist_ok=True)
        self._run.mkdir(exist_ok=True)
        values = {"run": self._run, "store": self.folder / "store"}
        (self.folder / "containers.conf").write_text(_LIMITS.format(**values))
        (self.folder / "storage.conf").write_text(_STORE.format(**values))
        self._holder = subprocess.Popen(
            ["unshare", "-m", "-n", "--propagation", "private", "sh", "-c", _HOLD],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._holder.stdout is not None
        assert self._holder.stdout.readline() == "ready\n", "no namespaces"
        self._clear()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._holder is not None
        try:
            self._clear()
        finally:
            self._holder.send_signal(signal.SIGKILL)
            self._holder.wait(10)
            assert self._holder.stdout is not None
            self._holder.stdout.close()

    def run(self, *words: str | Path, timeout_s: float = 120) -> str:
        """What `podman` says. Raises RuntimeError with its last words."""
        return self.call(["podman", *map(str, words)], timeout_s)

    def call(self, command: Sequence[str], timeout_s: float, **environment: str) -> str:
        """As above: another program, which finds this Podman and its networks."""
        done = subprocess.run(
            [*self._inside(), *command],
            env={**self._environment(), **environment},
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command[:4])}: {(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    @contextlib.contextmanager
    def network(self) -> Iterator[None]:
        """What this thread connects to meanwhile is in the containers' network."""
        assert self._holder is not None
        libc = ctypes.CDLL(None, use_errno=True)
        with (
            Path("/proc/thread-self/ns/net").open("rb") as ours,
            Path(f"/proc/{self._holder.pid}/ns/net").open("rb") as theirs,
        ):
            assert libc.setns(theirs.fileno(), _NETWORK) == 0, os.strerror(ctypes.get_errno())
            try:
                yield
            finally:
                assert libc.setns(ours.fileno(), _NETWORK) == 0

    def _inside(self) -> list[str]:
        assert self._holder is not None, "not started"
        return ["nsenter", "-m", "-n", "-t", str(self._holder.pid)]

    def _environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("RACONTEUR_")}
        return {
            **inherited,
            "CONTAINERS_CONF": str(self.folder / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(self.folder / "storage.conf"),
        }

    def _clear(self) -> None:
        """Of what was run; a volume would hold another test's stories."""
        self.run("rm", "--all", "--force", "--time", "5")
        self.run("volume", "prune", "--force")
        self.run("network", "prune", "--force")


def _has(program: str) -> bool:
    return shutil.which(program) is not None or Path(f"/usr/libexec/podman/{program}").exists()
