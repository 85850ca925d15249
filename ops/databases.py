"""PostgreSQL and Redis, for a set-up of several processes: reached by our hosts alone."""

from ops.inventory import Host, Inventory
from ops.onhost.files import File
from ops.placing import placed, secret
from ops.rendering import render

UNITS = ("postgresql.service", "redis-server.service")
# Debian's and Ubuntu's place for the one cluster there is, of whichever version.
POSTGRES = "/etc/postgresql/*/main"
# A process holds at most so many connections (docs/scaling.md); some are left for others.
A_PROCESS, OTHERS, LEAST = 27, 20, 100


def files(inventory: Inventory, host: Host) -> list[File]:
    users = ("web", "writer", "serve")
    asking = {each.private for role in users for each in inventory.of(role) if each != host}
    addresses = ["127.0.0.1", *([host.private] if asking else [])]
    processes = sum(each.webs for each in inventory.of("web"))
    processes += sum(each.writers for each in inventory.of("writer"))
    most = max(LEAST, A_PROCESS * processes + OTHERS)
    values = {"most_connections": most, "addresses": addresses, "asking": sorted(asking)}
    return [
        placed(
            f"{POSTGRES}/conf.d/raconteur.conf", render("templates/postgresql.conf.j2", **values)
        ),
        placed(
            f"{POSTGRES}/pg_hba.conf",
            render("templates/pg_hba.conf.j2", **values),
            0o640,
            group="postgres",
        ),
        secret(
            "/etc/redis/redis.conf",
            render("templates/redis.conf.j2", **values),
            group="redis",
            fill=True,
        ),
    ]
