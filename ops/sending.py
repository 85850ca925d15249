"""Files go to a host by rsync, through the same SSH settings as everything else."""

import shlex
import shutil
import subprocess
from pathlib import Path

from ops.connecting import ssh_command
from ops.inventory import Host, Inventory
from ops.tables import Wrong
from ops.visiting import Failed, Tell

CONTENT = ("--recursive", "--checksum")
FOR_ALL = ("--chown=root:root", "--chmod=D755,F644")


def send(
    inventory: Inventory,
    host: Host,
    folder: Path,
    to: str,
    tell: Tell,
    *more: str,
    modes: tuple[str, ...] = FOR_ALL,
    dry: bool = False,
) -> None:
    """What is in a folder, into the folder `to` there, which is made. Raises Failed."""
    there = f"{_login(inventory, host)}:{to}/"
    _rsync(inventory, host, tell, *CONTENT, *modes, *more, f"{folder}/", there, dry=dry)


def send_file(
    inventory: Inventory,
    host: Host,
    file: Path,
    to: str,
    tell: Tell,
    *,
    modes: tuple[str, ...],
    dry: bool = False,
) -> None:
    """One file, into a folder there. Raises Failed."""
    there = f"{_login(inventory, host)}:{to}/"
    _rsync(inventory, host, tell, "--checksum", *modes, str(file), there, dry=dry)


def fetch(
    inventory: Inventory, host: Host, file: str, to: Path, tell: Tell, *, dry: bool = False
) -> None:
    """A file of the host's into a folder here, for nobody else to read. Raises Failed."""
    to.mkdir(parents=True, exist_ok=True)
    there = f"{_login(inventory, host)}:{file}"
    _rsync(inventory, host, tell, "--chmod=F600", there, f"{to}/", dry=dry)


def _login(inventory: Inventory, host: Host) -> str:
    address = f"[{host.address}]" if ":" in host.address else host.address
    return f"{inventory.login.user}@{address}"


def _rsync(inventory: Inventory, host: Host, tell: Tell, *words: str, dry: bool) -> None:
    rsync = shutil.which("rsync")
    if not rsync:
        raise Wrong("rsync is missing here: sudo apt install rsync")
    through = shlex.join(ssh_command(inventory, host))
    command = [rsync, "--rsync-path=sudo -n rsync", f"--rsh={through}", *words]
    if dry:
        tell(f"{host.name}: would run: {shlex.join(command)}")
        return
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own words, without a shell)
    if done.returncode:
        said = done.stderr.strip() or f"rsync ended with {done.returncode}"
        raise Failed(f"{host.name}: the files did not arrive; run it again\n  {said}")
