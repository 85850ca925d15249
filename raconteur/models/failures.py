"""One translator from what HTTP libraries and servers say to `ModelError`."""

import json
import time
from email.utils import parsedate_to_datetime

import httpx

from raconteur.models.errors import Code, ModelError

_STATUS: dict[int, tuple[Code, bool]] = {
    400: ("bad_request", True),
    401: ("unauthorised", True),
    402: ("refused", True),
    403: ("unauthorised", True),
    404: ("not_found", True),
    405: ("not_found", True),
    408: ("timeout", False),
    413: ("bad_request", True),
    422: ("bad_request", True),
    429: ("overloaded", False),
    502: ("overloaded", False),
    503: ("overloaded", False),
    504: ("overloaded", False),
    529: ("overloaded", False),
}


def of_transport(
    error: httpx.TransportError | httpx.InvalidURL | httpx.DecodingError,
) -> ModelError:
    """The request never got there, or its answer broke off on the way."""
    said = f"{type(error).__name__}: {error}"
    match error:
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.ProxyError():
            return ModelError("unreachable", said)
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | httpx.LocalProtocolError():
            return ModelError("bad_request", said, permanent=True)
        case httpx.TimeoutException():
            return ModelError("timeout", said)
        case httpx.DecodingError():
            return ModelError("nonsense", said)
        case _:
            return ModelError("died", said)


def of_status(
    status: int, text: str, location: str | None = None, retry_after: str | None = None
) -> ModelError:
    """An answer that is not 200; `text` is its body, the others are headers of these names."""
    if 300 <= status < 400:
        said = f"{status}: the address redirects to {location}; give that address instead"
        return ModelError("not_found", said, permanent=True)
    code, permanent = _STATUS.get(status, ("refused", 400 <= status < 500))
    said = f"{status}: {_words_of(text)}"
    if status == 429 and "insufficient_quota" in text:
        return ModelError("refused", said, permanent=True)
    if code == "not_found":
        said += " (the base address of such a server usually ends in /v1)"
    return ModelError(code, said, permanent=permanent, retry_after=_seconds(retry_after))


def _seconds(retry_after: str | None) -> float | None:
    """What `Retry-After` asks for; None where it says nothing that is understood."""
    said = (retry_after or "").strip()
    if said.isdecimal():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, until.timestamp() - time.time())


def of_wrong_kind(response: httpx.Response, text: str) -> ModelError:
    """A 200 that is no event stream: an error as JSON, or a page of HTML."""
    try:
        found: object = json.loads(text)
    except ValueError:
        found = None
    if isinstance(found, dict) and found.get("error"):
        return of_error_object(found["error"])
    kind = response.headers.get("content-type", "nothing")
    return ModelError("nonsense", f"{kind} where a stream was asked for: {_words_of(text)}")


def body_text(response: httpx.Response, limit: int = 65536) -> str:
    """The beginning of a streamed body, at most `limit` bytes, "" where it cannot be read."""
    found = b""
    try:
        for piece in response.iter_bytes():
            found += piece
            if len(found) >= limit:
                break
    except httpx.HTTPError:
        pass
    return found[:limit].decode("utf-8", "replace")


def of_error_object(error: object) -> ModelError:
    """The `error` member of an answer or of an event in a stream that began well."""
    if isinstance(error, dict) and isinstance(error.get("code"), int):
        return of_status(error["code"], json.dumps(error))
    return ModelError("refused", f"the server says: {_words_of(json.dumps(error))}")


def _words_of(text: str) -> str:
    """The sentence inside an error body, or its beginning: for a log line, so never long."""
    try:
        found: object = json.loads(text)
    except ValueError:
        found = text
    while isinstance(found, dict):
        found = found.get("error") or found.get("message") or found.get("detail") or str(found)
    return " ".join(str(found).split())[:300]
