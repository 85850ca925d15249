"""The HTTP connection to one model server."""

import contextlib
import copy
import functools
import ipaddress
import ssl
import threading
import time
import weakref
from collections.abc import Iterator

import httpx

from raconteur.models.cancel import Cancellation
from raconteur.models.dialect import Dialect
from raconteur.models.failures import body_text, of_status, of_transport
from raconteur.models.network import Pace, transport
from raconteur.models.outbound import Outbound, Sockets
from raconteur.models.patience import Timeouts, Watch, Watchman
from raconteur.models.wire import Body, endpoint
from raconteur.observe import trace

# llama.cpp drops an idle connection after 5 s; a request that meets that moment would fail.
_KEEPALIVE_SECONDS = 3.0


def http_client(
    base_url: str,
    key: str | None,
    timeouts: Timeouts,
    tls: ssl.SSLContext | None = None,
    pace: Pace | None = None,
    outbound: Outbound | None = None,
) -> httpx.Client:
    """A client for this server alone. A proxy of the environment is not asked for loopback, nor for
    what may only go outwards: it would look names up by itself.

    tls       one that is there already: making it takes 20 ms
    pace      at which its sockets are read
    outbound  where it may connect to; anywhere without
    """
    key = (key or "").strip()
    if outbound is not None and outbound.names(*host_and_port(base_url)):
        outbound = None
    by_proxy = outbound is None and _is_elsewhere(base_url)
    tls = tls or _tls(base_url)
    made = httpx.Client(
        verify=tls,
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx.Timeout(timeouts.first_token, connect=timeouts.connect),
        limits=httpx.Limits(keepalive_expiry=_KEEPALIVE_SECONDS),
        trust_env=by_proxy,
    )
    # Where no proxy is asked. httpx would pass over those that the environment names if it were
    # given as `transport`, and over the one for every address if it were among the `mounts`.
    sockets = Sockets(outbound) if outbound is not None else None
    made._transport = transport(tls, _KEEPALIVE_SECONDS, pace or Pace(), sockets)
    return made


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine, going by its spelling."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def host_and_port(base_url: str) -> tuple[str, int]:
    """As they are connected to, in ASCII. Raises ModelError."""
    url = endpoint(base_url, "")
    return url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)


def _tls(base_url: str) -> ssl.SSLContext:
    """Everybody's certificates take 2 MB and 20 ms, and plain HTTP looks at none."""
    if endpoint(base_url, "").scheme == "http":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return _certificates(trust_env=_is_elsewhere(base_url))


@functools.cache
def _certificates(*, trust_env: bool) -> ssl.SSLContext:
    """Once for all servers: people may add many."""
    return httpx.create_ssl_context(trust_env=trust_env)


def _is_elsewhere(base_url: str) -> bool:
    return not is_loopback(endpoint(base_url, "").host)


class Connection:
    """Opens streamed answers; used by several threads at once.

    A twin has sockets of its own, so that its `cancellation` ends nobody else's answer.
    """

    def __init__(
        self, base_url: str, key: str | None, timeouts: Timeouts, outbound: Outbound | None = None
    ) -> None:
        self.timeouts = timeouts
        self._outbound = outbound
        self._base_url = base_url
        self._key = key
        self._tls = _tls(base_url)
        self._watchman = Watchman()
        self._dialect = Dialect()
        self._family: weakref.WeakSet[httpx.Client] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._begin()

    def twin(self, timeouts: Timeouts | None = None) -> "Connection":
        """To the same server, with what was learnt of it. Closed when it is let go."""
        twin = copy.copy(self)
        twin.timeouts = timeouts or self.timeouts
        twin._begin()
        return twin

    def _begin(self) -> None:
        self.cancellation = Cancellation()
        self.pace = Pace()
        self._http = http_client(
            self._base_url, self._key, self.timeouts, self._tls, self.pace, self._outbound
        )
        with self._lock:
            self._family.add(self._http)
        weakref.finalize(self, self._http.close)

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
            url = endpoint(self._base_url, path)
            request = self._http.build_request(
                "POST",
                url,
                json=spoken,
                headers=self._traced(),
                extensions={"trace": self.cancellation.note},
            )
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
            headers = response.headers
            raise of_status(
                response.status_code, text, headers.get("location"), headers.get("retry-after")
            )

    def _traced(self) -> dict[str, str]:
        """For the logs of the host's own servers. One that a person added is nobody's to tell which
        answers belong together."""
        found = trace.current.get()
        return {"X-Trace-Id": found} if found and self._outbound is None else {}

    def close(self) -> None:
        """Ends the connections that are open, the twins' too, and the answers on them."""
        with self._lock:
            family = list(self._family)
        for http in family:
            http.close()
