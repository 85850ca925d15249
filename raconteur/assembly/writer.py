"""A writer alone, one of several: Celery rings for it, and Redis carries what it tells."""

from collections.abc import Callable

from raconteur.assembly.base import base_of
from raconteur.assembly.measuring import counting, insisted_listener, show_what_runs
from raconteur.assembly.writing import pool_of
from raconteur.engine import celery_writer
from raconteur.engine.celery_bell import CeleryBell, celery_app
from raconteur.engine.redis_bus import RedisBus
from raconteur.settings import PREFIX, Settings
from raconteur.store.tenancy import Occupied


def run(settings: Settings, ready: Callable[[], None]) -> None:
    """Returns when it was told to end. `ready` is called once."""
    listening = insisted_listener(settings)
    base = base_of(settings)
    try:
        base.tenancy.start()
    except Occupied as error:
        raise SystemExit(f"raconteur: {error} ({PREFIX}DATABASE_URL)") from error
    celery = celery_app(settings.broker_url)
    bell, bus = CeleryBell(celery), RedisBus(settings.bus_url)
    bell.start()
    bus.start()
    show_what_runs(base, {"broker": lambda: bell.healthy, "bus": lambda: bus.healthy})
    if listening is not None:
        listening.start()
    pool = pool_of(base, counting(bus.publish), bell.ring)
    try:
        celery_writer.run(celery, pool, settings.writers, ready)
    finally:
        if listening is not None:
            listening.stop()
        bell.stop()
        bus.stop()
        base.close()
