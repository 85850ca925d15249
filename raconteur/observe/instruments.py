"""Everything that is measured, by name. `docs/metrics.md` has a row for each.

Labels are bounded: a model is one of those that the host configured, or "own" for all that people
connected; nothing is labelled with what a person chose, wrote or is.
"""

from prometheus_client import Counter, Histogram

from raconteur.observe.gauges import Asked

QUICK_S = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
WAITS_S = (0.05, 0.25, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0)
SPEEDS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0, 400.0)

# Registered nowhere: `metrics.render` chooses what it asks.
requests = Counter(
    "flask_app_request_count",
    "Requests answered, by the route's template.",
    ["method", "endpoint", "http_status"],
    registry=None,
)
latency = Histogram(
    "flask_app_request_latency_seconds",
    "Seconds from the request to its answer (for an event stream: to its first byte).",
    ["method", "endpoint"],
    registry=None,
)
queue_wait = Histogram(
    "raconteur_queue_wait_seconds",
    "Seconds from when a passage was asked for until a writer first took it up.",
    buckets=WAITS_S,
    registry=None,
)
first_token = Histogram(
    "raconteur_first_token_seconds",
    "Seconds from asking a model until the first text of its answer.",
    ["model"],
    buckets=QUICK_S,
    registry=None,
)
speed = Histogram(
    "raconteur_model_tokens_per_second",
    "Tokens a second of an answer, after its first; of answers with eight tokens or more.",
    ["model"],
    buckets=SPEEDS,
    registry=None,
)
tokens = Counter(
    "raconteur_model_tokens",
    "Tokens read (prompt) and written (completion) by a model.",
    ["model", "kind"],
    registry=None,
)
cost = Counter(
    "raconteur_model_cost",
    "What models cost, in the server's currency, as far as their prices are known.",
    ["model"],
    registry=None,
)
model_errors = Counter(
    "raconteur_model_errors",
    "Answers of a model that failed, after what was tried again at once.",
    ["model", "kind"],
    registry=None,
)
ended = Counter(
    "raconteur_passages_ended",
    "Passages that came to an end: done, stopped or failed, and why where there is a reason.",
    ["state", "reason"],
    registry=None,
)
refusals = Counter(
    "raconteur_gate_refusals",
    "Texts that a gate held back, by the gravest of its reasons.",
    ["gate", "category"],
    registry=None,
)
takeovers = Counter(
    "raconteur_lease_takeovers",
    "Passages taken over from a writer that showed no life.",
    registry=None,
)

build_info = Asked("raconteur_build_info", "Always 1; the version that runs.", ["version"])
passages = Asked(
    "raconteur_passages", "Passages in the database. Every process says the same.", ["state"]
)
stories = Asked(
    "raconteur_stories",
    "Stories in the database, by the state of their head. Every process says the same.",
    ["state"],
)
longest = Asked(
    "raconteur_passages_longest_seconds",
    "Seconds that one passage has been in this state without a change of hands, at most, as far as "
    "this process has seen it.",
    ["state"],
)
live_readers = Asked("raconteur_live_readers", "Event streams that are open in this process.")
hands = Asked("raconteur_hands", "Passages this process can write at once.", ["state"])
parts = Asked(
    "raconteur_part_up",
    "Whether what this process needs answered the last time: 1 or 0.",
    ["part"],
)

COUNTED = (
    *(requests, latency, queue_wait, first_token, speed, tokens, cost, model_errors),
    *(ended, refusals, takeovers),
)
ASKED = (build_info, passages, stories, longest, live_readers, hands, parts)
