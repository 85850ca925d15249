"""Short questions to a model server about itself, before anything is written with it."""

import json

import httpx

from raconteur.models.connection import http_client
from raconteur.models.errors import ModelError
from raconteur.models.failures import of_status, of_transport
from raconteur.models.patience import Timeouts
from raconteur.models.wire import endpoint

Json = dict[str, object]


class Asker:
    """Asks under a base address (`api`) or beside it, at the server's root (`root`)."""

    def __init__(self, base_url: str, key: str | None, timeout: float) -> None:
        self._base_url = base_url
        self._http = http_client(base_url, key, Timeouts(connect=timeout, first_token=timeout))

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
        try:
            response = self._http.request(method, url, json=body)
        except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
            raise of_transport(error) from error
        if response.status_code != 200:
            headers = response.headers
            raise of_status(
                response.status_code,
                response.text,
                headers.get("location"),
                headers.get("retry-after"),
            )
        try:
            found: object = json.loads(response.text)
        except ValueError as error:
            raise ModelError("nonsense", f"not JSON: {response.text[:80]!r}") from error
        if isinstance(found, list):  # some servers answer a bare list of models
            found = {"data": found}
        if not isinstance(found, dict):
            raise ModelError("nonsense", f"not an object: {response.text[:80]!r}")
        return found


def member(found: object, *path: str) -> object:
    """What lies at the end of a path of names; None where there is nothing."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found
