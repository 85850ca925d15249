"""How a request is read: its address and its body."""

from typing import TYPE_CHECKING, Any

from flask import Request
from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


# Where the bridge leaves how many bytes of a body there may be.
MOST_BODY = "raconteur.most_body"


class Id(IntegerConverter):
    """`<int:...>` of at most 15 digits, which both databases hold; a longer one is not there."""

    regex = r"\d{1,15}"


class JsonRequest(Request):
    """A body of `null` is not a body without fields."""

    def __init__(self, environ: "WSGIEnvironment", *args: Any, **kwargs: Any) -> None:
        super().__init__(environ, *args, **kwargs)
        self.max_content_length = environ.get(MOST_BODY)

    def get_json(self, *args: Any, **kwargs: Any) -> Any:
        if not self.is_json:
            # What a form of another page can send is not looked at: nothing would have asked us.
            raise BadRequest("The body must be JSON: say Content-Type: application/json.")
        try:
            found = super().get_json(*args, **kwargs)
        except RecursionError:
            raise BadRequest("The body is nested too deeply.") from None
        if found is None:
            raise BadRequest("The body must be a JSON object.")
        return found

    def on_json_loading_failed(self, e: ValueError | None) -> Any:
        raise BadRequest("The body must be JSON, in UTF-8.") from e
