"""Who may reach what: SSH from where you are, the gateway from everywhere, hosts each other."""

from ops.inventory import Host, Inventory
from ops.onhost.files import File
from ops.placing import placed
from ops.rendering import render

PATH = "/etc/nftables.conf"


def files(inventory: Inventory, host: Host) -> list[File]:
    peers = [each.private for each in inventory.hosts if each.name != host.name and each.private]
    content = render(
        "templates/nftables.conf.j2",
        port=host.port,
        sources=_by_version(inventory.login.sources),
        peers=_by_version(tuple(peers)),
        is_gateway="gateway" in host.roles,
    )
    return [placed(PATH, content, 0o755)]


def _by_version(addresses: tuple[str, ...]) -> dict[str, list[str]]:
    """By nft's name of the protocol; what is not there is left out."""
    found = {
        "ip": [each for each in addresses if ":" not in each],
        "ip6": [each for each in addresses if ":" in each],
    }
    return {version: each for version, each in found.items() if each}
