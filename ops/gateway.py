"""Nginx and its certificate on a host, by way of a visit."""

from collections.abc import Mapping
from dataclasses import dataclass

from ops import certificates, nginx
from ops.inventory import Inventory
from ops.nginx.place import DEBIAN, Place
from ops.onhost.services import Unit
from ops.placing import placed
from ops.visiting import Visit

NGINX: Unit = {"name": "nginx.service", "uses": [], "cwd": "", "ready": ""}


@dataclass(frozen=True)
class Hand:
    """What ops/certificates.py does something with (its Hand)."""

    visit: Visit

    def run(self, *command: str) -> None:
        if command == certificates.RELOAD:
            # So that it reads its files again, too, when they are taken back.
            self.visit.do("restart", unit=NGINX, patience_s=0, how="reload-or-restart")
        else:
            self.visit.do("run", command=list(command))

    def has(self, path: str) -> bool:
        return bool(self.visit.do("has", path=path))

    def put(self, files: Mapping[str, str], mode: int = 0o644) -> bool:
        found = [
            {**placed(path, content, mode), "secret": mode & 0o077 == 0}
            for path, content in files.items()
        ]
        return bool(self.visit.do("files", files=found))


def bring(inventory: Inventory, visit: Visit) -> bool:
    """The gateway as far as it can be: whether it has its certificate, and serves the site."""
    hand = Hand(visit)
    at = place(visit)
    visit.do("services", names=["nginx.service"])
    if hand.has(certificates.fullchain(inventory)):
        certificates.install(hand, inventory, visit.host, at)
        return True
    if hand.put(nginx.bootstrap(inventory, visit.host, at)):
        hand.run(*certificates.CHECK)
        hand.run(*certificates.RELOAD)
    return False


def certify(inventory: Inventory, visit: Visit) -> None:
    """The certificate, and the site behind it. Raises Failed with certbot's last words."""
    certificates.ensure(Hand(visit), inventory, visit.host, place(visit))


def place(visit: Visit) -> Place:
    """With the Nginx that is there; Debian 12's where a dry run finds none yet."""
    found = visit.do("nginx")
    return DEBIAN.with_nginx(found["said"], found["modules"]) if found["said"] else DEBIAN
