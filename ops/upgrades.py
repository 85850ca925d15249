"""The system's own updates that close holes are installed every night, by themselves."""

from ops.inventory import Host, Inventory
from ops.onhost.files import File
from ops.placing import placed

EVERY_DAY = """// Written by ops/upgrades.py.
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
APT::Periodic::AutocleanInterval "7";
"""
# A kernel waits for a restart; it comes when nobody reads a bedtime story.
AT_NIGHT = """// Written by ops/upgrades.py.
Unattended-Upgrade::Automatic-Reboot "true";
Unattended-Upgrade::Automatic-Reboot-Time "04:30";
Unattended-Upgrade::Remove-Unused-Dependencies "true";
"""


def files(_inventory: Inventory, _host: Host) -> list[File]:
    return [
        placed("/etc/apt/apt.conf.d/20auto-upgrades", EVERY_DAY),
        placed("/etc/apt/apt.conf.d/52raconteur", AT_NIGHT),
    ]
