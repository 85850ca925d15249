"""What Kibana shows: a data view, three saved searches, four charts and a dashboard of them.

Made as the export of Kibana writes them, one JSON object a line, in the older and simpler form that
an import brings up to date by itself.
"""

import json
from dataclasses import dataclass
from typing import Any

from ops.kibana import charts
from ops.shipping import INDEX

VIEW = "raconteur-logs"
_SOURCE = "kibanaSavedObjectMeta.searchSourceJSON.index"

ERRORS = "log.level : (error or critical) or http.response.status_code >= 500"
REQUESTS = "http.request.method : * and not event.dataset : *"

Saved = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """What, and where on a dashboard 48 wide."""

    kind: str
    id: str
    x: int
    y: int
    w: int
    h: int


PANELS = (
    Panel("visualization", "raconteur-status", 0, 0, 24, 12),
    Panel("visualization", "raconteur-latency", 24, 0, 24, 12),
    Panel("visualization", "raconteur-passages", 0, 12, 24, 12),
    Panel("visualization", "raconteur-tokens", 24, 12, 24, 12),
    Panel("search", "raconteur-errors", 0, 24, 48, 14),
    Panel("search", "raconteur-trace", 0, 38, 48, 18),
)


def objects() -> list[Saved]:
    """Everything, each after what it refers to."""
    return [
        _saved(
            "index-pattern", VIEW, title=f"{INDEX}-*", timeFieldName="@timestamp", name="Raconteur"
        ),
        _search(
            "raconteur-errors",
            "Errors, with their trace id",
            ERRORS,
            ["trace.id", "message", "error.type", "error.message", "host.name"],
        ),
        _search(
            "raconteur-trace",
            'What belongs to a trace id (search for trace.id : "...")',
            "trace.id : *",
            [
                *("trace.id", "service.name", "log.logger", "message"),
                *("raconteur.story.id", "raconteur.passage.state", "event.duration"),
            ],
            order="asc",
        ),
        _search(
            "raconteur-requests",
            "Requests",
            REQUESTS,
            ["http.request.method", "url.path", "http.response.status_code", "event.duration"],
        ),
        _chart("raconteur-status", "Requests by status", REQUESTS, charts.by_status()),
        _chart("raconteur-latency", "Slowest requests, by route", REQUESTS, charts.latency()),
        _chart("raconteur-passages", "Passages", "raconteur.passage.state : *", charts.passages()),
        _chart("raconteur-tokens", "Tokens by model", "gen_ai.request.model : *", charts.tokens()),
        _dashboard(),
    ]


def ndjson() -> str:
    return "".join(json.dumps(each) + "\n" for each in objects())


def _saved(
    kind: str, id_: str, references: list[Saved] | None = None, /, **attributes: Any
) -> Saved:
    return {"type": kind, "id": id_, "attributes": attributes, "references": references or []}


def _of_lines(query: str) -> tuple[Saved, list[Saved]]:
    """Which lines, as Kibana keeps it: the search's source, and what it refers to."""
    source = {"query": {"query": query, "language": "kuery"}, "filter": [], "indexRefName": _SOURCE}
    reference = {"name": _SOURCE, "type": "index-pattern", "id": VIEW}
    return {"searchSourceJSON": json.dumps(source)}, [reference]


def _search(name: str, title: str, query: str, columns: list[str], order: str = "desc") -> Saved:
    source, references = _of_lines(query)
    return _saved(
        "search",
        name,
        references,
        title=title,
        description="",
        columns=columns,
        sort=[["@timestamp", order]],
        kibanaSavedObjectMeta=source,
    )


def _chart(name: str, title: str, query: str, state: Saved) -> Saved:
    source, references = _of_lines(query)
    return _saved(
        "visualization",
        name,
        references,
        title=title,
        description="",
        visState=json.dumps({"title": title, **state}),
        uiStateJSON="{}",
        kibanaSavedObjectMeta=source,
    )


def _dashboard() -> Saved:
    placed, references = [], []
    for number, panel in enumerate(PANELS, start=1):
        grid = {"x": panel.x, "y": panel.y, "w": panel.w, "h": panel.h, "i": str(number)}
        name = f"panel_{number}"
        placed.append(
            {
                "panelIndex": str(number),
                "gridData": grid,
                "embeddableConfig": {},
                "panelRefName": name,
                "version": "7.17.0",
            }
        )
        references.append({"name": name, "type": panel.kind, "id": panel.id})
    source = {"query": {"query": "", "language": "kuery"}, "filter": []}
    return _saved(
        "dashboard",
        "raconteur",
        references,
        title="Raconteur",
        description="Requests, passages, errors, and what belongs to a trace id.",
        panelsJSON=json.dumps(placed),
        optionsJSON=json.dumps({"useMargins": True, "hidePanelTitles": False}),
        timeRestore=True,
        timeFrom="now-24h",
        timeTo="now",
        kibanaSavedObjectMeta={"searchSourceJSON": json.dumps(source)},
    )
