"""Who ships which files to where."""

from ops import elastic, kibana, logstash, rsyslog, shipping
from ops.inventory import Host, Inventory
from tests.ops.log_hosts import ALONE, APART, WITHOUT


def ways(inventory: Inventory) -> dict[str, str]:
    return {host.name: shipping.shipper(inventory, host) for host in inventory.hosts}


def test_logstash_reads_where_elasticsearch_is_and_rsyslog_elsewhere() -> None:
    assert ways(ALONE) == {"stories": "logstash"}
    assert ways(APART) == {"front": "rsyslog", "pens": "rsyslog", "base": "", "logs": ""}


def test_without_a_host_for_them_lines_stay_where_they_are() -> None:
    assert ways(WITHOUT) == {"stories": ""}
    [host] = WITHOUT.hosts
    assert all(part.files(WITHOUT, host) == {} for part in (elastic, kibana, logstash))


def test_what_a_host_writes_is_what_is_shipped() -> None:
    found = {host.name: shipping.globs(host) for host in APART.hosts}
    assert found["front"] == (
        "/var/log/raconteur/*.log*",
        "/var/log/nginx/raconteur.log",
        "/var/log/nginx/raconteur.log.1",
    )
    assert found["pens"] == ("/var/log/raconteur/*.log*",)
    assert found["base"] == found["logs"] == ()


def test_lines_go_by_the_network_between_the_hosts_and_by_tls() -> None:
    front, *_ = APART.hosts
    assert shipping.elasticsearch(APART, front) == "https://192.0.2.13:9200"
    [alone] = ALONE.hosts
    assert shipping.elasticsearch(ALONE, alone) == "https://127.0.0.1:9200"


def test_an_address_of_ipv6_is_one_in_brackets() -> None:
    logs = Host("logs", "2001:db8::1", "fd00::1", roles=frozenset({"logs"}))
    front = Host("front", "2001:db8::2", "fd00::2", roles=frozenset({"web"}))
    both = Inventory(**{**vars(APART), "hosts": (front, logs)})
    assert shipping.elasticsearch(both, front) == "https://[fd00::1]:9200"


def test_a_host_gets_one_shipper_and_its_files_alone() -> None:
    front, pens, base, logs = APART.hosts
    assert logstash.files(APART, front) == {}
    assert set(rsyslog.files(APART, pens)) == {
        "/etc/raconteur-logs/rsyslog.conf",
        "/usr/local/lib/raconteur/deliver.py",
        "/etc/systemd/system/raconteur-shipper.service",
    }
    assert rsyslog.files(APART, base) == {}
    assert rsyslog.files(ALONE, ALONE.hosts[0]) == {}
    assert logstash.files(APART, logs) == {}
