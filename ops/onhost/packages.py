"""Debian's packages, and the user that everything of ours runs as."""

from pathlib import Path

from ops.onhost.host import Failed, Host

QUIETLY = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_MODE": "a"}
# Until its own configuration is there, no server is to be reached by anybody.
NOT_YET = Path("/usr/sbin/policy-rc.d")
REFUSES = "#!/bin/sh\n# While ops/onhost/packages.py installs.\nexit 101\n"


def install(host: Host, names: list[str]) -> list[str]:
    """Those that were missing. Raises Failed."""
    listed = host.ask("dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\n", *names)
    if not listed:  # one that apt never heard of makes it fail for all
        listed = host.ask("dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\n")
    there = {line.split()[1] for line in listed.splitlines() if line.startswith("installed ")}
    missing = [name for name in names if name not in there]
    if not missing:
        return []
    host.tell(f"{'would install' if host.dry else 'installing'} {' '.join(missing)}")
    ours = not NOT_YET.exists() or NOT_YET.read_text() == REFUSES
    if not host.dry and ours:
        NOT_YET.write_text(REFUSES)
        NOT_YET.chmod(0o755)
    try:
        _install(host, missing)
    finally:
        if not host.dry and ours:
            NOT_YET.unlink()
    return missing


def _install(host: Host, missing: list[str]) -> None:
    apt = ("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300")
    command = (*apt, "install", "--no-install-recommends", *missing)
    try:
        host.run(*command, env=QUIETLY)
    except Failed:
        # A new machine has no lists yet, and old lists name what is no longer there.
        host.run(*apt, "update", env=QUIETLY)
        host.run(*command, env=QUIETLY)


def user(host: Host, name: str, home: str) -> bool:
    """Whether it had to be made: one of the system's, without a shell."""
    if host.holds("getent", "passwd", name):
        return False
    host.tell(f"{'would make' if host.dry else 'made'} the user {name}")
    host.run(
        "useradd",
        "--system",
        "--user-group",
        "--shell=/usr/sbin/nologin",
        f"--home-dir={home}",
        "--no-create-home",
        name,
    )
    return True
