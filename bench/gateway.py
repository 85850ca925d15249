"""What the gateway costs: Nginx with TLS, as `ops/nginx` writes it, before the same server.

The first token: a story is continued (as in *To the first token*), straight at the server and
through the gateway in turns, over connections that are open; the figure is the median of the one
less the median of the other, round by round.

The crowd: 3,000 event streams over TLS, with two events a second each (in *Three thousand readers*
it is ten, without TLS; here the readers' own end of TLS, in Python, shares the machine's
processors), lateness as there.

The server is without accounts, so the gateway does not say for whom it asks, and its limits for one
address, which all of this comes from, are out of the way. All else is as on a host.
"""

import http.client
import socket
import statistics
import tempfile
from itertools import chain
from pathlib import Path

from bench import crowd, first_token
from bench.asking import PATIENCE_S
from bench.figure import Figure, under
from bench.model import Upstream, with_upstream
from bench.processes import raise_limit
from ops.nginx.place import Limits
from tests.cluster.cluster import Cluster
from tests.parts.gateway import NAME, Gateway

GOAL_MS = 2.0
RATE = 2
CROWD = f"p99 lateness through Nginx with TLS, 3,000 streams, {RATE} events/s each"
NONE = Limits(api=100_000, api_burst=100_000, at_once=20_000, streams=20_000)


def measure(rounds: int) -> list[Figure]:
    raise_limit()
    return [_first_token(rounds), _crowd(rounds)]


def _first_token(rounds: int) -> Figure:
    with (
        with_upstream(first_token.PACE) as (server, model),
        tempfile.TemporaryDirectory(prefix="raconteur-bench-") as home,
        before(server.port, Path(home)) as gateway,
    ):
        straight = first_token.Bench(server, model)
        through = first_token.Bench(server, model, lambda: dial(gateway))
        _in_turns(straight, through, first_token.WARM_UP)
        taken = [_in_turns(straight, through, first_token.SAMPLES) for _ in range(rounds)]
    added = [later - sooner for sooner, later in taken]
    beside = f"rounds {', '.join(f'{each:.2f}' for each in added)}; straight " + ", ".join(
        f"{sooner:.1f}" for sooner, _ in taken
    )
    said = "the gateway, with TLS, adds to the first token"
    return under(said, GOAL_MS, statistics.median(added), "ms", beside)


def _in_turns(
    straight: first_token.Bench, through: first_token.Bench, samples: int
) -> tuple[float, float]:
    """The medians of both, story by story in turns: what else the machine does meets both."""
    pairs = [
        (straight.continued(first_token.PARTS), through.continued(first_token.PARTS))
        for _ in range(samples // first_token.PARTS)
    ]
    sooner, later = zip(*pairs, strict=True)
    return statistics.median(chain(*sooner)), statistics.median(chain(*later))


def _crowd(rounds: int) -> Figure:
    with Upstream(0) as model, tempfile.TemporaryDirectory(prefix="raconteur-bench-") as home:
        with (
            Cluster(Path(home), webs=1, writers=0, model_url=model.url) as cluster,
            before(cluster.ports[0], Path(home) / "gateway") as gateway,
        ):
            way = ["--port", str(gateway.at.https), "--name", NAME, "--trust", str(gateway.root)]
            try:
                taken = [crowd.one_round(cluster, RATE, way) for _ in range(rounds)]
            except crowd.TooFew as error:
                return Figure(CROWD, f"< {crowd.GOAL_MS} ms", "none", False, str(error))
        return crowd.figure(CROWD, taken)


def before(port: int, home: Path) -> Gateway:
    """Not started yet."""
    gateway = Gateway(home / "nginx", [port], limits=NONE)
    proxy = Path(gateway.at.etc) / "raconteur" / "proxy.inc"
    lines = proxy.read_text().splitlines()
    kept = [line for line in lines if "X-Forwarded-" not in line and "X-Real-IP" not in line]
    said = "\n".join(kept).replace("Host $server_name", "Host 127.0.0.1")
    proxy.write_text(said)
    return gateway


def dial(gateway: Gateway) -> http.client.HTTPConnection:
    """A connection by TLS, open already."""
    port = gateway.at.https
    raw = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection = http.client.HTTPConnection(NAME, port, timeout=PATIENCE_S)
    connection.sock = gateway.trust.wrap_socket(raw, server_hostname=NAME)
    return connection
