"""What would be done to the zone, worked out before anything is: created, changed, removed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from octodns.provider.base import BaseProvider
from octodns.provider.plan import Plan
from octodns.record import Delete, Record
from octodns.zone import Zone

from ops.dns.providers import NAMES
from ops.dns.zone import TYPES
from ops.tables import Wrong


@dataclass(frozen=True)
class Planned:
    """plan: octoDNS' own, None where nothing is to be done. left: held there, not in the file."""

    zone: Zone
    provider: BaseProvider
    plan: Plan | None
    unchanged: list[Any]
    left: list[Any]
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Any]:
        return list(self.plan.changes) if self.plan else []

    def apply(self) -> None:
        """Raises what the provider raises; what was done until then stays."""
        if self.plan:
            self.provider.apply(self.plan)


def make(
    provider: BaseProvider, desired: Zone, remove: Collection[str] = (), everything: bool = False
) -> Planned:
    """What brings the provider's zone to `desired`.

    remove: names ('' is the domain) whose other records go too; everything: of all names.
    Records of types that are not known here, NS and SOA among them, never do.
    Raises Wrong, and what the provider raises.
    """
    _known(provider, desired)
    existing = Zone(desired.name, [])
    provider.populate(existing, target=True, lenient=True)
    ours = desired.copy()
    notes = _only_supported(provider, ours)
    _keep_remarks(existing, ours)
    others = [
        record
        for record in existing.records
        if record not in ours.records and record._type in TYPES
    ]
    gone = {record for record in others if everything or record.name in remove}
    left = [record for record in others if record not in gone]
    _no_conflict(ours, left)
    plan = provider.plan(ours)
    if plan:
        plan.changes = [
            change
            for change in plan.changes
            if not isinstance(change, Delete) or change.existing in gone
        ]
    if plan and not plan.changes:
        plan = None
    touched = {change.record for change in plan.changes} if plan else set()
    unchanged = [record for record in ours.records if record not in touched]
    return Planned(ours, provider, plan, sorted(unchanged), sorted(left), notes)


def _known(provider: BaseProvider, desired: Zone) -> None:
    """Cloudflare's provider would make a zone that is not there; that is a person's to do."""
    if provider.id == "cloudflare" and desired.name not in provider.zones:
        name = desired.name.rstrip(".")
        raise Wrong(
            f"Cloudflare shows this token no zone {name}: add the domain there, or give the token "
            "that zone with DNS:Edit"
        )


def _only_supported(provider: BaseProvider, ours: Zone) -> list[str]:
    notes = []
    for record in sorted(ours.records):
        if record._type not in provider.SUPPORTS:
            ours.remove_record(record)
            notes.append(
                f"{record.fqdn.rstrip('.')} {record._type} is not sent: {NAMES[provider.id]}'s API "
                "does not take that type; set it on its page"
            )
    return notes


def _keep_remarks(existing: Zone, ours: Zone) -> None:
    """Comments and tags that somebody wrote at Cloudflare stay where the file says nothing."""
    held = {record: record.octodns.get("cloudflare", {}) for record in existing.records}
    for record in ours.records:
        kept = {key: held.get(record, {}).get(key) for key in ("comment", "tags")}
        said = {key: value for key, value in kept.items() if value}
        if said:
            mine = {**said, **record.octodns.get("cloudflare", {})}
            record.octodns = {**record.octodns, "cloudflare": mine}


def _no_conflict(ours: Zone, left: list[Any]) -> None:
    """A CNAME stands alone at its name."""
    for record in ours.records:
        for other in left:
            if other.name == record.name and "CNAME" in (other._type, record._type):
                name = other.fqdn.rstrip(".")
                raise Wrong(
                    f"{name} has a {other._type} record there, beside which {record._type} cannot "
                    f"be: run again with --remove {other.name or '@'} to put it in its place"
                )


def proxied(record: Record) -> bool:
    return bool(record.octodns.get("cloudflare", {}).get("proxied"))
