"""One server process, put together: the only place besides `cli` that chooses implementations."""

import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from raconteur.engine.bus import Bus
from raconteur.engine.pool import Room, WriterPool
from raconteur.engine.readiness import Readiness
from raconteur.models.discovery import Discovery, configured
from raconteur.models.probe import probe
from raconteur.models.registry import Models
from raconteur.observe import logs
from raconteur.orphans import die_with
from raconteur.services.acting import Event
from raconteur.services.config import DEFAULTS
from raconteur.settings import Settings, load
from raconteur.store import config, passages, users
from raconteur.store.base import (
    Engine,
    Sessions,
    one_at_a_time,
    open_engine,
    open_sessions,
    writing,
)
from raconteur.web.app import create_app
from raconteur.web.asgi import build
from raconteur.web.cors import Cors
from raconteur.web.edge import App
from raconteur.web.wiring import Subscription, Wiring

log = logging.getLogger(__name__)

# Ctrl-C ends everything within 5 s; the model child and the server need theirs too.
PATIENCE_S = 2.0


def models_of(settings: Settings) -> Models:
    endpoints = configured(
        embedded_url=settings.embedded_url,
        embedded_key=settings.embedded_key,
        model_file=settings.model_file,
        url=settings.model_url,
        name=settings.model_name,
        key=settings.model_key,
    )
    return Models(endpoints, probe, Discovery(settings.ollama_url))


def application() -> App:
    """All in one, as the ASGI server's worker process: the web, the writers, the bus between."""
    base = base_of()
    bus = Bus()
    pool = pool_of(base, bus.publish)

    def startup() -> None:
        pool.start(alone=True)

    def shutdown() -> None:
        pool.stop(PATIENCE_S)

    def publish(story_id: int, event: Event) -> None:
        bus.publish(story_id, event)
        if event.state == passages.STOPPED:
            pool.hurry()

    return web_of(base, Ways(pool.ring, publish, bus.subscribe), startup, shutdown)


@dataclass(frozen=True, slots=True)
class Base:
    """What every role has."""

    settings: Settings
    engine: Engine
    sessions: Sessions
    models: Models


@dataclass(frozen=True, slots=True)
class Ways:
    """How this process reaches writers and readers."""

    ring: Callable[[int], None]
    publish: Callable[[int, Event], None]
    subscribe: Callable[[int], Subscription]
    parts: Mapping[str, Callable[[], bool]] = field(default_factory=dict)


def base_of(settings: Settings | None = None) -> Base:
    if settings is None:
        # In a worker process of the ASGI server, which must not outlive it.
        die_with(os.getppid())
        settings = load()
        logs.configure(settings.log_path, settings.log_level)
    engine = open_engine(settings.database)
    return Base(settings, engine, open_sessions(engine), models_of(settings))


def pool_of(
    base: Base,
    publish: Callable[[int, Event], None],
    call: Callable[[int], None] | None = None,
) -> WriterPool:
    settings, closing = base.settings, threading.Event()
    readiness = Readiness(settings.embedded_url, settings.embedded_key, closing)
    room = Room(settings.writers, settings.stories_at_once, settings.model_patience_s)
    return WriterPool(base.sessions, base.models, publish, readiness.wait, closing, room, call)


def web_of(
    base: Base, ways: Ways, startup: Callable[[], None], shutdown: Callable[[], None]
) -> App:
    settings, models = base.settings, base.models
    user_id = _install(base.sessions)
    wiring = Wiring(
        ways.ring, ways.publish, models, base.sessions, ways.subscribe, user_id, ways.parts
    )

    def begin() -> None:
        startup()
        # What can write is asked once before anybody wants to know.
        threading.Thread(target=models.choices, daemon=True).start()

    def end() -> None:
        shutdown()
        models.close()
        base.engine.dispose()

    return build(create_app(settings, wiring), wiring, Cors(settings.origins), begin, end)


def _install(sessions: Sessions) -> int:
    """The rows that must be there: the default configuration, the local user, whose id it is."""
    with writing(sessions) as session:
        one_at_a_time(session)
        config.insert_missing(session, DEFAULTS)
        return users.local_id(session)
