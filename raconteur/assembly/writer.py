"""A writer alone, one of several: Celery rings for it, and Redis carries what it tells."""

from collections.abc import Callable

from raconteur.assembly.base import base_of
from raconteur.assembly.writing import pool_of
from raconteur.engine import celery_writer
from raconteur.engine.celery_bell import CeleryBell, celery_app
from raconteur.engine.redis_bus import RedisBus
from raconteur.settings import PREFIX, Settings
from raconteur.store.tenancy import Occupied


def run(settings: Settings, ready: Callable[[], None]) -> None:
    """Returns when it was told to end. `ready` is called once."""
    base = base_of(settings)
    try:
        base.tenancy.start()
    except Occupied as error:
        raise SystemExit(f"raconteur: {error} ({PREFIX}DATABASE_URL)") from error
    celery = celery_app(settings.broker_url)
    bell, bus = CeleryBell(celery), RedisBus(settings.bus_url)
    bell.start()
    bus.start()
    try:
        celery_writer.run(celery, pool_of(base, bus.publish, bell.ring), settings.writers, ready)
    finally:
        bell.stop()
        bus.stop()
        base.close()
