"""Every route, asked by everybody: no one reads or changes what is another's."""

import asyncio
import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from raconteur.engine.bus import Bus
from raconteur.models.registry import Models
from raconteur.services.accounts import inviting, passwords
from raconteur.services.connections import Terms
from raconteur.settings import Settings
from raconteur.store import users
from raconteur.store.base import Base, Sessions, now, open_engine, open_sessions, writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story
from raconteur.store.tokens import ApiToken
from raconteur.store.users import User
from raconteur.web.app import create_app
from raconteur.web.edge import App
from raconteur.web.extensions import db
from raconteur.web.limits import limiter
from raconteur.web.stream import TEMPLATE
from raconteur.web.wiring import Gateway, Wiring
from tests.conftest import ENDPOINTS, known_abilities
from tests.databases import Databases
from tests.web.accounts.conftest import QUICK, around
from tests.web.accounts.matrix import PLACES, ROWS, Row
from tests.web.conftest import Watcher
from tests.web.people import PUBLIC, Browser
from tests.web.test_stories import finish

# What stands in every story, by its place: whoever may not read it is never told it, whatever they
# ask for.
WORDS = dict(
    zip(PLACES, ("hedgehog under the porch", "owl on the roof", "mole below"), strict=True)
)
SECRET = WORDS[PLACES[0]]
BOBS = ("owner", "reading token", "wrong csrf")
READ_BY = dict(
    zip(
        PLACES,
        (BOBS, (*BOBS, "guardian", "family member", "child"), (*BOBS, "guardian", "child")),
        strict=True,
    )
)
_CONNECTION = {"label": SECRET, "url": "https://models.example.com/v1"}
# Rows in these tables change because somebody looked, or tried.
UNTOLD = ("audit", "config", "invitation", "sign_in_failure")
# Rows by the owner's name and the table's.
Kept = dict[str, dict[str, list[tuple[object, ...]]]]


@dataclass
class Server:
    """Bob's things, his family's, and everybody who asks for them.

    ids     by place, those that stand in a row's path
    owners  whose things are looked at for changes: Bob and Zoé
    """

    app: App
    sessions: Sessions
    ids: dict[str, dict[str, object]]
    actors: dict[str, Browser]
    owners: dict[str, object]

    def ask(self, who: str, row: Row, place: str = PLACES[0]) -> tuple[int, str]:
        """The status and the body."""
        path = (row.path or row.route).format(**self.ids[place])
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
            story_id = int(path.split("/")[3])
            reader = Watcher(self.app, story_id, headers, "", browser.address)
            await reader.until(lambda it: bool(it.body))
            await reader.leave()
            return reader.status, reader.body.decode()

        return asyncio.run(watch())

    def kept(self) -> Kept:
        """Every row of the owners', but of what changes because somebody asked."""
        with self.sessions() as session:
            return {
                name: {
                    table.name: [tuple(row) for row in session.execute(_of(table, owner))]
                    for table in Base.metadata.sorted_tables
                    if table.name not in UNTOLD
                }
                for name, owner in self.owners.items()
            }


def but_of(who: str, kept: Kept) -> Kept:
    """What is not that one's own."""
    return {name: rows for name, rows in kept.items() if name != who}


@functools.cache
def _of(table: sa.Table, owner: object) -> sa.Select[tuple[object, ...]]:
    found = sa.select(table).order_by(table.c.id)
    if table.name == "user":
        return found.where(table.c.id == owner)
    if table.name in ("session", "api_token"):
        return found.with_only_columns(table.c.id).where(table.c.user_id == owner)
    if table.name == "family":
        return found.where(table.c.id.in_(sa.select(User.family_id).where(User.id == owner)))
    if "user_id" in table.c:
        return found.where(table.c.user_id == owner)
    stories = sa.select(Story.id).where(Story.user_id == owner)
    if "story_id" in table.c:
        return found.where(table.c.story_id.in_(stories))
    passages = sa.select(Passage.id).where(Passage.story_id.in_(stories))
    return found.where(table.c.passage_id.in_(passages))


@pytest.fixture
def gateway() -> Gateway | None:
    return Gateway()


@dataclass
class Prepared:
    """A database with everybody and all that is theirs, and who they are."""

    database: str
    ids: dict[str, dict[str, object]]
    actors: dict[str, Browser]
    owners: dict[str, object]


@pytest.fixture(scope="module")
def prepared(migrated: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """Once: each test begins with a copy."""
    home = tmp_path_factory.mktemp("prepared")
    with migrated.copy(home) as url, pytest.MonkeyPatch.context() as patched:
        patched.setattr(limiter, "enabled", False)
        patched.setattr(passwords, "_HASHER", QUICK)
        settings = Settings(data_dir=home, page_dir=home / "page", database_url=url)
        engine = open_engine(settings.database)
        sessions = open_sessions(engine)
        wiring = Wiring(
            lambda _passage: None,
            lambda _story, _event: None,
            Models(ENDPOINTS, known_abilities),
            sessions,
            Bus().subscribe,
            user_id=None,
            gateway=Gateway(),
            terms=Terms(),
        )
        flask = create_app(settings.but(public_url=PUBLIC), wiring)
        with sessions() as session:
            users.local_id(session)
            code = inviting.first(session)
        assert code
        ada = Browser(around(flask, settings, wiring))
        ada.accept(code, "Ada").raise_for_status()
        found = _everybody(ada, sessions, settings.database)
        # Nobody is connected to what is copied.
        with flask.app_context():
            db.engine.dispose()
        engine.dispose()
        yield found


@pytest.fixture
def settings(prepared: Prepared, migrated: Databases, tmp_path: Path) -> Iterator[Settings]:
    with migrated.copy(tmp_path, prepared.database) as url:
        yield Settings(data_dir=tmp_path, page_dir=tmp_path / "page", database_url=url)


@pytest.fixture
def server(asgi: App, sessions: Sessions, prepared: Prepared) -> Server:
    actors = {
        name: replace(browser, app=asgi, cookies=dict(browser.cookies))
        for name, browser in prepared.actors.items()
    }
    return Server(asgi, sessions, prepared.ids, actors, prepared.owners)


def _everybody(ada: Browser, sessions: Sessions, database: str) -> Prepared:
    bob, eve = ada.invited("bob"), ada.invited("eve")
    for each in (ada, bob, eve):
        each("POST", "/api/families", json={"name": "Ours"}).raise_for_status()
    zoe = bob.child("zoé")
    ids = _things(bob, zoe, sessions)
    forgetful = Browser(ada.app, dict(bob.cookies), csrf="not what the page knows")
    actors = {
        "nobody": Browser(ada.app),
        "administrator": ada,
        "stranger": eve,
        "child elsewhere": eve.child("yan"),
        "child of nobody": ada.invited("lea", role="reader"),
        "family member": bob.invited("dan", family=True),
        "guardian": bob.invited("gus", family=True, guardian=True),
        "child": zoe,
        "owner": bob,
        "wrong csrf": forgetful,
        **_named(ada.app),
        **_programs(bob, sessions),
    }
    return Prepared(database, ids, actors, {"owner": bob.id, "child": zoe.id})


def _named(app: App) -> dict[str, Browser]:
    """By a gateway, or by somebody who says to be one."""
    eve, mallory = {"Remote-User": "eve"}, {"Remote-User": "mallory"}
    csrf, gateway = "by-a-gateway", "10.0.0.1"
    return {
        "named stranger": Browser(app, headers=eve, csrf=csrf, address=gateway),
        "unknown name": Browser(app, headers=mallory, csrf=csrf, address=gateway),
        "forged name": Browser(app, headers={"Remote-User": "bob"}, csrf=csrf, address="10.0.0.2"),
    }


def _things(bob: Browser, zoe: Browser, sessions: Sessions) -> dict[str, dict[str, object]]:
    """By place."""
    alone, shelf, childs = PLACES
    trashed = bob("POST", "/api/stories", json={"prompt": SECRET}).json()
    bob("POST", f"/api/passages/{trashed['head']}/stop")
    bob("PATCH", f"/api/stories/{trashed['id']}", json={"family": True}).raise_for_status()
    bob("DELETE", f"/api/stories/{trashed['id']}")
    story = _told(bob, WORDS[alone], sessions)
    everywhere = {
        "bob": bob.id,
        "zoe": zoe.id,
        "family": bob("GET", "/api/session").json()["user"]["family"]["id"],
        "trashed": trashed["id"],
        "share": bob("POST", f"/api/stories/{story['story']}/shares", json={}).json()["id"],
        "prompt": bob("POST", "/api/prompts", json={"content": SECRET}).json()["id"],
        "reader": bob("POST", "/api/readers", json={"name": SECRET}).json()["id"],
        "connection": bob("POST", "/api/connections", json=_CONNECTION).json()["id"],
        "sign_in": bob("GET", "/api/account/sessions").json()[0]["id"],
        "token": _token(bob, "read")[0],
    }
    shelved = _told(bob, WORDS[shelf], sessions)
    bob("PATCH", f"/api/stories/{shelved['story']}", json={"family": True}).raise_for_status()
    found = {alone: story, shelf: shelved, childs: _told(zoe, WORDS[childs], sessions)}
    return {place: everywhere | there for place, there in found.items()}


def _told(browser: Browser, words: str, sessions: Sessions) -> dict[str, object]:
    """A finished story, fit for a child of any age."""
    made = browser("POST", "/api/stories", json={"prompt": f"An {words}"}).raise_for_status().json()
    finish(sessions, made["head"], f"An {words}.")
    with writing(sessions) as session:
        session.execute(sa.update(Story).where(Story.id == made["id"]).values(band="3-5"))
    return {"story": made["id"], "passage": made["head"]}


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


CHILDREN = ("child", "child elsewhere", "child of nobody")
OUR_GUARDIANS = (*BOBS, "guardian")


def expected(row: Row, who: str, place: str = PLACES[0]) -> int:
    """The status."""
    if row.kind == "open":
        return row.ok
    if who in ("nobody", "expired token", "revoked token", "forged name"):
        return 401
    if who == "unknown name":
        return 403
    if row.changes and who in ("wrong csrf", "reading token"):
        return 403
    if row.kind in ("own", "reads"):
        return _of_somebodys(row, who, place)
    if row.kind == "answers":
        may = OUR_GUARDIANS if place == "Zoé's" else BOBS
        return row.ok if who in may else 403 if (who, place) == ("child", "Zoé's") else 404
    refused = {
        "each": (),
        "grown": CHILDREN,
        "writes": ("child of nobody",),
        "lets in": (*CHILDREN, "family member"),
        "runs": set(OTHERS) - {"administrator"},
        "guards": ("family member", "child"),
    }
    if row.kind == "guards" and who not in (*OUR_GUARDIANS, "administrator", *refused["guards"]):
        return 404
    return 403 if who in refused[row.kind] else row.ok


def _of_somebodys(row: Row, who: str, place: str) -> int:
    if who == "child" and place == "Zoé's":
        # A child shares nothing with people outside.
        return 403 if (row.ok, row.route.endswith("shares")) == (201, True) else row.ok
    may = READ_BY[place] if row.kind == "reads" else BOBS if place != "Zoé's" else ()
    return row.ok if who in may else 404


OTHERS = (
    "nobody",
    "expired token",
    "revoked token",
    "wrong csrf",
    "reading token",
    "stranger",
    "named stranger",
    "unknown name",
    "forged name",
    "administrator",
    "child elsewhere",
    "child of nobody",
    "family member",
    "guardian",
    "child",
    "owner",
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_route_answers_each_as_it_should(server: Server, row: Row) -> None:
    allowed = []
    before = server.kept()
    for place in row.places:
        for who in OTHERS:
            wanted = expected(row, who, place)
            if row.changes and wanted < 400 and row.kind in ("own", "guards", "answers"):
                allowed.append((who, place))
                continue
            status, said = server.ask(who, row, place)
            assert status == wanted, f"{who}, {place}: {status} {said[:200]}"
            _insist_on_secrets(who, said)
            after = server.kept()
            if row.kind != "runs" or who != "administrator":
                assert but_of(who, after) == but_of(who, before), who
            before = after
    # Once is enough: what was done is done.
    for place in row.places:
        for who in [who for who, where in allowed if where == place][:1]:
            assert server.ask(who, row, place)[0] == row.ok, (who, place)


def _insist_on_secrets(who: str, said: str) -> None:
    for place, words in WORDS.items():
        assert words not in said or who in READ_BY[place], (who, place)


def test_there_is_a_row_for_every_route(settings: Settings) -> None:
    app = create_app(settings)
    routes = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {row.name for row in ROWS} == routes | {f"GET {TEMPLATE}"}
