"""Those who watch over it learn what is wrong, and whether it matters."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from raconteur.engine.bus import Bus
from raconteur.models.registry import Models
from raconteur.settings import Settings
from raconteur.store.base import Sessions
from raconteur.web.app import create_app
from raconteur.web.wiring import Wiring
from tests.conftest import Api, Told

With = Callable[..., Api]


@pytest.fixture
def api_with(
    settings: Settings, told: Told, models: Models, sessions: Sessions, user_id: int
) -> With:
    """The API of a process beside which such parts run, each with whether it answers."""

    def make(**parts: bool) -> Api:
        asked = {name: lambda answers=answers: answers for name, answers in parts.items()}
        subscribe = Bus().subscribe
        wiring = Wiring(told.rung.append, told.publish, models, sessions, subscribe, user_id, asked)
        return Api(create_app(settings, wiring).test_client())

    return make


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_session: object) -> None:
        raise OperationalError("select 1", {}, Exception("connection refused by hush"))

    monkeypatch.setattr("raconteur.web.health.ask", away)


def test_alone_there_are_no_parts(api: Api) -> None:
    answer = api.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ok")
    assert not answer.json.get("parts")


def test_parts_that_answer_are_named(api_with: With) -> None:
    answer = api_with(broker=True, bus=True).get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ok")
    assert answer.json["parts"] == {"broker": "ok", "bus": "ok"}


@pytest.mark.parametrize("away", ["broker", "bus"])
def test_what_stories_can_wait_for_is_named_and_it_stays_ready(api_with: With, away: str) -> None:
    answer = api_with(**{"broker": True, "bus": True, away: False}).get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "waiting")
    assert answer.json["parts"] == {"broker": "ok", "bus": "ok", away: "away"}


def test_a_database_that_can_only_be_read_is_named_and_it_stays_ready(
    api_with: With, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("raconteur.web.health.only_reads", lambda _session: True)
    answer = api_with(broker=True).get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "waiting")
    assert answer.json["parts"] == {"broker": "ok", "database": "read-only"}


@pytest.mark.usefixtures("no_database")
def test_without_its_database_it_is_alive_and_not_ready(api_with: With) -> None:
    api = api_with(broker=True)
    answer = api.get("/readyz")
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert "hush" not in answer.text
    assert api.get("/healthz").status_code == 200
