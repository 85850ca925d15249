"""What the domain's records shall be: the zone's file, and what the inventory adds to it."""

from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from octodns.record import Record
from octodns.record.exception import RecordException, ValidationError
from octodns.yaml import safe_load
from octodns.zone import DuplicateRecordException, Zone
from yaml import YAMLError

from ops.inventory import Inventory
from ops.tables import NAME, Wrong

TYPES = ("A", "AAAA", "CAA", "CNAME", "MX", "TXT")
# Of records that the file gives none: an hour. Of those from the inventory: a machine may move.
TTL_S = 3600
MOVING_TTL_S = 300


def named(file: Path, name: str = "") -> str:
    """The domain whose file this is: what is said, else as the file is called. Raises Wrong."""
    found = (name or file.stem).lower().rstrip(".")
    if not NAME.fullmatch(found):
        raise Wrong(f"{file}: call it by the domain's name, like example.com.yaml, or say --name")
    return found


def empty(name: str) -> Zone:
    """The zone of a domain that has no file: all comes from the inventory."""
    return Zone(f"{name}.", [])


def read(file: Path, name: str) -> Zone:
    """The records in a file. Raises Wrong with one line that names the record."""
    zone = empty(name)
    try:
        with file.open(encoding="utf-8") as text:
            found = safe_load(text, enforce_order=False)
    except FileNotFoundError:
        raise Wrong(
            f"{file}: there is no such file; begin with a copy of ops/dns/zone.example.yaml"
        ) from None
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise Wrong(f"{file}: {' '.join(str(error).split())}") from error
    if not isinstance(found or {}, dict):
        raise Wrong(f"{file}: must be names with their records, as in ops/dns/zone.example.yaml")
    Record.enable_validators(("strict",))
    for host, records in (found or {}).items():
        for record in _each(records):
            try:
                _add(zone, str(host), record)
            except (Wrong, RecordException, DuplicateRecordException) as error:
                raise Wrong(f"{file}: {_full(str(host), name)}: {_why(error)}") from None
    return zone


def _each(records: object) -> Iterable[object]:
    return records if isinstance(records, list) else [records]


def _full(host: str, name: str) -> str:
    return f"{host}.{name}" if host else name


def _add(zone: Zone, host: str, record: object) -> None:
    if not isinstance(record, dict) or "type" not in record:
        raise Wrong("each record needs a type")
    kind = str(record["type"])
    if kind in ("NS", "SOA"):
        raise Wrong(f"{kind} is the provider's and is never touched; leave it out")
    if kind not in TYPES:
        raise Wrong(f"type {kind} is not known here; there are {', '.join(TYPES)}")
    if any("CNAME" in (kind, other._type) for other in _at(zone, host)):
        raise Wrong("a CNAME stands alone at its name")
    made = Record.new(zone, host, {"ttl": TTL_S, **record})
    for target in _targets(made):
        if not target.endswith("."):
            raise Wrong(f"{target} needs a dot at its end, or it would be a name below this domain")
    zone.add_record(made)


def _targets(record: Any) -> list[str]:
    """The names that it points at."""
    if record._type == "CNAME":
        return [str(record.value)]
    return [value.exchange for value in record.values] if record._type == "MX" else []


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(str(reason).partition(", via:")[0] for reason in error.reasons)
    return " ".join(str(error).split())


def complete(zone: Zone, inventory: Inventory) -> list[str]:
    """Adds the records of the site's names that the file has none of.

    Answers with what is not in this zone, a line each.
    """
    notes = []
    domain = zone.name.rstrip(".")
    for name in inventory.site.names:
        if name != domain and not name.endswith(f".{domain}"):
            notes.append(f"{name} is not in {domain}: its records are set where its domain is")
            continue
        host = name[: -len(domain)].rstrip(".")
        if not {"A", "AAAA", "CNAME"} & {record._type for record in _at(zone, host)}:
            for kind, values in _addresses(inventory).items():
                zone.add_record(Record.new(zone, host, _address(kind, values, inventory)))
    return notes


def _at(zone: Zone, host: str) -> Iterator[Any]:
    return (record for record in zone.records if record.name == host)


def _addresses(inventory: Inventory) -> dict[str, list[str]]:
    """The gateways' addresses by the type of their records."""
    found: dict[str, list[str]] = {}
    for host in inventory.of("gateway"):
        try:
            kind = "A" if ip_address(host.address).version == 4 else "AAAA"
        except ValueError:
            raise Wrong(
                f"hosts.{host.name}.address: a record needs an address like 192.0.2.10"
            ) from None
        found.setdefault(kind, []).append(host.address)
    if not found:
        raise Wrong('hosts: none has the role "gateway", so the site has no address')
    return found


def _address(kind: str, values: list[str], inventory: Inventory) -> dict[str, Any]:
    proxied = inventory.site.cloudflare
    return {
        "type": kind,
        "ttl": MOVING_TTL_S,
        "values": values,
        "octodns": {"cloudflare": {"proxied": proxied}},
    }
