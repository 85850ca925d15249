"""How a host does: what serves, what runs, how much room there is, how old the last backup is."""

import shutil
import time
from pathlib import Path
from typing import TypedDict

from ops.onhost import releases, services
from ops.onhost.host import Host

BACKUPS = Path("/var/backups/raconteur")
CERTIFICATES = Path("/etc/letsencrypt/live")


class Standing(TypedDict):
    """release   that serves; units: state by name; free: share of the disk, 0 to 1
    backup_h  hours since the last backup, None where there is none
    names     when the certificate of each name ends
    """

    release: str
    units: dict[str, str]
    free: float
    backup_h: float | None
    names: dict[str, str]


def standing(host: Host, units: list[str]) -> Standing:
    states = services.shown(host, *units) if units else []
    disk = shutil.disk_usage("/var")
    times = [each.stat().st_mtime for each in BACKUPS.glob("*.backup")] if BACKUPS.exists() else []
    folders = sorted(CERTIFICATES.glob("*/cert.pem")) if CERTIFICATES.exists() else []
    return {
        "release": releases.current(),
        "units": {
            name: f"{state.get('ActiveState')} ({state.get('SubState')})"
            for name, state in zip(units, states, strict=True)
        },
        "free": disk.free / disk.total,
        "backup_h": (time.time() - max(times)) / 3600 if times else None,
        "names": {each.parent.name: _ends(host, each) for each in folders},
    }


def _ends(host: Host, certificate: Path) -> str:
    said = host.ask("openssl", "x509", "-noout", "-enddate", "-in", str(certificate))
    return said.strip().removeprefix("notAfter=")
