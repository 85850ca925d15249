"""PostgreSQL's user and database, and who may know the passwords."""

import time

from ops.onhost import known
from ops.onhost.host import Failed, Host

NAME = "raconteur"
PATIENCE_S, EVERY_S = 60.0, 0.2


def passwords(host: Host, told: dict[str, str] | None = None) -> dict[str, str]:
    """Those that this host makes; or hear those of another."""
    if told is not None:
        known.hear(told)
        return {}
    return known.make(host)


def bring_up(host: Host) -> bool:
    """Whether the user or the database had to be made. Raises Failed."""
    made = False
    _wait(host)
    password = known.make(host)["postgres"]
    if _ask(host, "SELECT 1 FROM pg_roles WHERE rolname = 'raconteur'") != "1":
        host.tell(f"{'would make' if host.dry else 'made'} PostgreSQL's user {NAME}")
        _tell(host, f"CREATE ROLE {NAME} LOGIN PASSWORD '{password}'")
        made = True
    if _ask(host, "SELECT 1 FROM pg_database WHERE datname = 'raconteur'") != "1":
        host.tell(f"{'would make' if host.dry else 'made'} PostgreSQL's database {NAME}")
        _tell(host, f"CREATE DATABASE {NAME} OWNER {NAME} ENCODING 'UTF8' TEMPLATE template0")
        made = True
    return made


def _wait(host: Host) -> None:
    """Until PostgreSQL answers. Raises Failed."""
    until = time.monotonic() + PATIENCE_S
    while not host.dry and _ask(host, "SELECT 1") != "1":
        if time.monotonic() > until:
            raise Failed("PostgreSQL does not answer; see journalctl -u 'postgresql*'")
        time.sleep(EVERY_S)


def _ask(host: Host, sql: str) -> str:
    return host.ask("runuser", "-u", "postgres", "--", "psql", "-XAtc", sql).strip()


def _tell(host: Host, sql: str) -> None:
    """By its input: arguments can be read by everybody on the host."""
    try:
        host.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", user="postgres", given=sql)
    except Failed as error:
        raise Failed(str(error).replace(known.make(host)["postgres"], "...")) from None
