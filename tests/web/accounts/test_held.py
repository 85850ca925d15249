"""What is held is shown to a guardian and to nobody else, until it is let pass."""

import asyncio
import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from raconteur.engine.bus import Bus
from raconteur.services.acting import Event
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.families import Family
from raconteur.store.passages import Passage
from raconteur.store.readers import Reader
from raconteur.store.users import User
from raconteur.web.edge import App
from tests.web.conftest import Watcher
from tests.web.people import Browser
from tests.web.test_stories import finish

TEXT = "The hedgehog is under the porch."


@dataclass
class Home:
    """Ada, a guardian, and Zoé, her child, whose stories she looks at first."""

    app: App
    sessions: Sessions
    ada: Browser
    zoe: Browser
    ids: dict[str, int]

    def story(self) -> dict[str, Any]:
        made: dict[str, Any] = self.zoe(
            "POST", "/api/stories", json={"prompt": "A hedgehog"}
        ).json()
        return made

    def told(self) -> dict[str, Any]:
        story = self.story()
        finish(self.sessions, story["head"], TEXT)
        return story


@pytest.fixture
def home(asgi: App, ada: Browser, sessions: Sessions) -> Home:
    zoe = ada.invited("zoé", role="reader")
    with writing(sessions) as session:
        family = Family(name="ours")
        people = {user.name: user for user in session.scalars(sa.select(User))}
        session.add(family)
        session.flush()
        own = Reader(user_id=people["ada"].id, name="Zoé", age=6, preview=True, likes=[], avoid=[])
        session.add(own)
        session.flush()
        people["ada"].family_id = people["zoé"].family_id = family.id
        people["ada"].guardian = True
        people["zoé"].reader_id = own.id
        ids = {"reader": own.id, "family": family.id, "zoé": people["zoé"].id}
    return Home(asgi, sessions, ada, zoe, ids)


def test_a_child_is_not_shown_what_a_guardian_has_not_looked_at(home: Home) -> None:
    story = home.told()
    assert (story["band"], story["passages"][0]["held"]) == ("6-8", True)
    seen = home.zoe("GET", f"/api/stories/{story['id']}").json()
    [passage] = seen["passages"]
    assert (passage["held"], passage["text"], passage["words"]) == (True, "", 0)
    assert (seen["state"], seen["excerpt"], seen["words"]) == ("done", "", 0)
    [summary] = home.zoe("GET", "/api/stories").json()
    assert (summary["excerpt"], summary["words"]) == ("", 0)
    path = f"/api/passages/{story['head']}"
    assert home.zoe("GET", f"{path}/revisions").json() == []
    assert home.zoe("GET", f"{path}/origins").json() == {"spans": []}
    everything = zipfile.ZipFile(io.BytesIO(home.zoe("GET", "/api/account/export").content))
    assert all(TEXT.encode() not in everything.read(name) for name in everything.namelist())


def test_a_link_to_it_shows_only_what_is_not_held(home: Home, browser: Browser) -> None:
    wish = {"prompt": "A hedgehog", "reader_ids": [home.ids["reader"]]}
    story = home.ada("POST", "/api/stories", json=wish).json()
    finish(home.sessions, story["head"], TEXT)
    code = home.ada("POST", f"/api/stories/{story['id']}/shares", json={}).json()["code"]
    assert browser("POST", "/api/shared", json={"code": code}).json()["text"] == []
    home.ada("POST", f"/api/passages/{story['head']}/approve").raise_for_status()
    assert browser("POST", "/api/shared", json={"code": code}).json()["text"] == [TEXT]


def test_a_guardian_lets_it_pass_and_that_is_written_down(home: Home) -> None:
    story = home.told()
    path = f"/api/passages/{story['head']}/approve"
    assert home.zoe("POST", path).status_code == 403
    answer = home.ada("POST", path)
    assert (answer.status_code, answer.json()["held"], answer.json()["text"]) == (200, False, TEXT)
    assert home.ada("POST", path).status_code == 200
    [passage] = home.zoe("GET", f"/api/stories/{story['id']}").json()["passages"]
    assert (passage["held"], passage["text"]) == (False, TEXT)
    assert len(home.zoe("GET", f"/api/passages/{story['head']}/revisions").json()) == 1
    entries = [each for each in home.ada("GET", "/api/audit").json() if each["what"] == "approved"]
    assert [each["about"] for each in entries] == [{"story": story["id"], "passage": story["head"]}]


def test_what_it_was_before_a_guardian_let_it_pass_stays_unseen(home: Home) -> None:
    story = home.told()
    with writing(home.sessions) as session:
        row = session.get_one(Passage, story["head"])
        row.text, row.revision = "Another.", 2
        session.execute(
            sa.text(
                "insert into passage_revision (passage_id, n, text, spans, author, at) "
                "select passage_id, 2, 'Another.', spans, 'person', at from passage_revision"
            )
        )
    home.ada("POST", f"/api/passages/{story['head']}/approve").raise_for_status()
    seen = home.zoe("GET", f"/api/passages/{story['head']}/revisions").json()
    assert [each["text"] for each in seen] == ["Another."]


def test_nobody_else_lets_it_pass(home: Home) -> None:
    story = home.told()
    path = f"/api/passages/{story['head']}/approve"
    assert home.ada.invited("eve")("POST", path).status_code == 404
    with writing(home.sessions) as session:
        session.execute(sa.update(User).where(User.name == "ada").values(guardian=False))
    assert home.ada("POST", path).status_code == 404


def test_what_is_being_written_is_looked_at_when_it_is_done(home: Home) -> None:
    story = home.story()
    assert home.ada("POST", f"/api/passages/{story['head']}/approve").status_code == 409


def test_a_child_does_not_go_on_with_what_it_is_not_shown(home: Home) -> None:
    story = home.told()
    path = f"/api/stories/{story['id']}/passages"
    answer = home.zoe("POST", path, json={})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:raconteur:problem:held")
    edit = {"text": "Mine.", "revision": 1}
    assert home.zoe("PATCH", f"/api/passages/{story['head']}", json=edit).status_code == 409
    home.ada("POST", f"/api/passages/{story['head']}/approve")
    assert home.zoe("POST", path, json={}).status_code == 202


def test_adults_see_what_is_held_of_their_own(home: Home) -> None:
    wish = {"prompt": "A hedgehog", "reader_ids": [home.ids["reader"]]}
    story = home.ada("POST", "/api/stories", json=wish).json()
    finish(home.sessions, story["head"], TEXT)
    [passage] = home.ada("GET", f"/api/stories/{story['id']}").json()["passages"]
    assert (passage["held"], passage["text"]) == (True, TEXT)
    assert home.ada("POST", f"/api/passages/{story['head']}/approve").json()["held"] is False


def test_what_a_child_writes_is_judged(home: Home) -> None:
    with writing(home.sessions) as session:
        session.execute(sa.update(Reader).values(preview=False))
    story = home.told()
    unfit = "The murderer killed her with an axe."
    zoe, path = home.zoe, f"/api/stories/{story['id']}"
    tries = [
        zoe("PATCH", path, json={"title": unfit, "revision": 2}),
        zoe("PATCH", f"/api/passages/{story['head']}", json={"text": unfit, "revision": 1}),
        zoe("POST", "/api/prompts", json={"content": unfit}),
        zoe("POST", "/api/readers", json={"name": "Max", "age": 40, "likes": ["gore and axes"]}),
        zoe("POST", f"{path}/passages", json={"instruction": unfit}),
    ]
    assert [each.status_code for each in tries] == [422] * 5
    assert {each.json()["type"] for each in tries} == {"urn:raconteur:problem:unfit"}
    long = {"text": "word " * 5_000, "revision": 1}
    assert zoe("PATCH", f"/api/passages/{story['head']}", json=long).status_code == 422
    mine = {"text": "Mine.", "revision": 1}
    assert zoe("PATCH", f"/api/passages/{story['head']}", json=mine).status_code == 200


def test_notes_are_for_the_grown_ups_of_the_family(home: Home) -> None:
    home.zoe("POST", "/api/stories", json={"prompt": "A murder with an axe"})
    [note] = home.ada("GET", "/api/notes").json()
    assert (note["user"], note["band"]) == ({"id": home.ids["zoé"], "name": "zoé"}, "6-8")
    assert home.zoe("GET", "/api/notes").status_code == 403
    assert home.ada.invited("eve")("GET", "/api/notes").json() == []
    with writing(home.sessions) as session:
        session.execute(sa.update(User).where(User.name == "ada").values(guardian=False))
    assert home.ada("GET", "/api/notes").json() == []


def test_a_childs_stream_tells_of_it_only_when_a_guardian_let_it_pass(home: Home, bus: Bus) -> None:
    story = home.told()

    async def scene() -> None:
        cookie = {"Cookie": f"raconteur={home.zoe.cookies['raconteur']}"}
        reader = Watcher(home.app, story["id"], cookie, "")
        await reader.until(lambda it: b'"done"' in it.body)
        [state] = [each["data"] for each in reader.events if each["event"] == "state"]
        assert (reader.text, state["held"]) == ("", True)
        path = f"/api/passages/{story['head']}/approve"
        await asyncio.to_thread(home.ada, "POST", path)
        await reader.until(lambda it: it.text == TEXT)
        last = reader.events[-1]
        assert (last["event"], last["data"].get("held")) == ("state", None)
        await reader.leave()

    asyncio.run(scene())


def test_a_childs_stream_carries_no_text_while_it_is_written(home: Home, bus: Bus) -> None:
    story = home.story()

    async def scene() -> None:
        cookie = {"Cookie": f"raconteur={home.zoe.cookies['raconteur']}"}
        reader = Watcher(home.app, story["id"], cookie, "")
        await reader.until(lambda it: b'"queued"' in it.body)
        bus.publish(story["id"], Event("state", story["head"], state="writing"))
        bus.publish(story["id"], Event("text", story["head"], offset=0, text=TEXT))
        bus.publish(story["id"], Event("state", story["head"], state="writing", error=None))
        await reader.until(lambda it: it.body.count(b"event: state") >= 3)
        assert TEXT.encode() not in reader.body
        await reader.leave()

    asyncio.run(scene())


def test_nothing_is_held_of_those_who_need_no_preview(home: Home) -> None:
    with writing(home.sessions) as session:
        session.execute(sa.update(Reader).values(preview=False))
    story = home.told()
    with reading(home.sessions) as session:
        assert not session.get_one(Passage, story["head"]).held
