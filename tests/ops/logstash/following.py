"""Does to a line what the pipeline says, by the rules that Logstash documents for these filters.

It is ours: what the real Logstash makes of a line has not been seen here.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.ops.logstash.language import Condition, Part, Plugin

Event = dict[str, Any]


@dataclass(frozen=True)
class Document:
    index: str
    id: str
    operation: str
    body: Event


def event_of(line: str, path: str, host: str) -> Event:
    """As the file input makes it, with fields named by ECS: the line, and where it is from."""
    return {
        "@timestamp": datetime.now(UTC).isoformat(),
        "@version": "1",
        "message": line,
        "event": {"original": line},
        "host": {"name": host},
        "log": {"file": {"path": path}},
        "@metadata": {},
    }


def followed(parts: Sequence[Part], event: Event) -> Event:
    for part in parts:
        if isinstance(part, Condition):
            if (get(event, part.path) is not None) == part.wanted:
                followed(part.then, event)
        else:
            _FILTERS[part.name](event, part.options)
    return event


def document(output: Plugin, event: Event) -> Document:
    body = {name: value for name, value in event.items() if name != "@metadata"}
    options = output.options
    return Document(
        filled(options["index"], event),
        filled(options["document_id"], event),
        options["action"],
        body,
    )


def filled(text: str, event: Event) -> str:
    """`%{[field]}`, and `%{+YYYY.MM.dd}`: the day of the event, in UTC."""
    at = datetime.fromisoformat(event["@timestamp"]).astimezone(UTC)
    text = text.replace("%{+YYYY.MM.dd}", f"{at:%Y.%m.%d}")
    # A field that is not there leaves its reference standing.
    return re.sub(
        r"%\{((?:\[[^\]]+\])+)\}", lambda found: str(get(event, found[1]) or found[0]), text
    )


def get(event: Event, reference: str) -> Any:
    found: Any = event
    for name in _names(reference):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def put(event: Event, reference: str, value: Any) -> None:
    *above, last = _names(reference)
    for name in above:
        event = event.setdefault(name, {})
    event[last] = value


def remove(event: Event, reference: str) -> None:
    *above, last = _names(reference)
    for name in above:
        event = event.get(name) or {}
    event.pop(last, None)


def _names(reference: str) -> list[str]:
    return re.findall(r"\[([^\]]+)\]", reference) or [reference]


def _fingerprint(event: Event, options: dict[str, Any]) -> None:
    assert options["method"] == "SHA256"
    [source] = options["source"]
    put(event, options["target"], hashlib.sha256(get(event, source).encode()).hexdigest())


def _json(event: Event, options: dict[str, Any]) -> None:
    try:
        found = json.loads(get(event, options["source"]))
        if not isinstance(found, dict):
            raise TypeError
        if "@timestamp" in found:
            datetime.fromisoformat(found["@timestamp"])
    except (ValueError, TypeError):
        event.setdefault("tags", []).extend(options["tag_on_failure"])
        return
    event.update(found)


def _mutate(event: Event, options: dict[str, Any]) -> None:
    # In Logstash's own order, whatever order they are written in.
    for old, new in options.get("rename", {}).items():
        value = get(event, old)
        remove(event, old)
        put(event, new, value)
    for old, new in options.get("copy", {}).items():
        put(event, new, get(event, old))
    for reference in options.get("remove_field", []):
        remove(event, reference)
    assert set(options) <= {"rename", "remove_field", "copy"}


_FILTERS = {"fingerprint": _fingerprint, "json": _json, "mutate": _mutate}
