"""SSH by keys alone, and a lost connection is noticed, so that what it held is let go."""

from ops.inventory import Host, Inventory
from ops.onhost.files import File
from ops.placing import placed

# Before the files of cloud images: the first word counts.
PATH = "/etc/ssh/sshd_config.d/10-raconteur.conf"
CONTENT = """# Written by ops/logins.py.
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
X11Forwarding no
MaxAuthTries 4
LoginGraceTime 30
ClientAliveInterval 15
ClientAliveCountMax 4
"""


def files(inventory: Inventory, _host: Host) -> list[File]:
    root = inventory.login.user == "root"
    content = CONTENT.replace("PermitRootLogin no", "PermitRootLogin prohibit-password")
    return [placed(PATH, content if root else CONTENT)]
