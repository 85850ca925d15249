"""A Debian as a cloud's image has it, made once by debootstrap and kept in .cache/hosts.

What a host's provisioning installs lies in its package cache: a host in a test reaches no mirror,
and apt installs for real all the same.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

KEPT = Path(__file__).parents[2] / ".cache/hosts"
SUITE = "bookworm"
LOGIN = "admin"

# As in Debian's cloud image, as far as anybody notices.
INSTALLED = (
    "ca-certificates",
    "dbus",
    "iproute2",
    "openssh-server",
    "procps",
    "python3",
    "sudo",
    "systemd",
    "systemd-sysv",
)
# What provisioning asks for, in any role that can be had from Debian.
IN_REACH = (
    "certbot",
    "curl",  # tests ask with it
    "libgomp1",
    "libnginx-mod-http-brotli-filter",
    "libnginx-mod-http-brotli-static",
    "nftables",
    "nginx",
    "postgresql",
    "postgresql-client",
    "prometheus",
    "prometheus-alertmanager",
    "prometheus-blackbox-exporter",
    "prometheus-node-exporter",
    "python3-boto3",
    "python3-certbot-dns-cloudflare",
    "python3-venv",
    "redis-server",
    "rsync",
    "rsyslog",
    "unattended-upgrades",
)
BUILDING_S = 900


def tree() -> Path:
    """The folder; built if it is not there yet. Raises RuntimeError with the last words."""
    recipe = json.dumps([SUITE, LOGIN, INSTALLED, IN_REACH])
    built = KEPT / hashlib.sha256(recipe.encode()).hexdigest()[:12]
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.is_dir():
            _build(built)
    return built


def _build(built: Path) -> None:
    part = built.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    names = ",".join(INSTALLED)
    _run("debootstrap", "--variant=minbase", f"--include={names}", SUITE, str(part))
    # The mirror that debootstrap used, with its lists, and everything in reach downloaded.
    shutil.copy("/etc/resolv.conf", part / "etc/resolv.conf")
    _inside(part, "apt-get", "update", "-qq")
    _inside(
        part, "apt-get", "install", "-qq", "--download-only", "--no-install-recommends", *IN_REACH
    )
    _inside(part, "useradd", "--create-home", "--shell=/bin/bash", LOGIN)
    sudoers = part / "etc/sudoers.d/90-cloud"
    sudoers.write_text(f"{LOGIN} ALL=(ALL) NOPASSWD:ALL\n")
    sudoers.chmod(0o440)
    # A host in a test has no mirror: its apt is told so at once instead of waiting.
    (part / "etc/apt/apt.conf.d/99-alone").write_text('Acquire::http::Timeout "1";\n')
    (part / "etc/resolv.conf").unlink()
    (part / "etc/machine-id").write_text("")
    part.rename(built)


def _inside(root: Path, *command: str) -> None:
    _run("chroot", str(root), *command)


def _run(*command: str) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=BUILDING_S,
        check=False,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        said = (done.stdout + done.stderr)[-2000:]
        raise RuntimeError(f"{' '.join(command[:3])} ... ended with {done.returncode}:\n{said}")
