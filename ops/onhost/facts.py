"""What must be known of a host before something is built for it."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from ops.onhost.host import Host


def facts(_host: Host) -> dict[str, object]:
    """python: "3.11"; machine: "x86_64"; libc: "2.36"; free: bytes where releases are."""
    release = platform.freedesktop_os_release()
    place = next(
        each for each in (Path("/opt/raconteur"), Path("/opt"), Path("/")) if each.exists()
    )
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "machine": platform.machine(),
        "libc": os.confstr("CS_GNU_LIBC_VERSION").split()[-1],  # type: ignore[union-attr]
        "system": release.get("ID", ""),
        "version": release.get("VERSION_ID", ""),
        "free": shutil.disk_usage(place).free,
    }


def nginx(_host: Host) -> dict[str, object]:
    """said: what `nginx -v` says, empty where there is none yet; modules: names of files."""
    there = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if there is None:
        return {"said": "", "modules": []}
    done = subprocess.run([there, "-v"], capture_output=True, text=True, check=False)  # noqa: S603
    folder = Path("/usr/lib/nginx/modules")
    return {"said": done.stderr, "modules": sorted(each.name for each in folder.glob("*.so"))}
