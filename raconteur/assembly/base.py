"""What every role has."""

import gc
from dataclasses import dataclass
from functools import partial

from raconteur.craft.fitness import Classifier
from raconteur.models.asked_judge import AskedJudge, default_of
from raconteur.models.discovery import URL, Discovery, configured
from raconteur.models.moderation import Moderation
from raconteur.models.outbound import Outbound
from raconteur.models.presence import ASK_S, Presence
from raconteur.models.probe import list_models, probe
from raconteur.models.registry import Models
from raconteur.observe import logs
from raconteur.services.added import Added
from raconteur.services.connections import Terms
from raconteur.services.judging import Judge
from raconteur.services.sealing import Seals
from raconteur.settings import Settings, load
from raconteur.store.base import Engine, Sessions, open_engine, open_sessions
from raconteur.store.tenancy import Tenancy


@dataclass(frozen=True, slots=True)
class Base:
    settings: Settings
    engine: Engine
    sessions: Sessions
    models: Models
    tenancy: Tenancy
    terms: Terms
    judge: Judge

    def close(self) -> None:
        self.models.close()
        self.engine.dispose()
        self.tenancy.stop()


def base_of(settings: Settings, *, alone: bool = False) -> Base:
    """alone: no other process may use the database"""
    engine = open_engine(settings.database)
    tenancy, sessions = Tenancy(settings.database, alone=alone), open_sessions(engine)
    terms = terms_of(settings, alone=alone)
    models = _models_of(settings, Added(sessions, terms))
    judge = Judge(_classifier_of(settings, models))
    return Base(settings, engine, sessions, models, tenancy, terms, judge)


def terms_of(settings: Settings, *, alone: bool) -> Terms:
    """A server that is alone makes a key for sealing itself; several have to be given the same."""
    seals = Seals(settings.secret_keys, settings.secret_key_file if alone else None)
    return Terms(seals, Outbound(tuple(settings.model_places)))


def base_of_worker(*, alone: bool = False) -> Base:
    """In a worker process of the ASGI server."""
    # A collection looks at all that thousands of readers hold, and what an event leaves behind is
    # gone without one: with the usual 700, it took half the time of a web with many readers.
    gc.set_threshold(100_000, 50, 100)
    settings = load()
    logs.configure(settings.log_path, settings.log_level)
    return base_of(settings, alone=alone)


def _classifier_of(settings: Settings, models: Models) -> Classifier | None:
    """Who is asked beside the rules."""
    timeout = settings.moderation_timeout_s
    if settings.moderation == "endpoint":
        return Moderation(
            settings.moderation_url, settings.moderation_name, settings.moderation_key, timeout
        )
    return AskedJudge(default_of(models, timeout)) if settings.moderation == "model" else None


def _models_of(settings: Settings, added: Added) -> Models:
    endpoints = configured(
        embedded_url=settings.embedded_url,
        embedded_key=settings.embedded_key,
        model_file=settings.model_file,
        url=settings.model_url,
        name=settings.model_name,
        key=settings.model_key,
    )
    presence = {
        each.id: Presence(partial(list_models, each.url, each.key, ASK_S))
        for each in endpoints
        if each.id == URL
    }
    return Models(endpoints, probe, Discovery(settings.ollama_url), presence, added)
