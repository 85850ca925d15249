"""What is told of a passage while it is written: to the log, to the metrics, and to its row."""

import logging

from raconteur import craft
from raconteur.engine.hand import Ending
from raconteur.engine.job import Job
from raconteur.models.client import ModelClient
from raconteur.models.timing import Timing
from raconteur.observe import fields, metrics
from raconteur.store.base import Json


def of(story_id: int, passage_id: int, state: str) -> dict[str, object]:
    """Fields of a line in the log."""
    return {fields.STORY: story_id, fields.PASSAGE: passage_id, fields.STATE: state}


def ended(log: logging.Logger, story_id: int, passage_id: int, ending: Ending) -> None:
    extra = {**of(story_id, passage_id, ending.state), **_used(ending.provenance or {})}
    log.info("a passage is %s", ending.state, extra=extra)


def _used(provenance: Json) -> dict[str, object]:
    """Fields of a line in the log; none where it did not come to its end."""
    names = {
        "gen_ai.request.model": "model",
        "gen_ai.usage.input_tokens": "prompt_tokens",
        "gen_ai.usage.output_tokens": "completion_tokens",
    }
    return {field: provenance[name] for field, name in names.items() if name in provenance}


def measure(label: str, answer: Timing) -> None:
    """An answer of the model that `label` names in metrics."""
    metrics.answered(label, answer.first_s, answer.rest_s, answer.tokens)


def provenance(job: Job, pen: ModelClient) -> Json:
    """Where a passage comes from, as its row keeps it."""
    return {
        "model": job.model,
        "model_name": pen.model,
        "craft_version": craft.VERSION,
        "seed": job.brief.seed,
        "draw": job.brief.draw,
        "prompt_tokens": pen.usage.tokens.prompt,
        "completion_tokens": pen.usage.tokens.completion,
    }
