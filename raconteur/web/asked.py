"""How a request is read: its address and its body."""

from typing import Any

from flask import Request
from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter


class Id(IntegerConverter):
    """`<int:...>` of at most 15 digits, which both databases hold; a longer one is not there."""

    regex = r"\d{1,15}"


class JsonRequest(Request):
    """A body of `null` is not a body without fields."""

    def get_json(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_json(*args, **kwargs)
        if found is None:
            raise BadRequest("The body must be a JSON object.")
        return found
