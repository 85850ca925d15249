"""All in one: the web, the writers, the bus between."""

from raconteur.assembly.asking import Ways, web_of
from raconteur.assembly.base import base_of_worker
from raconteur.assembly.measuring import counting
from raconteur.assembly.writing import pool_of
from raconteur.engine.bus import Bus
from raconteur.services.acting import Event
from raconteur.store import passages
from raconteur.web.edge import App

# Ctrl-C ends everything within 5 s; the model child and the server need theirs too.
PATIENCE_S = 2.0


def application() -> App:
    """For the ASGI server's worker process."""
    base = base_of_worker(alone=True)
    bus = Bus()
    told = counting(bus.publish)
    pool = pool_of(base, told)

    def startup() -> None:
        pool.start(alone=True)

    def shutdown() -> None:
        pool.stop(PATIENCE_S)

    def publish(story_id: int, event: Event) -> None:
        told(story_id, event)
        if event.state == passages.STOPPED:
            pool.hurry()

    return web_of(base, Ways(pool.ring, publish, bus.subscribe), startup, shutdown)
