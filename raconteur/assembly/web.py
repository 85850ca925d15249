"""The web alone, one of several: it rings by Celery and hears by Redis."""

from raconteur.assembly.asking import Ways, web_of
from raconteur.assembly.base import base_of_worker
from raconteur.assembly.measuring import counting
from raconteur.engine.celery_bell import CeleryBell, celery_app
from raconteur.engine.redis_bus import RedisBus
from raconteur.web.edge import App


def application() -> App:
    """For the ASGI server's worker process."""
    base = base_of_worker()
    bell = CeleryBell(celery_app(base.settings.broker_url))
    bus = RedisBus(base.settings.bus_url)

    def startup() -> None:
        bell.start()
        bus.start()

    def shutdown() -> None:
        bell.stop()
        bus.stop()

    parts = {"broker": lambda: bell.healthy, "bus": lambda: bus.healthy}
    ways = Ways(bell.ring, counting(bus.publish), bus.subscribe, parts)
    return web_of(base, ways, startup, shutdown)
