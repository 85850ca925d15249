"""Certificates by Let's Encrypt: one for all names of the site, kept by certbot.

`ensure` is what a host is brought through, over whatever carries its commands there: the same steps
by Fabric and in the tests.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from ops import nginx
from ops.inventory import Host, Inventory, Wrong
from ops.nginx.place import DEBIAN, Place

# Debian's and Ubuntu's. What the page's build has packed by brotli is sent as it lies there.
PACKAGES = (
    "nginx",
    "libnginx-mod-http-brotli-filter",
    "libnginx-mod-http-brotli-static",
    "certbot",
)
BY_DNS = ("python3-certbot-dns-cloudflare",)

CHECK = ("nginx", "-t", "-q")
RELOAD = ("systemctl", "reload-or-restart", "nginx")
# What raconteur-certificates.service does twice a day; nothing, until a third of the time is left.
RENEW = ("certbot", "renew", "--quiet", "--no-random-sleep-on-renew")

HOOK = """#!/bin/sh
# A new certificate has come: Nginx reads it when it is told to.
set -eu
nginx -t -q
systemctl reload nginx
"""
# Seconds until Cloudflare's servers all know a new record.
SPREADING_S = 30


class Hand(Protocol):
    """What does something on a host."""

    def run(self, *command: str) -> None:
        """Raises where the command fails, with what it said."""

    def has(self, path: str) -> bool: ...

    def put(self, files: Mapping[str, str], mode: int = 0o644) -> bool:
        """Writes what is not there yet as it should be, folders too; whether that was anything."""


def ensure(hand: Hand, inventory: Inventory, host: Host, at: Place = DEBIAN) -> None:
    """A certificate for all names and the gateway before everything; nothing where all is well.

    Raises Wrong, or what the hand does.
    """
    _judge(inventory)
    hand.put({hook(at): HOOK}, 0o755)
    if inventory.certificates.token:
        said = f"dns_cloudflare_api_token = {inventory.certificates.token.read_text().strip()}\n"
        hand.put({credentials(at): said}, 0o600)
    if hand.has(fullchain(inventory, at)):
        # A name that is new is asked for by its address: it has to be known first.
        install(hand, inventory, host, at)
    else:
        hand.put(nginx.bootstrap(inventory, host, at))
        hand.run(*CHECK)
        hand.run(*RELOAD)
    hand.run(*issue(inventory, at))
    install(hand, inventory, host, at)


def install(hand: Hand, inventory: Inventory, host: Host, at: Place = DEBIAN) -> None:
    """The whole configuration, tried beside the one that is in use before it takes its place."""
    aside = replace(at, etc=f"{at.etc}.new")
    hand.put(nginx.files(inventory, host, aside))
    hand.run(*CHECK, "-c", f"{aside.etc}/nginx.conf")
    if hand.put(nginx.files(inventory, host, at)):
        hand.run(*CHECK)
        hand.run(*RELOAD)


def issue(inventory: Inventory, at: Place = DEBIAN) -> list[str]:
    """certbot's command. It keeps a certificate that has the right names and some time left."""
    found, site = inventory.certificates, inventory.site
    command = ["certbot", "certonly", "--non-interactive", "--agree-tos", "--quiet"]
    command += ["--email", site.mail, "--no-eff-email", "--server", found.acme]
    command += ["--cert-name", site.name, "--key-type", "ecdsa"]
    command += ["--keep-until-expiring", "--renew-with-new-domains", "--deploy-hook", hook(at)]
    if found.by == "cloudflare":
        command += ["--dns-cloudflare", "--dns-cloudflare-credentials", credentials(at)]
        command += ["--dns-cloudflare-propagation-seconds", str(SPREADING_S)]
    else:
        command += ["--webroot", "--webroot-path", at.challenges]
    if at.letsencrypt != DEBIAN.letsencrypt:
        command += elsewhere(at)
    return [*command, *(word for name in site.names for word in ("--domain", name))]


def elsewhere(at: Place) -> list[str]:
    """Where certbot keeps everything, where that is not its own place."""
    home = at.letsencrypt
    return ["--config-dir", home, "--work-dir", f"{home}/work", "--logs-dir", f"{home}/logs"]


def fullchain(inventory: Inventory, at: Place = DEBIAN) -> str:
    return f"{at.certificates}/{inventory.site.name}/fullchain.pem"


def hook(at: Place = DEBIAN) -> str:
    return f"{at.letsencrypt}/renewal-hooks/deploy/raconteur-nginx"


def credentials(at: Place = DEBIAN) -> str:
    return f"{at.letsencrypt}/cloudflare.ini"


def _judge(inventory: Inventory) -> None:
    if len(inventory.of("gateway")) > 1 and inventory.certificates.by == "webroot":
        raise Wrong(
            'certificates.by: "webroot" is for one gateway, as Let\'s Encrypt may ask any of '
            'them; use "cloudflare"'
        )
