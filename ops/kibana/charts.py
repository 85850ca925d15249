"""The charts, as Kibana's aggregation-based editor keeps them (`visState`)."""

from typing import Any

State = dict[str, Any]


def by_status() -> State:
    """Requests over time, stacked by their status."""
    return _bars([_count()], _terms("3", "group", "http.response.status_code", 10))


def latency() -> State:
    """The 95th and 99th of a hundred requests, in nanoseconds, by route."""
    percentiles = _agg("1", "percentiles", "metric", field="event.duration", percents=[50, 95, 99])
    return _table([percentiles, _terms("2", "bucket", "raconteur.endpoint", 20)])


def passages() -> State:
    """How writing ended, over time."""
    return _bars([_count()], _terms("3", "group", "raconteur.passage.state", 10))


def tokens() -> State:
    """Read and written, by model."""
    told = _agg("1", "sum", "metric", field="gen_ai.usage.input_tokens", customLabel="read")
    made = _agg("2", "sum", "metric", field="gen_ai.usage.output_tokens", customLabel="written")
    return _table([told, made, _terms("3", "bucket", "gen_ai.request.model", 20)])


def _agg(number: str, kind: str, schema: str, **params: Any) -> State:
    return {"id": number, "enabled": True, "type": kind, "schema": schema, "params": params}


def _count() -> State:
    return _agg("1", "count", "metric")


def _terms(number: str, schema: str, field: str, size: int) -> State:
    """In the order of their names: not every metric can be ordered by."""
    return _agg(number, "terms", schema, field=field, size=size, order="desc", orderBy="_key")


def _bars(metrics: list[State], split: State) -> State:
    time = _agg("2", "date_histogram", "segment", field="@timestamp", interval="auto")
    series = {
        "show": True,
        "type": "histogram",
        "mode": "stacked",
        "data": {"id": "1", "label": "Count"},
        "valueAxis": "ValueAxis-1",
    }
    across = {"id": "CategoryAxis-1", "type": "category", "position": "bottom", "show": True}
    upwards = {"id": "ValueAxis-1", "type": "value", "position": "left", "show": True}
    params = {
        "type": "histogram",
        "addTooltip": True,
        "addLegend": True,
        "legendPosition": "right",
        "categoryAxes": [across],
        "valueAxes": [upwards],
        "seriesParams": [series],
    }
    return {"type": "histogram", "params": params, "aggs": [*metrics, time, split]}


def _table(aggs: list[State]) -> State:
    params = {"perPage": 20, "showPartialRows": False, "showMetricsAtAllLevels": False}
    return {"type": "table", "params": params, "aggs": aggs}
