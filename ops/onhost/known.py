"""What only the hosts know: passwords made by chance on one of them, and told to who needs them."""

import re
import secrets
from pathlib import Path

from ops.onhost.host import Failed, Host
from ops.onhost.laying import laid

FOLDER = Path("/etc/raconteur/made")
NAMES = ("postgres", "redis", "secret_key", "model_key")
BYTES = 32

_told: dict[str, str] = {}


def make(host: Host) -> dict[str, str]:
    """Those of this host, made where they are not there yet; readable by root alone."""
    found = {}
    for name in NAMES:
        path = FOLDER / name
        if not path.exists():
            host.tell(f"{'would make' if host.dry else 'made'} a password: {path}")
            if host.dry:
                found[name] = ""
                continue
            FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = laid(path, secrets.token_urlsafe(BYTES).encode())
            part.chmod(0o400)
            part.replace(path)
        found[name] = path.read_text()
    _told.update(found)
    return found


def hear(told: dict[str, str]) -> None:
    """Those of another host."""
    _told.update(told)


def fill(content: str, host: Host) -> str:
    """`{{redis}}` becomes the password. Raises Failed where nobody said it."""

    def of(found: re.Match[str]) -> str:
        if found[1] not in _told and not host.dry:
            raise Failed(f"nobody said what {found[1]} is; provision the database's host first")
        return _told.get(found[1], "")

    return re.sub(r"\{\{(\w+)\}\}", of, content)
