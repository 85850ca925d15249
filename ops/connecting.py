"""One SSH connection to a host, whose key is known from the inventory's own file."""

import contextlib
from collections.abc import Iterator

import paramiko  # type: ignore[import-untyped]
from fabric import Config, Connection

from ops.inventory import Host, Inventory
from ops.tables import Wrong

CONNECT_S = 15
# A connection that was cut somewhere between is noticed within a minute, from both ends.
ALIVE_S = 15


@contextlib.contextmanager
def connected(inventory: Inventory, host: Host) -> Iterator[Connection]:
    """Raises Wrong in one line where nobody gets in."""
    login = inventory.login
    # Nothing of this machine's own ssh settings: the inventory says everything.
    connection = Connection(
        host.address,
        user=login.user,
        port=host.port,
        config=Config(lazy=True, overrides={"load_ssh_configs": False}),
        connect_timeout=CONNECT_S,
        connect_kwargs={
            "key_filename": [str(login.key)] if login.key else [],
            "look_for_keys": False,
            "allow_agent": not login.key,
            "banner_timeout": CONNECT_S,
            "auth_timeout": CONNECT_S,
        },
    )
    client: paramiko.SSHClient = connection.client
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    trust = f"fab -r ops trust --host {host.name}"
    if not login.known_hosts.is_file():
        raise Wrong(f"login.known_hosts: there is no file {login.known_hosts}; run {trust}")
    client.load_host_keys(str(login.known_hosts))
    where = f"{host.name} ({host.address}:{host.port})"
    try:
        connection.open()
        connection.transport.set_keepalive(ALIVE_S)
    except paramiko.BadHostKeyException:
        raise Wrong(
            f"{where}: its key is another than in {login.known_hosts}; somebody else may answer "
            f"there. If the host is new, remove the line and run {trust}"
        ) from None
    except paramiko.AuthenticationException:
        raise Wrong(
            f"{where}: nobody called {login.user} gets in; see login.user and login.key"
        ) from None
    except (paramiko.SSHException, OSError) as error:
        if "not found in known_hosts" in str(error):
            raise Wrong(f"{where}: its key is not known yet; run {trust}") from None
        raise Wrong(f"{where}: cannot be reached: {error}") from None
    try:
        yield connection
    finally:
        connection.close()


def ssh_command(inventory: Inventory, host: Host) -> list[str]:
    """What rsync goes through: the same keys, the same strictness."""
    login = inventory.login
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "UserKnownHostsFile": str(login.known_hosts),
        "GlobalKnownHostsFile": "/dev/null",
        "ConnectTimeout": str(CONNECT_S),
        "ServerAliveInterval": str(ALIVE_S),
        "LogLevel": "ERROR",
    }
    identity = ["-i", str(login.key), "-o", "IdentitiesOnly=yes"] if login.key else []
    given = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    return ["ssh", "-F", "none", "-p", str(host.port), *identity, *given]
