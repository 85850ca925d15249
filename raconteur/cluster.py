"""The roles of a set-up with many processes: webs and writers, Celery and Redis between them.

Beside `assembly`, so that the one process of a laptop does without either.
"""

from collections.abc import Callable

from raconteur.assembly import Ways, base_of, pool_of, web_of
from raconteur.engine.celery_bell import CeleryBell, celery_app
from raconteur.engine.celery_writer import run
from raconteur.engine.redis_bus import RedisBus
from raconteur.settings import Settings
from raconteur.web.edge import App


def web() -> App:
    """The web alone, one of several: it rings by Celery and hears by Redis."""
    base = base_of()
    bell = CeleryBell(celery_app(base.settings.broker_url))
    bus = RedisBus(base.settings.bus_url)

    def startup() -> None:
        bell.start()
        bus.start()

    def shutdown() -> None:
        bell.stop()
        bus.stop()

    parts = {"broker": lambda: bell.healthy, "bus": lambda: bus.healthy}
    ways = Ways(bell.ring, bus.publish, bus.subscribe, parts)
    return web_of(base, ways, startup, shutdown)


def writer(settings: Settings, ready: Callable[[], None]) -> None:
    """A writer alone, one of several; returns when it was told to end. `ready` is called once."""
    base = base_of(settings)
    celery = celery_app(settings.broker_url)
    bell, bus = CeleryBell(celery), RedisBus(settings.bus_url)
    bell.start()
    bus.start()
    try:
        run(celery, pool_of(base, bus.publish, bell.ring), settings.writers, ready)
    finally:
        bell.stop()
        bus.stop()
        base.models.close()
        base.engine.dispose()
