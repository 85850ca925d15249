"""One server process, put together: the only place besides `cli` that chooses implementations."""

import logging
import os
import threading

from raconteur.engine.bus import Bus
from raconteur.engine.committer import Committer
from raconteur.engine.doorbell import ThreadBell
from raconteur.engine.readiness import Readiness
from raconteur.engine.writer import Writer
from raconteur.models.discovery import Discovery, configured
from raconteur.models.probe import probe
from raconteur.models.registry import Models
from raconteur.observe import logs
from raconteur.orphans import die_with
from raconteur.services.config import DEFAULTS
from raconteur.settings import Settings, load
from raconteur.store import config, passages, users
from raconteur.store.base import Sessions, open_engine, open_sessions, reading, writing
from raconteur.web.app import create_app
from raconteur.web.asgi import build
from raconteur.web.cors import Cors
from raconteur.web.edge import App
from raconteur.web.wiring import Wiring

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
    """What the ASGI server runs in its worker process."""
    die_with(os.getppid())
    settings = load()
    logs.configure(settings.log_path, settings.log_level)
    engine = open_engine(settings.database)
    sessions = open_sessions(engine)
    bus, closing, models = Bus(), threading.Event(), models_of(settings)
    committer = Committer(sessions, bus.publish)
    readiness = Readiness(settings.embedded_url, settings.embedded_key, closing)
    writer = Writer(sessions, committer, models, bus.publish, readiness.wait, closing)
    bell = ThreadBell(writer.write, settings.writers)
    user_id = _install(sessions)
    wiring = Wiring(bell.ring, bus.publish, models, sessions, bus.subscribe, user_id)

    def startup() -> None:
        committer.start()
        bell.start()
        _ring_unfinished(sessions, bell)
        # What can write is asked once before anybody wants to know.
        threading.Thread(target=models.choices, daemon=True).start()

    def shutdown() -> None:
        closing.set()
        models.close()
        bell.stop(PATIENCE_S)
        committer.stop(PATIENCE_S)
        engine.dispose()

    flask = create_app(settings, wiring)
    return build(flask, wiring, Cors(settings.origins), startup, shutdown)


def _install(sessions: Sessions) -> int:
    """The rows that must be there: the default configuration, the local user, whose id it is."""
    with writing(sessions) as session:
        config.insert_missing(session, DEFAULTS)
        return users.local_id(session)


def _ring_unfinished(sessions: Sessions, bell: ThreadBell) -> None:
    """What was being written when the last server ended goes on where its text ends."""
    with reading(sessions) as session:
        for passage_id in passages.unfinished(session):
            log.info("going on with an unfinished passage", extra={"passage": passage_id})
            bell.ring(passage_id)
