"""`Idempotency-Key`: how a client says that a request may be one that it sent before."""

import hashlib
import re
from dataclasses import replace
from typing import Any

from flask import request

from raconteur.services.acting import Acting, Once
from raconteur.services.errors import Invalid
from raconteur.services.once import FIELD
from raconteur.web.acting import acting
from raconteur.web.docs import problems_of

# Quoted too, as a header of RFC 9651 would be.
_KEY = re.compile(r'"?([A-Za-z0-9._-]{1,64})"?')
TAKEN_BY = (
    *("beginStory", "continueStory", "retakePassage"),
    *("addPrompt", "addReader", "addConnection"),
)


def acting_once() -> Acting:
    """Who acts, in a request that makes something. Raises Invalid."""
    given = request.headers.get(FIELD)
    if given is None:
        return acting()
    found = _KEY.fullmatch(given)
    if not found:
        raise Invalid({FIELD: ["1 to 64 of A-Z a-z 0-9 . _ -"]})
    asked = f"{request.method} {request.path}\n".encode() + request.get_data()
    return replace(acting(), once=Once(found[1], hashlib.sha256(asked).hexdigest()))


def describe(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
    """The header, in the description of each call that takes it."""
    if isinstance(spec, str):
        return spec
    header = {
        "name": FIELD,
        "in": "header",
        "required": False,
        "description": "The same key with the same request, within a day, makes nothing more.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"},
    }
    # What the same request made before may be deleted by now.
    gone = problems_of(404)[404]
    for operations in spec["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict) and operation.get("operationId") in TAKEN_BY:
                operation.setdefault("parameters", []).append(header)
                operation["responses"].setdefault("404", gone)
    return spec
