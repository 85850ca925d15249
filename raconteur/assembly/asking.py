"""The half that people meet: the web, and how it reaches writers and readers."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from raconteur.assembly.base import Base
from raconteur.assembly.measuring import listener, show_the_standing
from raconteur.identity.provider import Provider
from raconteur.mail.outbox import Outbox
from raconteur.models.discovery import URL
from raconteur.services.accounts.leaving import forget_those_who_left
from raconteur.services.acting import Event
from raconteur.services.config import DEFAULTS
from raconteur.services.retention import Keep, forget_what_is_old
from raconteur.settings import Settings
from raconteur.store import config, users
from raconteur.store.base import DatabaseError, Sessions, is_away, one_at_a_time, writing
from raconteur.web.app import create_app
from raconteur.web.asgi import build
from raconteur.web.client import Gateways
from raconteur.web.cors import Cors
from raconteur.web.edge import App
from raconteur.web.guards import Guards
from raconteur.web.wiring import Gateway, Subscription, Wiring

log = logging.getLogger(__name__)

PAUSE_S = 1.0


# Seconds between two looks at who has left, and at what is old.
FORGET_S = 3600.0


@dataclass(frozen=True, slots=True)
class Ways:
    """How this process reaches writers and readers."""

    ring: Callable[[int], None]
    publish: Callable[[int, Event], None]
    subscribe: Callable[[int], Subscription]
    parts: Mapping[str, Callable[[], bool]] = field(default_factory=dict)


def web_of(
    base: Base, ways: Ways, startup: Callable[[], None], shutdown: Callable[[], None]
) -> App:
    settings, models = base.settings, base.models
    local_id = _installed(base.sessions)
    user_id = None if settings.has_accounts else local_id
    parts = dict(ways.parts)
    if URL in models.presence:
        parts["model"] = models.presence[URL].answers
    wiring = Wiring(
        *(ways.ring, ways.publish, models, base.sessions, ways.subscribe, user_id, parts),
        provider=_provider_of(settings),
        gateway=_gateway_of(settings),
        outbox=_outbox_of(settings),
        terms=base.terms,
        judge=base.judge,
        metrics_token=settings.metrics_token,
    )
    show_the_standing(base, parts)

    def begin() -> None:
        base.tenancy.start()
        startup()
        if wiring.outbox is not None:
            wiring.outbox.start()
        threading.Thread(target=_forget_for_ever, args=(base,), daemon=True).start()
        threading.Thread(target=base.judge.warm, daemon=True).start()
        # What can write is asked once before anybody wants to know.
        threading.Thread(target=models.choices, daemon=True).start()
        _listen_for_metrics(settings)

    def end() -> None:
        shutdown()
        if wiring.outbox is not None:
            wiring.outbox.stop()
        base.close()

    gateways = Gateways(settings.proxies, settings.proxy_user_header)
    guards = Guards(settings.page_dir, by_https=settings.is_by_https)
    flask, cors = create_app(settings, wiring), Cors(settings.origins)
    return build(flask, wiring, cors, gateways, guards, begin, end)


def _listen_for_metrics(settings: Settings) -> None:
    """The supervisor has tried the port before; what came to it since does not end a server."""
    try:
        listening = listener(settings)
    except OSError as error:
        log.error("no metrics at port %s: %s", settings.metrics_port, error)
    else:
        if listening is not None:
            listening.start()


def _forget_for_ever(base: Base) -> None:
    settings = base.settings
    days = (settings.keep_trash_days, settings.keep_audit_days, settings.keep_notes_days)
    while True:
        forget_those_who_left(base.sessions)
        forget_what_is_old(base.sessions, Keep(*days))
        time.sleep(FORGET_S)


def _gateway_of(settings: Settings) -> Gateway | None:
    if not settings.proxy_user_header:
        return None
    return Gateway(settings.proxy_unknown == "writer", settings.proxy_sign_out)


def _outbox_of(settings: Settings) -> Outbox | None:
    if not settings.smtp_url:
        return None
    # Most servers send none.
    from raconteur.mail.smtp import Smtp

    return Outbox(Smtp(settings.smtp_url, settings.smtp_from))


def _provider_of(settings: Settings) -> Provider | None:
    if not settings.oidc_issuer:
        return None
    # Its cryptography is heavy, and most servers have none.
    from raconteur.identity.oidc import OpenIdConnect

    return OpenIdConnect(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        settings.oidc_name or urlsplit(settings.oidc_issuer).netloc,
    )


def _installed(sessions: Sessions) -> int:
    """As `_install`. A process that takes a dead one's place waits for a database that is away: the
    server ends when one after the other cannot begin."""
    while True:
        try:
            return _install(sessions)
        except DatabaseError as error:
            if not is_away(error):
                raise
            log.warning("beginning waits for the database: %s", error)
        time.sleep(PAUSE_S)


def _install(sessions: Sessions) -> int:
    """The rows that must be there: the default configuration, the local user, whose id it is."""
    with writing(sessions) as session:
        one_at_a_time(session)
        config.insert_missing(session, DEFAULTS)
        return users.local_id(session)
