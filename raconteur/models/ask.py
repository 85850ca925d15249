"""Short questions to a model server about itself, before anything is written with it."""

import contextlib
import json
import threading
from collections.abc import Iterator

import httpx

from raconteur.models.cancel import Cancellation
from raconteur.models.connection import http_client
from raconteur.models.errors import ModelError, keeping
from raconteur.models.failures import of_status, of_transport
from raconteur.models.outbound import Outbound
from raconteur.models.patience import Timeouts
from raconteur.models.wire import endpoint

Json = dict[str, object]

# The longest list of models known has half a megabyte.
MOST_BYTES = 8_000_000


class Asker:
    """Asks under a base address (`api`) or beside it, at the server's root (`root`)."""

    def __init__(
        self, base_url: str, key: str | None, timeout: float, outbound: Outbound | None = None
    ) -> None:
        self._base_url, self._key, self._timeout = base_url, (key or "").strip(), timeout
        timeouts = Timeouts(connect=timeout, first_token=timeout)
        self._http = http_client(base_url, key, timeouts, outbound=outbound)

    def __enter__(self) -> "Asker":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def api(self, path: str) -> Json:
        """GET under the base address. Raises ModelError."""
        return self._ask("GET", endpoint(self._base_url, path), None)

    def post(self, path: str, body: Json) -> Json:
        """POST under the base address. Raises ModelError."""
        return self._ask("POST", endpoint(self._base_url, path), body)

    def root(self, path: str, body: Json | None = None) -> Json | None:
        """GET, or POST of `body`, beside /v1; None where the server has no such thing."""
        base = endpoint(self._base_url, "")
        parent = base.path.rstrip("/").removesuffix("/v1")
        try:
            url = base.copy_with(path=f"{parent}/{path}")
            return self._ask("POST" if body else "GET", url, body)
        except ModelError:
            return None

    def _ask(self, method: str, url: httpx.URL, body: Json | None) -> Json:
        with keeping(self._key):
            with _for_at_most(2 * self._timeout) as watched:
                try:
                    status, headers, text = self._answer(method, url, body, watched)
                except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
                    if watched.asked:
                        raise ModelError("timeout", "the answer did not end in time") from error
                    raise of_transport(error) from error
            if status != 200:
                raise of_status(status, text, headers.get("location"), headers.get("retry-after"))
            return _object(text)

    def _answer(
        self, method: str, url: httpx.URL, body: Json | None, watched: Cancellation
    ) -> tuple[int, httpx.Headers, str]:
        """The whole of it, unless it is endless."""
        found, trace = b"", {"trace": watched.note}
        with self._http.stream(method, url, json=body, extensions=trace) as response:
            for piece in response.iter_bytes():
                found += piece
                if len(found) > MOST_BYTES:
                    raise ModelError("nonsense", f"more than {MOST_BYTES} bytes")
            return response.status_code, response.headers, found.decode("utf-8", "replace")


@contextlib.contextmanager
def _for_at_most(seconds: float) -> Iterator[Cancellation]:
    """A server that drips is not listened to for ever; httpx' time limits begin anew each byte."""
    watched = Cancellation()
    timer = threading.Timer(seconds, watched.ask)
    timer.daemon = True
    timer.start()
    try:
        yield watched
    finally:
        timer.cancel()


def _object(text: str) -> Json:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelError("nonsense", f"not JSON: {text[:80]!r}") from error
    if isinstance(found, list):  # some servers answer a bare list of models
        found = {"data": found}
    if not isinstance(found, dict):
        raise ModelError("nonsense", f"not an object: {text[:80]!r}")
    return found


def member(found: object, *path: str) -> object:
    """What lies at the end of a path of names; None where there is nothing."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found
