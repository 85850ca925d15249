"""What is open when a sign-in ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from raconteur.engine.bus import Bus
from raconteur.services.acting import EVERY_WEB, Event
from raconteur.web.edge import App
from tests.web.conftest import Watcher
from tests.web.people import Browser


def test_the_streams_of_an_ended_sign_in_are_closed_and_no_others(
    asgi: App, ada: Browser, bus: Bus
) -> None:
    story = ada("POST", "/api/stories", json={"prompt": "A bear"}).json()["id"]
    [first] = ada("GET", "/api/account/sessions").json()
    phone = ada.another()
    phone.sign_in("ada")

    async def scene() -> None:
        async with living(asgi):
            watchers = [
                Watcher(asgi, story, {"Cookie": f"raconteur={each.cookies['raconteur']}"}, "")
                for each in (ada, phone)
            ]
            for each in watchers:
                await each.until(lambda it: it.status == 200)
            bus.publish(EVERY_WEB, Event("ended", first["id"]))
            await asyncio.wait_for(watchers[0].over, 10)
            assert not watchers[1].over.done()
            await watchers[1].leave()

    asyncio.run(scene())


@asynccontextmanager
async def living(app: App) -> AsyncIterator[None]:
    """A web process that hears what others tell all of them."""
    begun = asyncio.Event()
    lifespan = asyncio.ensure_future(_lifespan(app, begun))
    await begun.wait()
    yield
    lifespan.cancel()


def test_who_is_out_has_nothing_open_however_they_came(asgi: App, ada: Browser, bus: Bus) -> None:
    bob = ada.invited("bob")
    body = {"name": "mine", "scopes": ["read"]}
    token = bob("POST", "/api/account/tokens", json=body).json()["token"]
    stories = [
        each("POST", "/api/stories", json={"prompt": "A bear"}).json() for each in (bob, ada)
    ]
    shown = [
        {"Cookie": f"raconteur={bob.cookies['raconteur']}"},
        {"Authorization": f"Bearer {token}"},
        {"Cookie": f"raconteur={ada.cookies['raconteur']}"},
    ]

    async def scene() -> None:
        async with living(asgi):
            opened = (stories[0], stories[0], stories[1])
            watchers = [
                Watcher(asgi, story["id"], headers, "")
                for story, headers in zip(opened, shown, strict=True)
            ]
            for each in watchers:
                await each.until(lambda it: it.status == 200)
            answer = await asyncio.to_thread(ada, "PATCH", "/api/users/2", json={"disabled": True})
            assert answer.status_code == 200
            for each in watchers[:2]:
                await asyncio.wait_for(each.over, 10)
            assert not watchers[2].over.done()
            await watchers[2].leave()

    asyncio.run(scene())


async def _lifespan(app: App, begun: asyncio.Event) -> None:
    first = True

    async def receive() -> dict[str, Any]:
        nonlocal first
        if not first:
            await asyncio.Event().wait()
        first = False
        return {"type": "lifespan.startup"}

    async def send(_message: Any) -> None:
        begun.set()

    await app({"type": "lifespan"}, receive, send)
