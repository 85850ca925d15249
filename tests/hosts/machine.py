"""One host that was just switched on: `booted(...)` gives it, and takes it away at the end."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from typing import TypeVar

from raconteur.orphans import die_with
from tests.hosts.tree import LOGIN, tree

BOOTING_S, ENDING_S = 60.0, 15.0
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"

WATCHERS, ENOUGH_WATCHERS = Path("/proc/sys/fs/inotify/max_user_instances"), 1024

T = TypeVar("T")

# The tree stays as it is: what a host writes is in memory, in a mount namespace of its own.
_BOOT = """
set -e
# A control group of its own, in each hierarchy: two systemds in one would remove each other's.
for all in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    if [ -e "$all/cgroup.procs" ]; then
        mkdir -p "$all/$3"
        echo $$ >"$all/$3/cgroup.procs"
    fi
done
mount -t tmpfs -o size=6g tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" "$1/root"
exec systemd-nspawn --quiet --directory="$1/root" --boot --machine="$3" --network-bridge="$4" \
    --register=no --keep-unit --link-journal=no --console=pipe
"""


class Machine:
    """address  in the hosts' own network; `key` opens it for `tree.LOGIN`, who may sudo
    known_hosts  a file that names its SSH key
    """

    def __init__(self, home: Path, name: str, address: str) -> None:
        self.name, self.address = name, address
        self.home = home / name
        self.home.mkdir()
        self.key, self.known_hosts = home / "id_ed25519", home / "known_hosts"
        self.log = home / f"{name}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._leader = 0
        self._group = ""

    def start(self, tree: Path, bridge: str, machine: str) -> None:
        self._group = machine
        # Left by somebody who had this bridge before, and was killed.
        _ip("link", "delete", f"vb-{machine}")
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                ["unshare", "--mount", "sh", "-c", _BOOT, "boot", self.home, tree, machine, bridge],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(die_with, os.getpid()),
            )

    def wait_up(self) -> None:
        """Raises RuntimeError with the last words when it does not come up."""
        self._leader = self._wait(self._find_leader)
        self._wait(lambda: self.runs("systemctl", "is-active", "-q", "ssh"))
        self._insist_on_health()
        self.inside(
            f"ip address add {self.address}/24 dev host0 && ip link set host0 up"
            f" && hostname {self.name}"
            f" && printf '127.0.0.1 localhost\n127.0.1.1 {self.name}\n' > /etc/hosts"
        )
        public = self.key.with_suffix(".pub").read_text().strip()
        self.inside(
            f"install -d -m 700 -o {LOGIN} -g {LOGIN} /home/{LOGIN}/.ssh"
            f" && echo '{public}' > /home/{LOGIN}/.ssh/authorized_keys"
        )
        key = self.inside("cat /etc/ssh/ssh_host_ed25519_key.pub").split()
        with self.known_hosts.open("a") as known:
            known.write(f"{self.address} {key[0]} {key[1]}\n")

    def _insist_on_health(self) -> None:
        """Nobody comes in before the start is over, or when a part of it failed."""
        done = self._enter("systemctl", "is-system-running", "--wait", timeout_s=BOOTING_S)
        if done.returncode:
            failed = self._enter("systemctl", "--failed", "--no-legend", timeout_s=60).stdout
            said = self._enter("journalctl", "-p", "warning", "-n", "20", timeout_s=60).stdout
            raise RuntimeError(f"{self.name} is {done.stdout.strip()}:\n{failed}{said}")

    def inside(self, script: str, *, timeout_s: float = 120) -> str:
        """What a shell script of root's prints there. Raises RuntimeError when it fails."""
        done = self._enter("sh", "-c", script, timeout_s=timeout_s)
        if done.returncode:
            raise RuntimeError(f"{script}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    @property
    def root(self) -> Path:
        """Its files, from outside, while it runs."""
        return Path(f"/proc/{self._leader}/root")

    def runs(self, *command: str) -> bool:
        """Whether a command of root's there succeeds."""
        return self._enter(*command, timeout_s=60).returncode == 0

    def _enter(self, *command: str, timeout_s: float) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["nsenter", f"--target={self._leader}", "--all", "--", *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
            env={"PATH": f"/usr/local/bin:{PATH}", "DEBIAN_FRONTEND": "noninteractive"},
        )

    def _find_leader(self) -> int:
        """The host's init: the child of nspawn that has a network of its own. 0: not yet."""
        assert self._process is not None
        pid = self._process.pid
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                if Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                    return int(child)
        return 0

    def _wait(self, found: Callable[[], T]) -> T:
        until = time.monotonic() + BOOTING_S
        while not (it := found()):
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self.name} did not come up:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)
        return it

    def stop(self) -> None:
        """Switched off; what it had written is gone."""
        if self._process is None:
            return
        if self._leader:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._leader, signal.SIGRTMIN + 4)  # systemd: power off
        try:
            self._process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(ENDING_S)
        for all_groups in ("", "systemd", "unified"):
            _remove(Path("/sys/fs/cgroup") / all_groups / self._group)


def _remove(group: Path) -> None:
    """A control group with all below it, as far as nobody is in there."""
    for folder, _, _ in os.walk(group, topdown=False):
        with contextlib.suppress(OSError):
            Path(folder).rmdir()


@contextlib.contextmanager
def booted(home: Path, names: Sequence[str] = ("stories",)) -> Iterator[dict[str, Machine]]:
    """Hosts in one network, by name, each with a shell that answers. `home`: an empty folder.

    Raises PermissionError with one line where none can be had, before anything is made;
    RuntimeError where one does not come up.
    """
    missing = [each for each in ("debootstrap", "systemd-nspawn", "ssh-keygen") if not which(each)]
    if os.getuid() != 0:
        raise PermissionError("hosts in a test need root")
    if missing:
        raise PermissionError(f"missing for hosts in a test: {', '.join(missing)}")
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        raise PermissionError("hosts in a test need namespaces, which are refused here")
    _let_watch()
    lower = tree()
    key = home / "id_ed25519"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    with contextlib.ExitStack() as stack:
        network = stack.enter_context(_network())
        machines = {}
        for number, name in enumerate(names, start=11):
            machine = machines[name] = Machine(home, name, f"{network.prefix}.{number}")
            stack.callback(machine.stop)
            machine.start(lower, network.bridge, f"{network.bridge}-{number}")
        for machine in machines.values():
            machine.wait_up()
        yield machines


def _let_watch() -> None:
    """Each host's systemd watches files: for several of them Linux' usual 128 are too few."""
    if int(WATCHERS.read_text()) < ENOUGH_WATCHERS:
        WATCHERS.write_text(f"{ENOUGH_WATCHERS}\n")


@dataclass(frozen=True)
class _Network:
    """prefix  the first three numbers of its addresses; this machine's ends with .1"""

    bridge: str
    prefix: str


@contextlib.contextmanager
def _network() -> Iterator[_Network]:
    """A bridge with a network that no other has: of 198.18.0.0/15, kept for trying things out."""
    for number in range(256):
        bridge = f"rac{number}"
        if _ip("link", "add", bridge, "type", "bridge"):
            break
    else:
        raise PermissionError("hosts in a test need a bridge, which is refused here")
    network = _Network(bridge, f"198.18.{number}")
    try:
        _ip("address", "add", f"{network.prefix}.1/24", "dev", bridge)
        _ip("link", "set", bridge, "up")
        yield network
    finally:
        _ip("link", "delete", bridge)


def _ip(*words: str) -> bool:
    done = subprocess.run(["ip", *words], capture_output=True, check=False)
    return done.returncode == 0
