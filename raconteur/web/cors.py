"""Which other origins may call, by Flask-CORS' own rules, for Flask and the event stream alike."""

from collections.abc import Iterable, Sequence

from flask_cors.core import DEFAULT_OPTIONS, get_cors_headers, serialize_options
from werkzeug.datastructures import Headers

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
REQUEST_HEADERS = (
    "Origin", "Content-Type", "Accept", "Authorization", "X-Client-Info", "X-Trace-Id",
    "X-Requested-With", "X-HTTP-Method-Override", "DNT", "Keep-Alive", "User-Agent",
    "If-Modified-Since", "Cache-Control", "Content-Range", "Range", "Last-Event-ID",
    "Idempotency-Key", "X-CSRF-Token",
)  # fmt: skip
EXPOSED = ("X-Trace-Id", "Link", "Location", "Retry-After")
MAX_AGE_S = 3600


class Cors:
    """An allow-list of origins, each written as a browser sends it."""

    def __init__(self, origins: Sequence[str]) -> None:
        self.origins = frozenset(origins)
        self._options = serialize_options(
            {
                **DEFAULT_OPTIONS,
                "origins": list(origins),
                "methods": list(METHODS),
                "allow_headers": list(REQUEST_HEADERS),
                "expose_headers": list(EXPOSED),
                "supports_credentials": True,
                "max_age": MAX_AGE_S,
            }
        )

    def headers(self, request_headers: Headers, method: str) -> Iterable[tuple[bytes, bytes]]:
        """What to add to the answer. An origin not on the list gets nothing."""
        if request_headers.get("Origin") not in self.origins:
            # The answer still depends on who asks: a cache must not mix them up.
            return [(b"vary", b"Origin")] if self.origins else []
        found = get_cors_headers(self._options, request_headers, method)
        headers = [(name, str(value)) for name, value in found.items() if name != "Vary"]
        return [
            *((name.lower().encode(), value.encode()) for name, value in headers),
            (b"vary", b"Origin"),
        ]
