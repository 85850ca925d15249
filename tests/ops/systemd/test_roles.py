"""Which units a host gets for its roles, and where they listen."""

from pathlib import PurePosixPath

from ops.inventory import Host, Inventory
from ops.systemd import files, keeper, packages, units
from tests.ops.systemd.hosting import host, inventory

SMALLEST = host("stories", "gateway", "serve")
WEB = host("web", "gateway", "web", private="10.0.0.1")
WRITER = host("writer", "writer", private="10.0.0.2", writers=3)
DATABASE = host("database", "database", private="10.0.0.3")
MODEL = host("model", "model", private="10.0.0.4")
APART = inventory(WEB, WRITER, DATABASE, MODEL)


def names(found: Inventory, at: Host) -> set[str]:
    return {PurePosixPath(path).name for path in files(found, at)}


def said(found: Inventory, at: Host, name: str) -> list[str]:
    """The lines of a file there."""
    [content] = [text for path, text in files(found, at).items() if path.endswith(f"/{name}")]
    return content.splitlines()


def test_the_smallest_host_serves_backs_up_and_renews() -> None:
    assert units(inventory(SMALLEST), SMALLEST) == (
        "raconteur-serve.service",
        "raconteur-backup.timer",
        "raconteur-certificates.timer",
    )


def test_webs_are_known_by_their_ports_and_writers_by_their_numbers() -> None:
    assert units(APART, WEB)[:2] == ("raconteur-web@5000.service", "raconteur-web@5001.service")
    assert units(APART, WRITER)[:3] == tuple(f"raconteur-writer@{n}.service" for n in (1, 2, 3))


def test_a_host_gets_what_its_roles_need_and_no_more() -> None:
    assert names(APART, MODEL) == {"raconteur-model.service"}
    assert names(APART, DATABASE) == set()
    assert "raconteur-serve.service" not in names(APART, WEB)


def test_every_unit_to_be_enabled_has_its_file() -> None:
    for found in (inventory(SMALLEST), APART):
        for at in found.hosts:
            there = names(found, at)
            for unit in units(found, at):
                name, at_sign, _ = unit.rpartition(".")[0].partition("@")
                assert f"{name}{at_sign}.{unit.rpartition('.')[2]}" in there


def test_one_host_makes_the_backups() -> None:
    assert [at.name for at in APART.hosts if "raconteur-backup.timer" in units(APART, at)] == [
        "writer"
    ]


def test_it_is_the_databases_own_where_that_has_raconteur() -> None:
    both = host("both", "database", "web", "writer", private="10.0.0.5")
    assert keeper(inventory(WEB, WRITER, both)) == both
    assert keeper(inventory(host("logs", "logs"))) is None


def test_nobody_but_the_gateway_renews_certificates() -> None:
    having = [at.name for at in APART.hosts if "raconteur-certificates.timer" in names(APART, at)]
    assert having == ["web"]


def test_a_web_listens_where_its_gateway_is() -> None:
    here = "Environment=RACONTEUR_HOST=127.0.0.1"
    assert here in said(APART, WEB, "raconteur-web@.service")
    alone = host("web", "web", private="10.0.0.1")
    gate = host("gate", "gateway", private="10.0.0.9")
    there = inventory(alone, gate, WRITER)
    assert "Environment=RACONTEUR_HOST=10.0.0.1" in said(there, alone, "raconteur-web@.service")


def test_one_that_is_asked_from_here_and_elsewhere_listens_for_both() -> None:
    watched = inventory(WEB, host("watch", "metrics", private="10.0.0.8"))
    assert "Environment=RACONTEUR_HOST=0.0.0.0" in said(watched, WEB, "raconteur-web@.service")


def test_a_model_lets_in_who_writes_with_it_and_asks_nobody() -> None:
    lines = said(APART, MODEL, "raconteur-model.service")
    assert "Environment=RACONTEUR_HOST=10.0.0.4" in lines
    assert "IPAddressDeny=any" in lines
    assert "IPAddressAllow=localhost 10.0.0.1 10.0.0.2 10.0.0.4" in lines


def test_every_process_is_held_and_nothing_is_said_twice() -> None:
    together = host("all", "web", "writer", "model", "serve")
    for name in sorted(names(inventory(together), together)):
        if not name.endswith(".service"):
            continue
        lines = said(inventory(together), together, name)
        assert "ProtectSystem=strict" in lines
        assert "CapabilityBoundingSet=" in lines
        said_often = {"Environment", "SystemCallFilter"}
        keys = [line.partition("=")[0] for line in lines if "=" in line and line[0] != "#"]
        assert {key for key in keys if keys.count(key) > 1} <= said_often


def test_a_file_for_the_bucket_comes_only_with_a_bucket() -> None:
    assert "to_bucket.py" not in names(inventory(SMALLEST), SMALLEST)
    named = inventory(SMALLEST, bucket="s3://stories/")
    assert "to_bucket.py" in names(named, SMALLEST)
    assert said(named, SMALLEST, "backup.sh")[-1].endswith('to_bucket.py "$file" s3://stories/')


def test_what_the_units_need_is_named() -> None:
    assert packages(inventory(SMALLEST), SMALLEST) == ("libgomp1", "certbot")
    assert packages(inventory(SMALLEST, bucket="s3://stories/"), SMALLEST)[1] == "python3-boto3"
    assert packages(APART, WRITER) == ("postgresql-client",)
    assert packages(APART, DATABASE) == ()
