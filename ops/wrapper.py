"""`sudo raconteur claim` on the host: any command, as the service's user, with its settings."""

from ops.inventory import Host, Inventory
from ops.onhost.files import File
from ops.placing import placed
from ops.rendering import render

PATH = "/usr/local/bin/raconteur"


def files(_inventory: Inventory, _host: Host) -> list[File]:
    return [placed(PATH, render("templates/raconteur.sh.j2"), 0o755)]
