"""The ASGI application: the event stream, Flask behind a WSGI bridge, one edge around both."""

import asyncio
import signal
from collections.abc import Callable

from flask import Flask

from raconteur.observe import instruments
from raconteur.web.bridge import Bridge
from raconteur.web.client import Gateways
from raconteur.web.cookie import PUBLIC_BY_HTTPS
from raconteur.web.cors import Cors
from raconteur.web.door import Accounts, Door
from raconteur.web.edge import App, Edge, Receive, Scope, Send
from raconteur.web.guards import Guards
from raconteur.web.local import Local
from raconteur.web.paths import Paths
from raconteur.web.stream import Stream
from raconteur.web.wiring import Wiring

FLASK_THREADS = 8
# Sent to the worker process before it is asked to end: the server waits for open connections, and
# an event stream stays open for ever.
CLOSE_STREAMS = signal.SIGUSR1


def build(
    flask: Flask,
    wiring: Wiring,
    cors: Cors,
    gateways: Gateways,
    guards: Guards,
    startup: Callable[[], None],
    shutdown: Callable[[], None],
) -> App:
    """`startup` and `shutdown` run once in each worker process, in a thread (ASGI lifespan)."""
    stream = Stream(wiring)
    instruments.live_readers.by(lambda: {(): stream.readers})
    bridge = Bridge(flask, FLASK_THREADS, flask.config["MAX_CONTENT_LENGTH"])

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send, startup, shutdown, stream)
        elif (story_id := Stream.story_of(scope)) is not None:
            await stream(story_id, scope, receive, send)
        else:
            await bridge(scope, receive, send)

    by_https = bool(flask.config[PUBLIC_BY_HTTPS])
    return Edge(route, cors, _door(wiring, cors, by_https), gateways, Paths(flask), guards)


def _door(wiring: Wiring, cors: Cors, by_https: bool) -> Door:
    if wiring.user_id is not None:
        return Local(wiring.user_id, cors.origins)
    makes_writers = wiring.gateway is not None and wiring.gateway.makes_writers
    return Accounts(
        wiring.sessions,
        cors.origins,
        by_https=by_https,
        makes_writers=makes_writers,
        metrics_token=wiring.metrics_token,
    )


async def _lifespan(
    receive: Receive,
    send: Send,
    startup: Callable[[], None],
    shutdown: Callable[[], None],
    stream: Stream,
) -> None:
    await receive()
    asyncio.get_running_loop().add_signal_handler(CLOSE_STREAMS, stream.close)
    try:
        await asyncio.to_thread(startup)
    except Exception as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        raise
    watching = asyncio.ensure_future(stream.watch_sign_ins())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    watching.cancel()
    await asyncio.to_thread(shutdown)
    await send({"type": "lifespan.shutdown.complete"})
