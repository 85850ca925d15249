"""Readers that a family shares, and who may change them."""

from tests.web.accounts.test_families import me, member, problem
from tests.web.people import Browser

GRANNY = {"name": "Granny", "age": 80, "family": True}


def names(browser: Browser, *, mine: bool | None = None) -> list[str]:
    return [
        each["name"]
        for each in browser("GET", "/api/readers").json()
        if mine is None or each["mine"] is mine
    ]


def test_a_reader_has_a_band_and_may_be_previewed(bob: Browser) -> None:
    body = {"name": "Zoé", "band": "6-8", "preview": True}
    made = bob("POST", "/api/readers", json=body).json()
    assert (made["band"], made["preview"], made["family"]) == ("6-8", True, False)
    changed = bob("PATCH", f"/api/readers/{made['id']}", json={"band": None, "preview": False})
    assert (changed.json()["band"], changed.json()["preview"]) == (None, False)
    refused = bob("POST", "/api/readers", json={"name": "Zoé", "band": "4-6"})
    assert "band" in refused.json()["errors"]


def test_all_choose_a_shared_one_and_nobody_else_does(ada: Browser, bob: Browser) -> None:
    dan, zoe = bob.invited("dan", family=True), bob.child("zoé")
    granny = bob("POST", "/api/readers", json=GRANNY).json()
    for who in (bob, dan, zoe):
        assert names(who) == ["Granny", "zoé"]
        wish = {"prompt": "A bear", "reader_ids": [granny["id"]]}
        assert who("POST", "/api/stories", json=wish).status_code == 202
    assert names(ada) == []
    answer = ada("POST", "/api/stories", json={"prompt": "A bear", "reader_ids": [granny["id"]]})
    assert "reader_ids" in answer.json()["errors"]


def test_lists_of_many_go_on_where_they_ended(bob: Browser) -> None:
    dan = bob.invited("dan", family=True)
    for who, shared in ((bob, True), (dan, False), (dan, True), (bob, True), (bob, False)):
        name = f"{'shared' if shared else 'own'} {len(names(dan))}"
        who("POST", "/api/readers", json={"name": name, "family": shared}).raise_for_status()
    whole = names(dan)
    assert whole == ["shared 3", "shared 2", "own 1", "shared 0"]
    first = dan("GET", "/api/readers?limit=3")
    rest = dan("GET", f"/api/readers{first.headers['link'].partition('>')[0].strip('<')}")
    assert [each["name"] for each in first.json() + rest.json()] == whole


def test_a_shared_one_is_changed_by_its_owner_and_by_guardians(bob: Browser) -> None:
    dan, eve = bob.invited("dan", family=True), bob.invited("eve", family=True)
    path = f"/api/readers/{dan('POST', '/api/readers', json=GRANNY).json()['id']}"
    for who in (dan, bob):
        assert who("PATCH", path, json={"likes": ["tea"]}).json()["mine"] is True
    assert names(eve, mine=False) == ["Granny"]
    for method, body in (("PATCH", {"age": 20}), ("DELETE", None)):
        assert problem(eve, method, path, body)[:2] == (403, "guardian")
    dan("PATCH", path, json={"family": False}).raise_for_status()
    assert (names(eve), names(bob), names(dan)) == ([], [], ["Granny"])


def test_the_one_that_a_child_is_is_for_guardians_alone(bob: Browser) -> None:
    dan = bob.invited("dan", family=True)
    reader = dan("POST", "/api/readers", json={"name": "Zoé", "age": 5, "family": True}).json()[
        "id"
    ]
    zoe = bob.invited("zoé", role="reader", family=True, reader_id=reader)
    path = f"/api/readers/{reader}"
    for who in (zoe, dan):
        for name, value in (("age", 18), ("band", "adult"), ("avoid", []), ("name", "Me")):
            assert problem(who, "PATCH", path, {name: value})[:2] == (403, "guardian")
        assert names(who, mine=True) == []
    bob("PATCH", path, json={"band": "9-12"}).raise_for_status()
    assert me(zoe)["reader"] == {"id": reader, "name": "Zoé", "band": "9-12"}


def test_and_stays_as_long_as_the_child_is_it(bob: Browser) -> None:
    zoe = bob.child("zoé")
    path = "/api/readers/1"
    for method, body in (("DELETE", None), ("PATCH", {"family": False})):
        assert problem(bob, method, path, body)[:2] == (409, "child")
    another = bob("POST", "/api/readers", json={"name": "Zoé", "age": 6}).json()["id"]
    bob("PATCH", member(bob, zoe), json={"reader_id": another}).raise_for_status()
    assert me(zoe)["reader"] == {"id": another, "name": "Zoé", "band": "6-8"}
    assert bob("DELETE", path).status_code == 204


def test_it_passes_on_when_its_owner_goes(bob: Browser) -> None:
    dan = bob.invited("dan", family=True, guardian=True)
    zoe = dan.child("zoé")
    dan("POST", "/api/readers", json=GRANNY).raise_for_status()
    dan("DELETE", member(dan, dan)).raise_for_status()
    assert names(dan) == ["Granny"]
    assert names(bob, mine=True) == ["zoé"]
    assert me(zoe)["reader"] == {"id": 1, "name": "zoé", "band": "3-5"}
