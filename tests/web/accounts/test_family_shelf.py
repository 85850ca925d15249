"""What a family sees of each other's stories, and what its children see of them."""

import asyncio
import io
import zipfile
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from raconteur.store.base import Sessions, writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story
from raconteur.web.edge import App
from tests.web.accounts.test_families import me, member, problem
from tests.web.accounts.test_streams import living
from tests.web.conftest import Watcher
from tests.web.people import Browser
from tests.web.test_stories import finish

Tell = Callable[..., int]


@pytest.fixture
def tell(sessions: Sessions) -> Tell:
    """A finished story of somebody's, in a band."""

    def told(browser: Browser, band: str = "3-5", *, shelved: bool = True) -> int:
        made = browser("POST", "/api/stories", json={"prompt": f"For {band}"}).json()
        finish(sessions, made["head"], "Once there was a bear.")
        with writing(sessions) as session:
            session.execute(sa.update(Story).where(Story.id == made["id"]).values(band=band))
        if shelved:
            on = browser("PATCH", f"/api/stories/{made['id']}", json={"family": True})
            assert (on.status_code, on.json()["family"]) == (200, True)
        found: int = made["id"]
        return found

    return told


def shelf(browser: Browser, more: str = "") -> list[int]:
    return [each["id"] for each in browser("GET", f"/api/stories?shelf=family{more}").json()]


def test_a_story_stands_on_the_shelf_of_all(bob: Browser, tell: Tell) -> None:
    dan, zoe = bob.invited("dan", family=True), bob.child("zoé")
    story, alone = tell(bob), tell(bob, shelved=False)
    for who in (bob, dan, zoe):
        assert shelf(who) == [story]
    read = dan("GET", f"/api/stories/{story}").json()
    assert (read["mine"], read["owner"]) == (False, {"id": bob.id, "name": "bob"})
    assert bob("GET", f"/api/stories/{story}").json()["mine"] is True
    assert dan("GET", f"/api/stories/{alone}").status_code == 404
    unseen = bob("PATCH", f"/api/stories/{story}", json={"family": True, "title": "Mine"})
    assert (unseen.status_code, [*unseen.json()["errors"]]) == (422, ["body"])
    assert dan("GET", "/api/stories").json() == []


def test_only_who_belongs_to_a_family_has_a_shelf(ada: Browser, tell: Tell) -> None:
    story = tell(ada, shelved=False)
    assert problem(ada, "PATCH", f"/api/stories/{story}", {"family": True})[:2] == (409, "family")
    assert shelf(ada) == []


def test_a_child_finds_what_is_fit_for_it(bob: Browser, tell: Tell) -> None:
    zoe, max_ = bob.child("zoé", age=7), bob.child("max", age=5)
    stories = {band: tell(bob, band) for band in ("3-5", "6-8", "9-12", "13-17", "adult")}
    assert shelf(zoe) == [stories["6-8"], stories["3-5"]]
    assert shelf(max_) == [stories["3-5"]]
    # Of whom nobody has said who it is: seven years old.
    assert shelf(bob.invited("lou", role="reader", family=True)) == shelf(zoe)
    assert max_("GET", f"/api/stories/{stories['6-8']}").status_code == 404
    # Its guardian's word goes before its age.
    reader = me(max_)["reader"]
    bob("PATCH", f"/api/readers/{reader['id']}", json={"band": "9-12"})  # type: ignore[index]
    assert shelf(max_) == [stories["9-12"], stories["6-8"], stories["3-5"]]


def test_a_page_of_the_shelf_is_full_whatever_lies_between(
    bob: Browser,
    tell: Tell,
    sessions: Sessions,
) -> None:
    zoe = bob.child("zoé")
    stories = [tell(bob) for _ in range(4)]
    hold(sessions, stories[2])
    assert shelf(zoe, "&limit=2") == [stories[3], stories[1]]
    assert shelf(zoe, f"&limit=2&before={stories[1]}") == [stories[0]]


def hold(sessions: Sessions, story: int, *, held: bool = True) -> None:
    with writing(sessions) as session:
        session.execute(sa.update(Passage).where(Passage.story_id == story).values(held=held))


def test_what_is_held_is_not_there_for_a_child(
    bob: Browser,
    tell: Tell,
    sessions: Sessions,
) -> None:
    dan, zoe = bob.invited("dan", family=True), bob.child("zoé")
    story = tell(bob)
    head = bob("GET", f"/api/stories/{story}").json()["head"]
    paths = [f"/api/stories/{story}", f"/api/passages/{head}/revisions"]
    paths += [f"/api/stories/{story}/events", f"/api/passages/{head}/origins"]
    hold(sessions, story)
    assert (shelf(zoe), shelf(dan)) == ([], [story])
    for path in paths:
        assert zoe("GET", path).status_code == 404, path
    assert dan("GET", paths[0]).status_code == 200
    hold(sessions, story, held=False)
    assert shelf(zoe) == [story]
    assert zoe("GET", paths[0]).status_code == 200


def test_nor_in_what_it_takes_along(
    bob: Browser,
    tell: Tell,
    sessions: Sessions,
) -> None:
    zoe = bob.child("zoé")
    story = tell(zoe, shelved=False)
    hold(sessions, story)
    with zipfile.ZipFile(io.BytesIO(zoe("GET", "/api/account/export").content)) as archive:
        said = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "For 3-5" in said
    assert "Once there was" not in said


def test_what_is_in_the_trash_is_on_no_shelf(bob: Browser, tell: Tell) -> None:
    dan = bob.invited("dan", family=True)
    story = tell(bob)
    bob("DELETE", f"/api/stories/{story}")
    assert shelf(dan) == []
    assert shelf(dan, "&state=trash") == []
    assert dan("GET", f"/api/stories/{story}").status_code == 404
    bob("POST", f"/api/stories/{story}/restore")
    assert shelf(dan) == [story]


def test_a_guardian_sees_all_that_a_child_has(bob: Browser, tell: Tell) -> None:
    dan, zoe = bob.invited("dan", family=True), bob.child("zoé")
    story, thrown = tell(zoe, shelved=False), tell(zoe, shelved=False)
    zoe("DELETE", f"/api/stories/{thrown}")
    of = f"/api/stories?of={zoe.id}"
    assert [each["id"] for each in bob("GET", of).json()] == [story]
    assert [each["id"] for each in bob("GET", f"{of}&state=trash").json()] == [thrown]
    assert bob("GET", f"/api/stories/{story}").json()["owner"]["name"] == "zoé"
    for who, whose in ((dan, zoe), (bob, dan), (zoe, bob)):
        assert who("GET", f"/api/stories?of={whose.id}").status_code == 404
    assert zoe("GET", of).status_code == 200
    assert bob("GET", f"{of}&shelf=family").status_code == 422


def test_and_decides_what_stands_on_the_shelf(bob: Browser, tell: Tell) -> None:
    dan, zoe = bob.invited("dan", family=True), bob.child("zoé")
    childs, dans = tell(zoe, shelved=False), tell(dan)
    assert dan("PATCH", f"/api/stories/{childs}", json={"family": True}).status_code == 404
    assert bob("PATCH", f"/api/stories/{childs}", json={"family": True}).status_code == 200
    assert shelf(zoe) == [dans, childs]
    assert dan("PATCH", f"/api/stories/{childs}", json={"family": False}).status_code == 404
    # What should not be there is taken off, whoever put it there; it stays its owner's.
    assert bob("PATCH", f"/api/stories/{dans}", json={"family": False}).status_code == 200
    assert bob("PATCH", f"/api/stories/{dans}", json={"family": True}).status_code == 404
    assert shelf(zoe) == [childs]
    assert dan("GET", f"/api/stories/{dans}").status_code == 200


def test_whoever_goes_takes_their_stories_off_the_shelf(
    bob: Browser,
    tell: Tell,
) -> None:
    dan = bob.invited("dan", family=True)
    his, hers = tell(dan), tell(bob)
    dan("DELETE", member(dan, dan))
    assert shelf(bob) == [hers]
    assert shelf(dan) == []
    for who, story in ((bob, his), (dan, hers)):
        assert who("GET", f"/api/stories/{story}").status_code == 404
    assert dan("GET", f"/api/stories/{his}").json()["family"] is False


@pytest.mark.parametrize("ending", ["off the shelf", "out of the family"])
def test_what_is_open_ends_with_the_right_to_see_it(
    asgi: App,
    bob: Browser,
    tell: Tell,
    ending: str,
) -> None:
    dan = bob.invited("dan", family=True)
    story, who = tell(bob), member(bob, dan)
    cookie = {"Cookie": f"raconteur={dan.cookies['raconteur']}"}

    async def scene() -> None:
        async with living(asgi):
            reader = Watcher(asgi, story, cookie, "")
            await reader.until(lambda it: it.status == 200 and bool(it.body))
            if ending == "off the shelf":
                asked = ("PATCH", f"/api/stories/{story}")
            else:
                asked = ("DELETE", who)
            answer = await asyncio.to_thread(bob, *asked, json={"family": False})
            assert answer.is_success
            await reader.ended()

    asyncio.run(scene())
