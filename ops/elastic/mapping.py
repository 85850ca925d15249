"""What Elasticsearch is told about a line: the type of each field, and how long a day is kept."""

from typing import Any

from ops.shipping import INDEX

KEEP_DAYS = 30

APPLICATION = {
    "@timestamp": "date",
    "ecs.version": "keyword",
    "message": "match_only_text",
    "log.level": "keyword",
    "log.logger": "keyword",
    "log.origin.file.line": "long",
    "log.origin.file.name": "keyword",
    "log.origin.function": "keyword",
    "process.pid": "long",
    "process.name": "keyword",
    "process.thread.id": "long",
    "process.thread.name": "keyword",
    "error.type": "keyword",
    "error.message": "match_only_text",
    "error.stack_trace": "wildcard",
    "event.id": "keyword",
    "event.duration": "long",
    "host.name": "keyword",
    "service.name": "keyword",
    "trace.id": "keyword",
    "http.request.method": "keyword",
    "http.response.status_code": "long",
    "url.path": "wildcard",
    "gen_ai.request.model": "keyword",
    "gen_ai.usage.input_tokens": "integer",
    "gen_ai.usage.output_tokens": "integer",
    "raconteur.endpoint": "keyword",
    "raconteur.story.id": "long",
    "raconteur.passage.id": "long",
    "raconteur.passage.state": "keyword",
}
GATEWAY = {
    "event.dataset": "keyword",
    "destination.address": "keyword",
    "http.response.bytes": "long",
    "url.domain": "keyword",
}
SHIPPERS = {"tags": "keyword", "log.file.path": "keyword"}
FIELDS = APPLICATION | GATEWAY | SHIPPERS


def template() -> dict[str, Any]:
    """The index template. What it does not name is kept with the line and not searched, so that no
    field can be taken for another type, and none of a thousand fields is made."""
    return {
        "index_patterns": [f"{INDEX}-*"],
        "priority": 500,
        "template": {
            "settings": {
                "index.number_of_shards": 1,
                # One machine has nowhere to put a second copy.
                "index.number_of_replicas": 0,
                "index.codec": "best_compression",
                "index.refresh_interval": "5s",
                "index.lifecycle.name": INDEX,
            },
            "mappings": {"dynamic": False, "properties": _properties()},
        },
    }


def lifecycle() -> dict[str, Any]:
    """Each day has an index of its own: nothing is rolled over, and old days go as a whole."""
    delete = {"min_age": f"{KEEP_DAYS}d", "actions": {"delete": {}}}
    hot = {"actions": {"set_priority": {"priority": 100}}}
    return {"policy": {"phases": {"hot": hot, "delete": delete}}}


def _properties() -> dict[str, Any]:
    top: dict[str, Any] = {}
    for name, kind in FIELDS.items():
        *above, last = name.split(".")
        place = top
        for part in above:
            place = place.setdefault(part, {"properties": {}})["properties"]
        place[last] = {"type": kind}
    return top
