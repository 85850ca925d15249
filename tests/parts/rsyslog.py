"""The shipper of a host as systemd would start it: rsyslog with our configuration."""

import shutil
import sys
from pathlib import Path

from ops import rsyslog
from tests.parts.process import Part


class Shipper:
    """start(), then stop() or kill(). `home` is a folder that is its own."""

    def __init__(self, home: Path, globs: tuple[str, ...], url: str, key: str, ca: Path) -> None:
        binary = shutil.which("rsyslogd") or "/usr/sbin/rsyslogd"
        if not Path(binary).exists():
            raise RuntimeError("no rsyslog here: sudo apt install rsyslog")
        (home / "state").mkdir(parents=True)
        deliver, key_file = home / "deliver.py", home / "api_key"
        deliver.write_text(rsyslog.program())
        self.key_file = key_file
        key_file.write_text(key)
        written = rsyslog.configuration(
            state=str(home / "state"),
            globs=globs,
            deliver=[sys.executable, str(deliver), url],
            key=str(key_file),
            certificate=str(ca),
        )
        self.configuration = home / "rsyslog.conf"
        self.configuration.write_text(written)
        command = [binary, "-n", "-i", "NONE", "-f", str(self.configuration)]
        self.part = Part(command, lambda: self.part.alive, home / "rsyslog.log")

    @staticmethod
    def installed() -> bool:
        return Path(shutil.which("rsyslogd") or "/usr/sbin/rsyslogd").exists()
