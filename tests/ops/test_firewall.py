"""Only those who may reach a host do."""

from ops import firewall
from tests.ops.inventories import example, many, read


def rules(tables: dict[str, object], name: str) -> str:
    inventory = read(tables)
    (host,) = (each for each in inventory.hosts if each.name == name)
    (file,) = firewall.files(inventory, host)
    return file["content"] or ""


def test_ssh_is_for_those_who_were_named_and_the_rest_stays_outside() -> None:
    tables = example()
    tables["login"]["from"] = ["203.0.113.7/32", "2001:db8::/64"]
    tables["hosts"]["stories"]["port"] = 2222
    found = rules(tables, "stories")
    assert "policy drop" in found
    assert "ip saddr { 203.0.113.7/32 } tcp dport 2222 accept" in found
    assert "ip6 saddr { 2001:db8::/64 } tcp dport 2222 accept" in found
    assert "tcp dport { 80, 443 } accept" in found


def test_only_a_gateway_is_reached_from_everywhere() -> None:
    found = rules(many(), "data")
    assert "443" not in found
    assert "ip saddr { 192.0.2.10, 192.0.2.11, 192.0.2.12 } accept" in found
