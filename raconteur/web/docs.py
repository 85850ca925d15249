"""How an operation's answers stand in the OpenAPI description."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from raconteur.web.schemas.common import Problem

Responses = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]

PROBLEM = {"$ref": "#/components/schemas/Problem"}
# Any operation may meet a foreign host, or a database that is locked or full.
ALWAYS = (403, 500, 503)


def problems_of(*statuses: int) -> Responses:
    """Responses for `@routes.doc`: each status with a problem as its body."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": PROBLEM}},
        }
        for status in (*statuses, *ALWAYS)
    }


def list_of(schema: type[BaseModel]) -> Any:
    """A bare array, in the form that `@routes.output` understands and its types do not."""
    return list[schema]  # type: ignore[valid-type]


def problem_is_named(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
    """What `problems_of` refers to, said once: nearly every operation has six of it."""
    if not isinstance(spec, str):
        schemas = spec.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
    return spec


def bodies_are_required(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
    """A call that takes a body does not go without one."""
    if isinstance(spec, str):
        return spec
    for operations in spec["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict) and "requestBody" in operation:
                operation["requestBody"]["required"] = True
    return spec
