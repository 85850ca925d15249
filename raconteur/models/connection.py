"""The HTTP connection to one model server."""

import contextlib
import ipaddress
import time
from collections.abc import Iterator

import httpx

from raconteur.models.dialect import Dialect
from raconteur.models.failures import body_text, of_status, of_transport
from raconteur.models.patience import Timeouts, Watch, Watchman
from raconteur.models.wire import Body, endpoint

# llama.cpp drops an idle connection after 5 s; a request that meets that moment would fail.
_KEEPALIVE_SECONDS = 3.0


def http_client(base_url: str, key: str | None, timeouts: Timeouts) -> httpx.Client:
    """A client for this server alone. A proxy of the environment is not asked for loopback."""
    key = (key or "").strip()
    return httpx.Client(
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx.Timeout(timeouts.first_token, connect=timeouts.connect),
        limits=httpx.Limits(keepalive_expiry=_KEEPALIVE_SECONDS),
        trust_env=not is_loopback(endpoint(base_url, "").host),
    )


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine, going by its spelling."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class Connection:
    """Opens streamed answers; used by several threads at once."""

    def __init__(self, base_url: str, key: str | None, timeouts: Timeouts) -> None:
        self.timeouts = timeouts
        self._base_url = base_url
        self._http = http_client(base_url, key, timeouts)
        self._watchman = Watchman()
        self._dialect = Dialect()

    @contextlib.contextmanager
    def post(self, path: str, body: Body) -> Iterator[tuple[httpx.Response, Watch]]:
        """An answer whose headers have come and say 200, under watch for its first token.

        Raises ModelError for anything else. Leaving the block closes the connection unless the
        answer was read to its end.
        """
        deadline = time.monotonic() + self.timeouts.first_token
        response = self._send(path, body)
        stream = response.extensions.get("network_stream")
        sock = stream.get_extra_info("socket") if stream is not None else None
        try:
            # From here the watch counts; it tells the first token from the later ones.
            response.request.extensions["timeout"]["read"] = None
            with self._watchman.watching(sock, deadline) as watch:
                yield response, watch
        finally:
            response.close()

    def _send(self, path: str, body: Body) -> httpx.Response:
        while True:
            spoken = self._dialect.spoken(body)
            request = self._http.build_request("POST", endpoint(self._base_url, path), json=spoken)
            try:
                response = self._http.send(request, stream=True)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                raise of_transport(error) from error
            if response.status_code == 200:
                return response
            with contextlib.closing(response):
                text = body_text(response)
            if response.status_code in (400, 422) and self._dialect.learn(text, spoken):
                continue
            raise of_status(response.status_code, text, response.headers.get("location"))

    def close(self) -> None:
        """Ends the connections that are open, and the answers on them."""
        self._http.close()
