"""The whole ASGI application, spoken to without a network."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from raconteur.engine.bus import Bus
from raconteur.models.registry import Models
from raconteur.settings import Settings
from raconteur.store.base import Sessions
from raconteur.web.app import create_app
from raconteur.web.asgi import build
from raconteur.web.client import Gateways
from raconteur.web.cors import Cors
from raconteur.web.edge import App
from raconteur.web.guards import Guards
from raconteur.web.wiring import Wiring
from tests.conftest import Told

ALLOWED = "https://stories.example.com"


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def asgi(
    settings: Settings, told: Told, models: Models, sessions: Sessions, user_id: int, bus: Bus
) -> App:
    wiring = Wiring(told.rung.append, bus.publish, models, sessions, bus.subscribe, user_id)
    cors = Cors(["http://localhost:3000", ALLOWED])
    flask = create_app(settings, wiring)
    guards = Guards(settings.page_dir, by_https=False)
    return build(flask, wiring, cors, Gateways([]), guards, lambda: None, lambda: None)


class Asked:
    """One request and its answer, each call in an event loop of its own."""

    def __init__(self, app: App) -> None:
        self._app = app

    def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://127.0.0.1:5000"
            ) as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())


@pytest.fixture
def asked(asgi: App) -> Asked:
    return Asked(asgi)


class Watcher:
    """A reader of one event stream."""

    def __init__(
        self,
        app: App,
        story_id: int,
        headers: dict[str, str],
        query: str,
        address: str = "127.0.0.1",
    ) -> None:
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self._gone = asyncio.Event()
        self._grown = asyncio.Event()
        scope = {
            "type": "http",
            "method": "GET",
            "path": f"/api/stories/{story_id}/events",
            "query_string": query.encode(),
            "client": (address, 40_000),
            "headers": [
                (b"host", b"localhost"),
                *((name.lower().encode(), value.encode()) for name, value in headers.items()),
            ],
        }
        self._task = asyncio.ensure_future(app(scope, self._receive, self._send))

    async def until(self, found: Callable[["Watcher"], bool]) -> None:
        async with asyncio.timeout(10):
            while not found(self):
                self._grown.clear()
                await self._grown.wait()

    @property
    def over(self) -> "asyncio.Future[None]":
        """Done when the server has ended the answer."""
        return self._task

    async def leave(self) -> None:
        self._gone.set()
        await self._task

    async def ended(self) -> None:
        """Wait until the server ends it."""
        async with asyncio.timeout(10):
            await self._task

    @property
    def events(self) -> list[dict[str, Any]]:
        found = []
        for block in self.body.decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if "event" in lines:
                found.append({**lines, "data": json.loads(lines["data"])})
        return found

    @property
    def text(self) -> str:
        return "".join(each["data"]["text"] for each in self.events if each["event"] == "text")

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = dict(message["headers"])
        else:
            self.body += message.get("body", b"")
        self._grown.set()


@pytest.fixture
def watched(asgi: App) -> Callable[..., object]:
    """Run a scene that may `watch(story_id, last_event_id="", after="")`."""

    def run(scene: Callable[[Callable[..., Watcher]], Awaitable[None]]) -> None:
        async def play() -> None:
            def watch(story_id: int, last_event_id: str = "", after: str = "") -> Watcher:
                headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
                return Watcher(asgi, story_id, headers, f"after={after}" if after else "")

            await scene(watch)

        asyncio.run(play())

    return run
