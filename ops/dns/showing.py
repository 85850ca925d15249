"""A plan as lines: + created, ~ changed, - removed, = as it is, . left alone."""

from collections.abc import Iterator
from typing import Any

from octodns.record import Create, Delete

from ops.dns.planning import Planned, proxied
from ops.dns.providers import NAMES


def lines(planned: Planned) -> Iterator[str]:
    yield f"{planned.zone.name.rstrip('.')} at {NAMES[planned.provider.id]}"
    through = planned.provider.id == "cloudflare"
    for change in planned.changes:
        yield from _change(change, through)
    for record in planned.unchanged:
        yield f"  = {_record(record, through)}"
    for record in planned.left:
        yield f"  . {_record(record, through)}   (not in the file: left alone)"
    for note in planned.notes:
        yield f"  ! {note}"
    yield _sum(planned)


def _change(change: Any, through: bool) -> Iterator[str]:
    if isinstance(change, Create):
        yield f"  + {_record(change.new, through)}"
    elif isinstance(change, Delete):
        yield f"  - {_record(change.existing, through)}"
    else:
        yield f"  ~ {_record(change.existing, through)}"
        yield f"    -> {_rest(change.new, through)}"


def _record(record: Any, through: bool) -> str:
    return f"{record.name or '@'} {record._type} {_rest(record, through)}"


def _rest(record: Any, through: bool) -> str:
    """Behind Cloudflare the time to live is Cloudflare's own."""
    values = [record.value] if hasattr(record, "value") else record.values
    behind = through and proxied(record)
    ttl = "behind Cloudflare" if behind else f"{record.ttl} s"
    return f"{', '.join(str(value) for value in values)} ({ttl})"


def _sum(planned: Planned) -> str:
    changes = planned.changes
    created = sum(isinstance(change, Create) for change in changes)
    removed = sum(isinstance(change, Delete) for change in changes)
    return (
        f"{created} to create, {len(changes) - created - removed} to change, {removed} to remove; "
        f"{len(planned.unchanged)} as they are, {len(planned.left)} left alone."
    )
