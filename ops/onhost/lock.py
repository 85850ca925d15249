"""Two people who deploy at once would undo each other's steps."""

import fcntl
import os
import time
from pathlib import Path

from ops.onhost.host import Failed, Host

FILE = Path("/run/lock/raconteur-ops")
# A visit whose connection was lost may still be taking back what it did.
PATIENCE_S, EVERY_S = 20.0, 0.2


def hold(host: Host) -> None:
    """Until this visit ends, by whatever. Raises Failed when another one goes on."""
    if host.dry:
        return
    lock = os.open(FILE, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Failed(
                    "another deploy is at work on this host; try when it is done"
                ) from None
            time.sleep(EVERY_S)
        else:
            return
