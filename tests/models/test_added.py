"""Models that people added: each person's own, and everybody's."""

import threading
import time
from dataclasses import replace

import pytest

from raconteur.craft.pen import Abilities
from raconteur.models import registry
from raconteur.models.errors import ModelError
from raconteur.models.outbound import Outbound
from raconteur.models.registry import ADDED, EVERYBODY, Endpoint, Models
from tests.conftest import CAPABLE, ENDPOINTS, known_abilities

BOB, EVE = 2, 3
MINE = Endpoint("own:1", "Bob's", "url", "http://127.0.0.1:3/v1", "bobs", "k", local=False)
SHARED = Endpoint("own:2", "Ours", "url", "http://127.0.0.1:4/v1", "ours", local=False)


def added(user_id: int) -> list[Endpoint]:
    return [SHARED, *([MINE] if user_id == BOB else [])]


def ids(models: Models, user_id: int | None) -> list[str]:
    return [each.id for each in models.choices(user_id)]


def test_each_person_is_shown_their_own_and_everybodys() -> None:
    models = Models(ENDPOINTS, known_abilities, added=added)
    assert ids(models, BOB) == ["bundled", "url", "own:2", "own:1"]
    assert ids(models, EVE) == ids(models, EVERYBODY) == ["bundled", "url", "own:2"]
    assert ids(models, None) == ["bundled", "url"]
    assert [each.default for each in models.choices(BOB)] == [True, False, False, False]


def test_nobody_writes_with_what_is_anothers() -> None:
    models = Models(ENDPOINTS, known_abilities, added=added)
    assert models.pen("own:1", BOB).model == "bobs"
    for who in (EVE, EVERYBODY, None):
        with pytest.raises(ModelError) as caught:
            models.pen("own:1", who)
        assert (caught.value.code, caught.value.permanent) == ("not_found", True)
        assert models.kind("own:1", who) is None
    assert models.kind("own:1", BOB) == "url"


def test_one_that_was_removed_is_not_found() -> None:
    left = [MINE]
    models = Models([], known_abilities, added=lambda _user_id: list(left))
    models.pen("own:1", BOB)
    left.clear()
    with pytest.raises(ModelError, match="no model own:1"):
        models.pen("own:1", BOB)


def test_what_was_changed_is_asked_and_reached_anew() -> None:
    asked: list[tuple[str, str | None]] = []
    now = [MINE]

    def probe(url: str, _name: str, key: str | None) -> Abilities:
        asked.append((url, key))
        return CAPABLE

    models = Models([], probe, added=lambda _user_id: list(now))
    first = models.pen("own:1", BOB)
    now[0] = replace(MINE, url="http://127.0.0.1:5/v1", key="another")
    second = models.pen("own:1", BOB)
    assert asked == [(MINE.url, "k"), ("http://127.0.0.1:5/v1", "another")]
    assert first._connection._base_url != second._connection._base_url
    assert models.pen("own:1", BOB)._connection._base_url == second._connection._base_url


def test_where_it_may_lead_is_said_to_whoever_asks_it() -> None:
    rule, told = Outbound(), []

    def probe(_url: str, _name: str, _key: str | None, **more: object) -> Abilities:
        told.append(more)
        return CAPABLE

    models = Models([], probe, added=lambda _user_id: [replace(MINE, outbound=rule), SHARED])
    assert models.pen("own:1", BOB)._connection._outbound is rule
    assert models.pen("own:2", BOB)._connection._outbound is None
    assert told == [{"outbound": rule}, {}]


def test_one_whose_key_does_not_open_is_not_asked() -> None:
    asked: list[str] = []

    def probe(url: str, _name: str, _key: str | None) -> Abilities:
        asked.append(url)
        return CAPABLE

    models = Models([], probe, added=lambda _user_id: [replace(MINE, broken="another key")])
    assert [each.available for each in models.choices(BOB)] == [False]
    with pytest.raises(ModelError, match="another key") as caught:
        models.pen("own:1", BOB)
    assert (caught.value.code, caught.value.permanent) == ("unauthorised", True)
    assert asked == []


def test_servers_that_do_not_answer_keep_the_list_for_a_moment_together_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "LOOK_S", 0.2)
    silence = threading.Event()

    def probe(_url: str, name: str, _key: str | None) -> Abilities:
        if name != "ours":
            silence.wait(30)
        return CAPABLE

    slow = [replace(MINE, id=f"{ADDED}{number}") for number in range(10, 20)]
    models = Models([], probe, added=lambda _user_id: [*slow, SHARED])
    started = time.monotonic()
    first = models.choices(BOB)
    assert time.monotonic() - started < 2
    assert [each.available for each in first] == [False] * 10 + [True]
    # And nobody asks one a second time while it is still thinking.
    before = threading.active_count()
    models.choices(BOB)
    assert threading.active_count() <= before
    silence.set()


def test_clients_of_many_people_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "MOST_CLIENTS", 3)
    every = [replace(MINE, id=f"{ADDED}{number}") for number in range(9)]
    models = Models(ENDPOINTS, known_abilities, added=lambda _user_id: every)
    models.pen("url", BOB)
    for each in every:
        models.pen(each.id, BOB)
    assert list(models._clients) == ["url", "own:6", "own:7", "own:8"]
