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
    rsync = shutil.which("rsync")
    if not rsync:
        raise Wrong("rsync is missing here: sudo apt install rsync")
    command = [
        rsync,
        *CONTENT,
        *modes,
        *more,
        "--rsync-path=sudo -n rsync",
        f"--rsh={shlex.join(ssh_command(inventory, host))}",
        f"{folder}/",
        f"{inventory.login.user}@{_bracketed(host.address)}:{to}/",
    ]
    if dry:
        tell(f"{host.name}: would run: {shlex.join(command)}")
        return
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own words, without a shell)
    if done.returncode:
        said = done.stderr.strip() or f"rsync ended with {done.returncode}"
        raise Failed(f"{host.name}: the files did not arrive; run it again\n  {said}")


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
