"""The half that writes."""

import threading
from collections.abc import Callable

from raconteur.assembly.base import Base
from raconteur.engine.pool import Room, WriterPool
from raconteur.engine.readiness import Readiness
from raconteur.observe import instruments
from raconteur.services.acting import Event


def pool_of(
    base: Base,
    publish: Callable[[int, Event], None],
    call: Callable[[int], None] | None = None,
) -> WriterPool:
    settings, closing = base.settings, threading.Event()
    readiness = Readiness(settings.embedded_url, settings.embedded_key, closing)
    room = Room(settings.writers, settings.stories_at_once, settings.model_patience_s)
    pool = WriterPool(
        base.sessions, base.models, publish, readiness.wait, closing, room, call, base.judge
    )
    instruments.hands.by(lambda: {(state,): count for state, count in pool.hands().items()})
    return pool
