"""People who use a server with accounts, each with a browser of their own."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import httpx

from raconteur.web.edge import App

PUBLIC = "http://stories.example"
PASSWORD = "four bears in a boat"


@dataclass
class Browser:
    """Keeps its cookie, and says what our page says."""

    app: App
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    address: str = "127.0.0.1"

    def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        if self.csrf:
            headers.setdefault("X-CSRF-Token", self.csrf)

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(self.address, 40_000))
            async with httpx.AsyncClient(
                transport=transport, base_url=PUBLIC, cookies=self.cookies
            ) as client:
                return await client.request(method, path, headers=headers, **more)

        answer = asyncio.run(ask())
        self.cookies.update(answer.cookies)
        return answer

    def accept(self, code: str, name: str, password: str = PASSWORD) -> httpx.Response:
        body = {"code": code, "name": name, "password": password}
        return self._in(self("POST", "/api/invitations/accept", json=body))

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        body = {"name": name, "password": password}
        return self._in(self("POST", "/api/session", json=body))

    def _in(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_success:
            self.csrf = answer.json()["csrf"]
        return answer

    def another(self) -> "Browser":
        """Somebody else's."""
        return Browser(self.app, address=self.address)

    @property
    def id(self) -> int:
        """Of who is signed in."""
        found: int = self("GET", "/api/session").json()["user"]["id"]
        return found

    def child(self, name: str, age: int = 5, **about: Any) -> "Browser":
        """Of a child whom this guardian lets into the family."""
        reader = self("POST", "/api/readers", json={"name": name, "age": age, **about}).json()["id"]
        return self.invited(name, role="reader", family=True, reader_id=reader)

    def invited(self, name: str, role: str = "writer", **more: object) -> "Browser":
        """Of somebody whom this one lets in."""
        asked = self("POST", "/api/invitations", json={"role": role, **more})
        code = asked.raise_for_status().json()["code"]
        browser = self.another()
        browser.accept(code, name).raise_for_status()
        return browser
