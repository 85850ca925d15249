"""PostgreSQL and Redis answer our own hosts, by a password that nobody chose."""

from ops import databases
from ops.inventory import Inventory
from tests.ops.inventories import many, read


def files(inventory: Inventory) -> dict[str, str]:
    (host,) = inventory.of("database")
    return {
        each["path"].rpartition("/")[2]: each["content"] or ""
        for each in databases.files(inventory, host)
    }


def test_they_listen_where_our_hosts_ask() -> None:
    found = files(read(many()))
    assert "listen_addresses = '127.0.0.1,192.0.2.13'" in found["raconteur.conf"]
    assert "bind 127.0.0.1 192.0.2.13" in found["redis.conf"]
    assert "hostssl raconteur  raconteur  192.0.2.10/32  scram-sha-256" in found["pg_hba.conf"]
    assert "192.0.2.12" not in found["pg_hba.conf"], "the model asks no database"


def test_alone_they_listen_to_their_own_machine() -> None:
    tables = many()
    tables["hosts"] = {
        "all": {"address": "203.0.113.10", "roles": ["web", "writer", "model", "database"]}
    }
    found = files(read(tables))
    assert "listen_addresses = '127.0.0.1'" in found["raconteur.conf"]
    assert "bind 127.0.0.1\n" in found["redis.conf"]
    assert "hostssl" not in found["pg_hba.conf"]


def test_nobody_is_trusted_and_no_password_is_in_a_template() -> None:
    found = files(read(many()))
    assert "trust" not in found["pg_hba.conf"]
    assert "requirepass {{redis}}" in found["redis.conf"]


def test_there_are_connections_for_every_process() -> None:
    tables = many()
    tables["hosts"]["stories"] |= {"webs": 4, "writers": 6}
    assert "max_connections = 344" in files(read(tables))["raconteur.conf"]
