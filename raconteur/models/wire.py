"""OpenAI-compatible JSON: a `Request` as a body, and an event of a stream as a `Chunk`."""

import json
from dataclasses import fields
from typing import NamedTuple

import httpx

from raconteur.craft.pen import Request, Sampler
from raconteur.models.errors import ModelError
from raconteur.models.failures import of_error_object

Body = dict[str, object]

# Every server knows these two; the others are llama.cpp's own and make strict servers answer 400.
_COMMON_SAMPLER = ("temperature", "top_p")
_EVERY_SAMPLER = tuple(field.name for field in fields(Sampler))

# OpenAI's limit; llama.cpp has none.
_COMMON_STOPS = 4


class Chunk(NamedTuple):
    """What one event of a stream adds: text, or the end, or the count of tokens."""

    text: str
    reasoning: bool
    finish: str | None
    usage: tuple[int, int] | None


def endpoint(base_url: str, path: str) -> httpx.URL:
    """`path` under `base_url`, which is taken as it is given, with or without a last slash.

    Raises ModelError (bad_request) for what is no http address.
    """
    try:
        base = httpx.URL(base_url.strip())
    except httpx.InvalidURL as error:
        raise ModelError("bad_request", f"not an address: {error}", permanent=True) from error
    if base.scheme not in ("http", "https") or not base.host:
        said = "the address of a model begins with http:// or https://"
        raise ModelError("bad_request", said, permanent=True)
    return base.copy_with(path=f"{base.path.rstrip('/')}/{path}")


def path_of(request: Request) -> str:
    return "chat/completions" if request.prompt is None else "completions"


def body_of(request: Request, model: str, *, extended: bool) -> Body:
    """The JSON of a streamed request; `extended` for servers that take llama.cpp's own fields."""
    body: Body = {"stream": True, "stream_options": {"include_usage": True}}
    if model:
        body["model"] = model
    if request.prompt is None:
        body["messages"] = [{"role": m.role, "content": m.content} for m in request.messages]
    else:
        body["prompt"] = request.prompt
    body["max_tokens"] = request.max_tokens
    for name in _EVERY_SAMPLER if extended else _COMMON_SAMPLER:
        value = getattr(request.sampler, name)
        if value is not None:
            body[name] = value
    if request.seed is not None:
        body["seed"] = request.seed
    if request.stop:
        body["stop"] = list(request.stop if extended else request.stop[:_COMMON_STOPS])
    if extended and request.grammar is not None:
        body["grammar"] = request.grammar
    if extended and request.logit_bias:
        body["logit_bias"] = [list(pair) for pair in request.logit_bias]
    return body


def read_chunk(data: str) -> Chunk:
    """One event's data. Raises ModelError: nonsense, or what the server says went wrong."""
    try:
        event: object = json.loads(data)
    except ValueError as error:
        raise ModelError("nonsense", f"not JSON: {data[:80]!r}") from error
    if not isinstance(event, dict):
        raise ModelError("nonsense", f"not an object: {data[:80]!r}")
    choices = event.get("choices")
    if choices is None or "error" in event:
        if event.get("error"):
            raise of_error_object(event["error"])
        if "usage" not in event:
            raise ModelError("nonsense", f"no choices: {data[:80]!r}")
    usage = _usage_of(event.get("usage"))
    if not choices:
        return Chunk("", False, None, usage)
    try:
        choice = choices[0]
        delta = choice.get("delta") or choice
        text = delta.get("text") or delta.get("content") or ""
        thought = not text and bool(delta.get("reasoning_content") or delta.get("reasoning"))
        finish = choice.get("finish_reason")
    except (LookupError, TypeError, AttributeError) as error:
        raise ModelError("nonsense", f"an unknown shape: {data[:80]!r}") from error
    if not isinstance(text, str):
        raise ModelError("nonsense", f"text that is no text: {data[:80]!r}")
    return Chunk(text, thought, finish if isinstance(finish, str) else None, usage)


def _usage_of(usage: object) -> tuple[int, int] | None:
    if not isinstance(usage, dict):
        return None
    counts = usage.get("prompt_tokens"), usage.get("completion_tokens")
    match counts:
        case (int(prompt), int(completion)):
            return prompt, completion
        case _:
            return None
