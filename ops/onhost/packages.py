"""Debian's packages, and the user that everything of ours runs as."""

from pathlib import Path

from ops.onhost.host import Host

QUIETLY = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_MODE": "a"}
# Until its own configuration is there, no server is to be reached by anybody.
NOT_YET = Path("/usr/sbin/policy-rc.d")


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
    apt = ("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300")
    if not host.dry and not NOT_YET.exists():
        NOT_YET.write_text("#!/bin/sh\nexit 101\n")
        NOT_YET.chmod(0o755)
        try:
            _install(host, apt, missing)
        finally:
            NOT_YET.unlink()
    else:
        _install(host, apt, missing)
    return missing


def _install(host: Host, apt: tuple[str, ...], missing: list[str]) -> None:
    whole = (*apt, "install", "--no-install-recommends", *missing)
    if not host.holds(
        "apt-get", "-q", "-y", "--simulate", "--no-install-recommends", "install", *missing
    ):
        host.run(*apt, "update", env=QUIETLY)
    host.run(*whole, env=QUIETLY)


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
