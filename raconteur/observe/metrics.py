"""The Prometheus metrics, exact with several processes.

`PROMETHEUS_MULTIPROC_DIR` must be set before this module is first imported: prometheus_client
chooses how it stores values when it is loaded. `raconteur serve` sets it.
"""

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

requests = Counter(
    "flask_app_request_count",
    "Requests answered, by the route's template.",
    ["method", "endpoint", "http_status"],
)
latency = Histogram(
    "flask_app_request_latency_seconds",
    "Seconds from the request to its answer (for an event stream: to its first byte).",
    ["method", "endpoint"],
)


def observe(method: str, endpoint: str, status: int, seconds: float) -> None:
    requests.labels(method, endpoint, str(status)).inc()
    latency.labels(method, endpoint).observe(seconds)


def render() -> tuple[bytes, str]:
    """The exposition text of all processes together, and its content type."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST
