"""The database as a whole, by the program's own commands, run as its user with its settings."""

import time
from pathlib import Path

from ops.onhost import releases
from ops.onhost.host import Failed, Host

BACKUPS = Path("/var/backups/raconteur")
KEPT = 5
PATIENCE_S, EVERY_S = 60.0, 2.0
WRAPPER = "/usr/local/bin/raconteur"


def needed(host: Host, id: str) -> str:
    """ "yes ..." where the database lacks something that this release wants. Raises Failed."""
    return _raconteur(host, id, "migrate", "--needed").strip()


def backup(host: Host, name: str = "") -> str:
    """The file that it is in now. Raises Failed."""
    file = BACKUPS / (name or f"stories-{_now()}.backup")
    host.tell(_raconteur(host, "", "backup", str(file)).strip())
    return str(file)


def migrate(host: Host, id: str, users: list[str]) -> None:
    """The database gets this release's shape, after a backup; undone by that backup.

    users  services here that use it; none does meanwhile. Raises Failed
    """
    was = needed(host, id)
    if releases.current() and "empty" not in was:
        kept = backup(host, f"before-{id}-{_now()}.backup")
        host.undo_by(lambda: _put_back(host, id, kept, was, users))
    host.tell(f"{'would migrate' if host.dry else 'migrating'} the database")
    _raconteur(host, id, "migrate")


def _put_back(host: Host, id: str, kept: str, was: str, users: list[str]) -> None:
    host.run("systemctl", "stop", *users)
    if needed(host, id) == was:
        return
    host.tell(f"putting {kept} back in the database's place")
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            restore(host, kept)
        except Failed:
            # On other hosts, too, what was started is being ended.
            if time.monotonic() > until:
                raise
            time.sleep(EVERY_S)
        else:
            return


def prune(host: Host) -> None:
    """The last few of those made before migrations stay; the others belong to the timer."""
    for each in sorted(BACKUPS.glob("before-*.backup"), key=lambda file: file.stat().st_mtime)[
        :-KEPT
    ]:
        host.tell(f"{'would remove' if host.dry else 'removed'} {each}")
        if not host.dry:
            each.unlink()


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime())


def restore(host: Host, file: str) -> None:
    """A backup in the database's place, by the release that serves. Raises Failed."""
    host.tell(_raconteur(host, "", "restore", file).strip())


def _raconteur(host: Host, id: str, *command: str) -> str:
    """What a command of a release prints; of the one that serves where `id` is empty."""
    return host.run(WRAPPER, *command, env={"RACONTEUR_RELEASE": id} if id else None)
