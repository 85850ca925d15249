"""Single commands and questions, for parts that go step by step (certificates)."""

from pathlib import Path

from ops.onhost.host import Host


def run(host: Host, command: list[str]) -> str:
    """Raises Failed."""
    return host.run(*command)


def has(_host: Host, path: str) -> bool:
    return Path(path).exists()


def ask(host: Host, command: list[str]) -> str:
    """What a command prints that changes nothing."""
    return host.ask(*command)
