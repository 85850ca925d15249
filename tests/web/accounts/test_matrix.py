"""Every route, asked by everybody: no one reads or changes what is another's."""

import asyncio
import datetime as dt
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from raconteur.settings import Settings
from raconteur.store.base import Base, Sessions, now, writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story
from raconteur.store.tokens import ApiToken
from raconteur.store.users import User
from raconteur.web.app import create_app
from raconteur.web.edge import App
from raconteur.web.stream import TEMPLATE
from tests.web.accounts.matrix import ROWS, Row
from tests.web.conftest import Watcher
from tests.web.people import Browser
from tests.web.test_stories import finish

SECRET = "hedgehog under the porch"
# Rows in these tables change because somebody looked, or tried.
UNTOLD = ("audit", "config", "invitation", "sign_in_failure")


@dataclass
class Server:
    """Bob's things, and everybody who asks for them."""

    app: App
    sessions: Sessions
    ids: dict[str, object]
    actors: dict[str, Browser]

    def ask(self, who: str, row: Row) -> tuple[int, str]:
        """The status and the body."""
        path = (row.path or row.route).format(**self.ids)
        browser = self.actors[who]
        if row.route == TEMPLATE:
            return self._watch(browser, path)
        body = row.body
        if isinstance(body, dict) and "name" in body:
            body = {**body, "name": body["name"].format(who=who)}
        answer = browser(row.method, path, json=body)
        return answer.status_code, answer.text

    def _watch(self, browser: Browser, path: str) -> tuple[int, str]:
        headers = dict(browser.headers)
        if browser.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())

        async def watch() -> tuple[int, str]:
            reader = Watcher(self.app, int(path.split("/")[3]), headers, "")
            await reader.until(lambda it: bool(it.body))
            await reader.leave()
            return reader.status, reader.body.decode()

        return asyncio.run(watch())

    def bobs(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of Bob's, but of what changes because somebody asked."""
        with self.sessions() as session:
            return {
                table.name: [tuple(row) for row in session.execute(_of_bob(table, self.ids["bob"]))]
                for table in Base.metadata.sorted_tables
                if table.name not in UNTOLD
            }


def _of_bob(table: sa.Table, bob: object) -> sa.Select[tuple[object, ...]]:
    found = sa.select(table).order_by(table.c.id)
    if table.name == "user":
        return found.where(table.c.id == bob)
    if table.name in ("session", "api_token"):
        return found.with_only_columns(table.c.id).where(table.c.user_id == bob)
    if table.name == "family":
        return found.where(table.c.id.in_(sa.select(User.family_id).where(User.id == bob)))
    if "user_id" in table.c:
        return found.where(table.c.user_id == bob)
    stories = sa.select(Story.id).where(Story.user_id == bob)
    if "story_id" in table.c:
        return found.where(table.c.story_id.in_(stories))
    passages = sa.select(Passage.id).where(Passage.story_id.in_(stories))
    return found.where(table.c.passage_id.in_(passages))


@pytest.fixture
def server(asgi: App, ada: Browser, sessions: Sessions) -> Server:
    bob, eve, zoe = ada.invited("bob"), ada.invited("eve"), ada.invited("zoé", role="reader")
    ids = _things_of(bob, sessions)
    forgetful = Browser(asgi, dict(bob.cookies), csrf="not what the page knows")
    actors = {
        "nobody": Browser(asgi),
        "administrator": ada,
        "stranger": eve,
        "child": zoe,
        "owner": bob,
        "wrong csrf": forgetful,
        **_programs(bob, sessions),
    }
    return Server(asgi, sessions, ids, actors)


def _things_of(bob: Browser, sessions: Sessions) -> dict[str, object]:
    trashed = bob("POST", "/api/stories", json={"prompt": SECRET}).json()
    bob("POST", f"/api/passages/{trashed['head']}/stop")
    bob("DELETE", f"/api/stories/{trashed['id']}")
    story = bob("POST", "/api/stories", json={"prompt": SECRET}).json()
    finish(sessions, story["head"], f"A {SECRET}.")
    return {
        "bob": bob("GET", "/api/session").json()["user"]["id"],
        "story": story["id"],
        "trashed": trashed["id"],
        "share": bob("POST", f"/api/stories/{story['id']}/shares", json={}).json()["id"],
        "passage": story["head"],
        "prompt": bob("POST", "/api/prompts", json={"content": SECRET}).json()["id"],
        "reader": bob("POST", "/api/readers", json={"name": SECRET}).json()["id"],
        "sign_in": bob("GET", "/api/account/sessions").json()[0]["id"],
        "token": _token(bob, "read")[0],
    }


def _token(browser: Browser, *scopes: str) -> tuple[int, Browser]:
    body = {"name": SECRET, "scopes": list(scopes)}
    made = browser("POST", "/api/account/tokens", json=body).json()
    return made["id"], Browser(browser.app, headers={"Authorization": f"Bearer {made['token']}"})


def _programs(bob: Browser, sessions: Sessions) -> dict[str, Browser]:
    """That have, or had, a token of Bob's."""
    _, reads = _token(bob, "read")
    expired_id, expired = _token(bob, "read", "write")
    revoked_id, revoked = _token(bob, "read", "write")
    with writing(sessions) as session:
        earlier = now() - dt.timedelta(seconds=1)
        session.execute(
            sa.update(ApiToken).where(ApiToken.id == expired_id).values(expires_at=earlier)
        )
    bob("DELETE", f"/api/account/tokens/{revoked_id}")
    return {"reading token": reads, "expired token": expired, "revoked token": revoked}


def expected(row: Row, who: str) -> int:
    if row.kind == "open":
        return row.ok
    if who in ("nobody", "expired token", "revoked token"):
        return 401
    if row.changes and who in ("wrong csrf", "reading token"):
        return 403
    if row.kind == "runs":
        return row.ok if who == "administrator" else 403
    if row.kind == "grown" and who == "child":
        return 403
    if row.kind == "own":
        return row.ok if who in ("owner", "reading token", "wrong csrf") else 404
    return row.ok


OTHERS = (
    "nobody",
    "expired token",
    "revoked token",
    "wrong csrf",
    "reading token",
    "stranger",
    "child",
    "administrator",
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_route_answers_each_as_it_should(server: Server, row: Row) -> None:
    before = server.bobs()
    for who in OTHERS:
        status, said = server.ask(who, row)
        assert status == expected(row, who), f"{who}: {status} {said[:200]}"
        if who not in ("reading token", "wrong csrf"):
            assert SECRET not in said, who
            if not (row.kind == "runs" and who == "administrator"):
                assert server.bobs() == before, who
    if row.kind != "runs":
        assert server.ask("owner", row)[0] == row.ok


def test_there_is_a_row_for_every_route(settings: Settings) -> None:
    app = create_app(settings)
    routes = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {row.name for row in ROWS} == routes | {f"GET {TEMPLATE}"}
