"""A host's key, shown to somebody who can compare it, and kept after a yes."""

import base64
import hashlib
import socket
from collections.abc import Callable

import paramiko  # type: ignore[import-untyped]

from ops.connecting import CONNECT_S
from ops.inventory import Host, Inventory
from ops.tables import Wrong
from ops.visiting import Tell


def trust(inventory: Inventory, host: Host, tell: Tell, ask: Callable[[str], str]) -> bool:
    """Whether it is believed now. Raises Wrong where nothing answers, or another key than ours."""
    key = shown(host)
    name = host.address if host.port == 22 else f"[{host.address}]:{host.port}"
    file = inventory.login.known_hosts
    known = paramiko.HostKeys(str(file) if file.is_file() else None).lookup(name)
    if known and key.get_name() in known:
        if known[key.get_name()] != key:
            raise Wrong(f"{host.name}: its key is another than in {file}; find out why first")
        tell(f"{host.name}: its key is known")
        return True
    tell(f"{host.name} ({name}) has the {key.get_name()} key {fingerprint(key)}")
    tell("Compare it with what the machine's console or your provider shows.")
    if ask("Is it that? [y/N] ").strip().lower() not in ("y", "yes"):
        return False
    with file.open("a", encoding="utf-8") as lines:
        lines.write(f"{name} {key.get_name()} {key.get_base64()}\n")
    return True


def fingerprint(key: paramiko.PKey) -> str:
    """As ssh-keygen -l shows it."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def shown(host: Host) -> paramiko.PKey:
    """The key that answers there. Raises Wrong."""
    try:
        with socket.create_connection((host.address, host.port), CONNECT_S) as wire:
            transport = paramiko.Transport(wire)
            try:
                transport.start_client(timeout=CONNECT_S)
                return transport.get_remote_server_key()
            finally:
                transport.close()
    except (OSError, paramiko.SSHException) as error:
        raise Wrong(
            f"{host.name} ({host.address}:{host.port}): cannot be reached: {error}"
        ) from None
