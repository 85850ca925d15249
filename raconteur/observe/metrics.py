"""The Prometheus metrics, exact with several processes.

`PROMETHEUS_MULTIPROC_DIR` must be set before this module is first imported: prometheus_client
chooses how it stores values when it is loaded. `raconteur serve` and `web` set it, so that what was
counted outlives a worker process; a writer is one process and counts in memory.
"""

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
    multiprocess,
)

from raconteur.observe import instruments

# Answers shorter than this say nothing about a model's speed.
FEW_TOKENS = 8

disable_created_metrics()  # type: ignore[no-untyped-call]


def observe(method: str, endpoint: str, status: int, seconds: float) -> None:
    instruments.requests.labels(method, endpoint, str(status)).inc()
    instruments.latency.labels(method, endpoint).observe(seconds)


def answered(model: str, first_s: float, rest_s: float, tokens: int) -> None:
    """One answer of a model: seconds to its first text, seconds and tokens from there."""
    instruments.first_token.labels(model).observe(first_s)
    if tokens >= FEW_TOKENS and rest_s > 0:
        instruments.speed.labels(model).observe(tokens / rest_s)


def used(model: str, prompt: int, completion: int, cost: float | None) -> None:
    """cost: in the server's currency; None where no price is known"""
    instruments.tokens.labels(model, "prompt").inc(prompt)
    instruments.tokens.labels(model, "completion").inc(completion)
    if cost is not None:
        instruments.cost.labels(model).inc(cost)


def ended(state: str, reason: str) -> None:
    instruments.ended.labels(state, reason).inc()


def refused(gate: str, category: str) -> None:
    instruments.refusals.labels(gate, category).inc()


def model_failed(model: str, kind: str) -> None:
    instruments.model_errors.labels(model, kind).inc()


def expect(models: list[str], kinds: list[str], reasons: list[str]) -> None:
    """Begin at 0 what may happen: of a number that first appears as 1 nobody sees the rise."""
    for model in models:
        for kind in kinds:
            instruments.model_errors.labels(model, kind)
    for state, those in (("done", [""]), ("stopped", ["", "unfit"]), ("failed", reasons)):
        for reason in those:
            instruments.ended.labels(state, reason)


def render() -> tuple[bytes, str]:
    """The exposition text of all processes together, and its content type."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        for counted in instruments.COUNTED:
            registry.register(counted)
    for asked in instruments.ASKED:
        registry.register(asked)
    ProcessCollector(registry=registry)
    return generate_latest(registry), CONTENT_TYPE_LATEST
