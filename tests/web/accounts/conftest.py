"""A server with accounts, and its first administrator."""

import pytest
from argon2 import PasswordHasher
from flask import Flask

from raconteur.engine.bus import Bus
from raconteur.identity.provider import Provider
from raconteur.mail.outbox import Outbox
from raconteur.models.registry import Models
from raconteur.services.accounts import inviting, passwords
from raconteur.services.acting import Event
from raconteur.services.connections import Terms
from raconteur.settings import Settings
from raconteur.store.base import Sessions
from raconteur.web.app import create_app
from raconteur.web.asgi import build
from raconteur.web.client import Gateways
from raconteur.web.cors import Cors
from raconteur.web.edge import App
from raconteur.web.guards import Guards
from raconteur.web.limits import limiter
from raconteur.web.wiring import Gateway, Wiring
from tests.conftest import Told
from tests.web.people import PUBLIC, Browser

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def limited() -> bool:
    """Whether one address may try only so often."""
    return False


@pytest.fixture
def provider() -> Provider | None:
    """By whose word people can sign in, too."""
    return None


@pytest.fixture
def gateway() -> Gateway | None:
    """That says, from 10.0.0.1 and by `Remote-User`, who somebody is."""
    return None


@pytest.fixture
def outbox() -> Outbox | None:
    """Where letters are put."""
    return None


@pytest.fixture
def terms() -> Terms:
    """For what people connect themselves."""
    return Terms()


@pytest.fixture
def asgi(
    settings: Settings,
    told: Told,
    models: Models,
    sessions: Sessions,
    bus: Bus,
    limited: bool,
    provider: Provider | None,
    gateway: Gateway | None,
    outbox: Outbox | None,
    terms: Terms,
    monkeypatch: pytest.MonkeyPatch,
) -> App:

    def publish(story_id: int, event: Event) -> None:
        told.publish(story_id, event)
        bus.publish(story_id, event)

    ways = (told.rung.append, publish, models, sessions, bus.subscribe)
    wiring = Wiring(
        *ways,
        user_id=None,
        provider=provider,
        gateway=gateway,
        outbox=outbox,
        terms=terms,
    )
    flask = create_app(settings.but(public_url=PUBLIC), wiring)
    monkeypatch.setattr(limiter, "enabled", limited)
    limiter.reset()
    return around(flask, settings, wiring)


def around(flask: Flask, settings: Settings, wiring: Wiring) -> App:
    """The edge of a server whose gateway, if it has one, is at 10.0.0.1."""
    gateways = Gateways(["10.0.0.1"], "Remote-User" if wiring.gateway else "")
    guards = Guards(settings.page_dir, by_https=False)
    return build(flask, wiring, Cors([]), gateways, guards, lambda: None, lambda: None)


@pytest.fixture
def code(sessions: Sessions, user_id: int) -> str:
    """What is printed at the start of a fresh server."""
    with sessions() as session:
        found = inviting.first(session)
    assert found
    return found


@pytest.fixture
def browser(asgi: App) -> Browser:
    """Of somebody who has not signed in."""
    return Browser(asgi)


@pytest.fixture
def ada(browser: Browser, code: str) -> Browser:
    """The administrator's."""
    ada = browser.another()
    ada.accept(code, "Ada").raise_for_status()
    return ada


@pytest.fixture
def bob(ada: Browser) -> Browser:
    """A guardian's, who runs nothing."""
    bob = ada.invited("bob")
    bob("POST", "/api/families", json={"name": "The bears"}).raise_for_status()
    return bob


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashed in no time: people come in a thousand times."""
    monkeypatch.setattr(passwords, "_HASHER", QUICK)
