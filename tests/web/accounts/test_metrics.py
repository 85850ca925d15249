"""`/metrics` is for administrators' tokens, and for whoever shows the server's own."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import Headers

from raconteur.store.base import Sessions
from raconteur.web import door
from raconteur.web.client import Client
from raconteur.web.door import Accounts, Refused

TOKEN = "m" * 40
HERE = Client("10.0.0.9", https=False)


@pytest.fixture
def accounts(sessions: Sessions) -> Accounts:
    return Accounts(sessions, frozenset(), metrics_token=TOKEN)


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(door, "who", away)


def shown(token: str) -> Headers:
    return Headers({"Authorization": f"Bearer {token}"})


def admitted(accounts: Accounts, method: str, path: str, token: str) -> object:
    return asyncio.run(accounts.admit(method, path, shown(token), HERE))


@pytest.mark.usefixtures("no_database")
def test_the_servers_own_token_is_enough_also_while_the_database_is_away(
    accounts: Accounts,
) -> None:
    assert admitted(accounts, "GET", "/metrics", TOKEN) is None


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/stories"), ("POST", "/metrics"), ("GET", "/metrics/"), ("GET", "/api/metrics")],
)
def test_it_opens_nothing_else(accounts: Accounts, method: str, path: str) -> None:
    if not path.startswith("/api") and path != "/metrics":
        assert admitted(accounts, method, path, "x") is None, "the page, which is everybody's"
        return
    with pytest.raises(Refused) as caught:
        admitted(accounts, method, path, TOKEN)
    assert caught.value.status == 401


@pytest.mark.parametrize("token", ["", "m" * 39, "m" * 41, "x" * 40])
def test_another_is_refused(accounts: Accounts, token: str) -> None:
    with pytest.raises(Refused) as caught:
        admitted(accounts, "GET", "/metrics", token)
    assert caught.value.status == 401


def test_where_there_is_none_an_empty_one_opens_nothing(sessions: Sessions) -> None:
    with pytest.raises(Refused):
        admitted(Accounts(sessions, frozenset()), "GET", "/metrics", "")
