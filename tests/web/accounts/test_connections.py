"""Models that people connect themselves: whose they are, where they may lead, and who may write
with them."""

import pytest
import sqlalchemy as sa

from raconteur.models.outbound import Outbound
from raconteur.models.registry import Models
from raconteur.places import place
from raconteur.services.added import Added
from raconteur.services.connections import Terms
from raconteur.services.sealing import Seals
from raconteur.store.base import Sessions, writing
from raconteur.store.connections import Connection
from tests.conftest import ENDPOINTS, known_abilities
from tests.web.people import Browser

KEY = "sk-0123456789abcdef"
MINE = {"label": "Mine", "url": "https://api.example.com/v1", "name": "large", "key": KEY}
PUBLIC_ONLY = "public address"


@pytest.fixture
def terms() -> Terms:
    return Terms(Seals(["s" * 40]), Outbound((place("127.0.0.1:11434"), place("models.lan"))))


@pytest.fixture
def models(sessions: Sessions, terms: Terms) -> Models:
    return Models(
        ENDPOINTS,
        lambda url, name, key, **_more: known_abilities(url, name, key),
        added=Added(sessions, terms),
    )


@pytest.fixture
def bob(ada: Browser) -> Browser:
    return ada.invited("bob")


@pytest.fixture
def eve(ada: Browser) -> Browser:
    return ada.invited("eve")


def add(browser: Browser, **more: object) -> int:
    answer = browser("POST", "/api/connections", json={**MINE, **more})
    assert answer.status_code == 201, answer.text
    found: int = answer.json()["id"]
    assert answer.headers["location"] == f"connections/{found}"
    return found


def ids(browser: Browser) -> list[str]:
    return [each["id"] for each in browser("GET", "/api/models").json()]


def test_a_writer_adds_a_model_and_writes_with_it(bob: Browser, eve: Browser) -> None:
    number = add(bob)
    [shown] = bob("GET", "/api/connections").json()
    assert shown == {
        "id": number,
        "label": "Mine",
        "url": "https://api.example.com/v1",
        "name": "large",
        "has_key": True,
        "shared": False,
        "mine": True,
    }
    assert ids(bob) == ["bundled", "url", f"own:{number}"]
    body = {"prompt": "A bear", "model": f"own:{number}"}
    assert bob("POST", "/api/stories", json=body).status_code == 202
    assert ids(eve) == ["bundled", "url"]
    assert eve("POST", "/api/stories", json=body).status_code == 422
    assert eve("POST", f"/api/models/own:{number}/test", json={}).status_code == 404


def test_another_persons_is_not_there(bob: Browser, eve: Browser, ada: Browser) -> None:
    number = add(bob)
    for other in (eve, ada):
        assert other("GET", "/api/connections").json() == []
        path = f"/api/connections/{number}"
        assert other("PATCH", path, json={"url": "https://evil.example"}).status_code == 404
        assert other("DELETE", path).status_code == 404


def test_a_child_connects_nothing(ada: Browser) -> None:
    zoe = ada.invited("zoé", role="reader")
    assert zoe("GET", "/api/connections").status_code == 403
    refused = zoe("POST", "/api/connections", json=MINE)
    assert refused.status_code == 403
    assert "grown-up" in refused.json()["detail"]


def test_who_became_a_child_writes_no_more_with_what_they_had(ada: Browser, bob: Browser) -> None:
    number = add(bob)
    [*_, user] = ada("GET", "/api/users").json()
    ada("PATCH", f"/api/users/{user['id']}", json={"role": "reader"})
    assert f"own:{number}" not in ids(bob)
    assert bob("PATCH", f"/api/connections/{number}", json={"label": "x"}).status_code == 403
    assert bob("DELETE", f"/api/connections/{number}").status_code == 204


class TestOneForEverybody:
    def test_is_made_by_an_administrator(self, ada: Browser, bob: Browser) -> None:
        number = add(ada, shared=True, url="http://models.lan:8000/secret/path")
        assert f"own:{number}" in ids(bob)
        [shown] = bob("GET", "/api/connections").json()
        assert (shown["mine"], shown["shared"], shown["has_key"]) == (False, True, True)
        # The server, not the path to it.
        assert shown["url"] == "http://models.lan:8000"
        zoe = ada.invited("zoé", role="reader")
        assert f"own:{number}" in ids(zoe)
        assert bob("PATCH", f"/api/connections/{number}", json={"label": "x"}).status_code == 404

    def test_not_by_a_writer(self, bob: Browser) -> None:
        assert bob("POST", "/api/connections", json={**MINE, "shared": True}).status_code == 403
        number = add(bob)
        path = f"/api/connections/{number}"
        assert bob("PATCH", path, json={"shared": True}).status_code == 403
        assert bob("GET", "/api/connections").json()[0]["shared"] is False

    def test_is_looked_after_by_every_administrator(self, ada: Browser) -> None:
        number = add(ada, shared=True)
        other = ada.invited("grace", role="administrator")
        path = f"/api/connections/{number}"
        assert other("PATCH", path, json={"label": "Ours"}).json()["label"] == "Ours"
        assert other("DELETE", path).status_code == 204

    def test_is_nobodys_once_its_owner_administers_no_more(
        self, ada: Browser, bob: Browser
    ) -> None:
        grace = ada.invited("grace", role="administrator")
        number = add(grace, shared=True)
        assert f"own:{number}" in ids(bob)
        users = {each["name"]: each["id"] for each in ada("GET", "/api/users").json()}
        ada("PATCH", f"/api/users/{users['grace']}", json={"role": "writer"})
        assert f"own:{number}" not in ids(bob)
        assert bob("GET", "/api/connections").json() == []

    def test_may_be_the_usual_one_and_taken_away_again(self, ada: Browser, bob: Browser) -> None:
        number, own = add(ada, shared=True), add(ada)
        usual = {**ada("GET", "/api/config").json(), "model": f"own:{own}"}
        assert ada("PUT", "/api/config", json=usual).status_code == 422
        usual["model"] = f"own:{number}"
        assert ada("PUT", "/api/config", json=usual).status_code == 200
        story = bob("POST", "/api/stories", json={"prompt": "A bear"}).json()
        assert story["passages"][0]["model"] == f"own:{number}"
        ada("DELETE", f"/api/connections/{number}")
        later = bob("POST", "/api/stories", json={"prompt": "A hare"}).json()
        assert later["passages"][0]["model"] == "bundled"


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:5000/v1", "http://localhost./v1", "http://10.0.0.5/v1"),
        *("http://169.254.169.254/latest/meta-data", "http://[fd00:ec2::254]/v1"),
        *("http://2130706433/v1", "http://0x7f.1/v1", "http://127.1/v1"),
        *("http://[::ffff:169.254.169.254]/v1", "http://[64:ff9b::a9fe:a9fe]/v1"),
        *("https://xn--pple-43d.com/v1", "https://example.com:22/v1"),
        *("http://127.0.0.1:11435/v1", "http://models.lan.example.com:8000/v1"),
    ],
)
def test_a_writer_may_not_lead_the_server_inwards(bob: Browser, ada: Browser, url: str) -> None:
    answer = bob("POST", "/api/connections", json={**MINE, "url": url})
    assert answer.status_code == 422, answer.text
    assert PUBLIC_ONLY in answer.json()["errors"]["url"][0]
    assert "RACONTEUR_MODEL_NETWORKS" in answer.json()["errors"]["url"][0]
    number = add(bob)
    path = f"/api/connections/{number}"
    assert bob("PATCH", path, json={"url": url, "key": None}).status_code == 422
    assert bob("GET", "/api/connections").json()[0]["url"] == MINE["url"]
    # Whoever runs the server knows what is in it.
    assert add(ada, url=url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:11434/v1", "http://models.lan:8000/v1"])
def test_but_where_the_host_allows(bob: Browser, url: str) -> None:
    assert add(bob, url=url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "ftp://example.com/v1",
            "file:///etc/passwd",
            "gopher://x/",
            "javascript:alert(1)",
            "//x",
        ),
        *("https://me:secret@example.com/v1", "https://example.com/v1?key=1", "https://x.com/#a"),
        *(
            "https://",
            "https:///v1",
            "https://exa mple.com",
            "https://[::1",
            "https://x:99999/",
            "http://0177.0.0.1/",
        ),
        *(
            "https://example.com@127.0.0.1/v1",
            "http://\x7f.com/",
            "https://аpple.com/v1",
            "https://" + "a" * 2100,
        ),
    ],
)
def test_what_is_no_address_is_refused_to_everybody(ada: Browser, bob: Browser, url: str) -> None:
    for who in (ada, bob):
        answer = who("POST", "/api/connections", json={**MINE, "url": url})
        assert answer.status_code == 422, answer.text
        assert "url" in answer.json()["errors"]


class TestAKey:
    def test_is_never_told_again(self, bob: Browser) -> None:
        number = add(bob)
        for answer in (
            bob("GET", "/api/connections"),
            bob("PATCH", f"/api/connections/{number}", json={"label": "Another"}),
            bob("GET", "/api/models"),
        ):
            assert KEY not in answer.text

    def test_is_not_repeated_by_a_refusal(self, bob: Browser) -> None:
        for key in (f"{KEY} and more", f"{KEY}\nX: y", KEY * 40, f"{KEY}é"):
            answer = bob("POST", "/api/connections", json={**MINE, "key": key})
            assert answer.status_code == 422
            assert "key" in answer.json()["errors"]
            assert KEY not in answer.text

    def test_is_taken_without_the_end_of_its_line(self, bob: Browser, models: Models) -> None:
        number = add(bob, key=f" {KEY}\n")
        me = bob("GET", "/api/session").json()["user"]["id"]
        assert models._endpoint(f"own:{number}", me).key == KEY

    def test_stays_where_another_thing_is_changed(self, bob: Browser, models: Models) -> None:
        number = add(bob)
        path = f"/api/connections/{number}"
        changes: dict[str, object] = {"name": None, "url": "https://api.example.com:443/v2/"}
        assert bob("PATCH", path, json=changes).json()["has_key"] is True
        me = bob("GET", "/api/session").json()["user"]["id"]
        found = models._endpoint(f"own:{number}", me)
        assert (found.key, found.url, found.name) == (KEY, "https://api.example.com:443/v2", "")

    @pytest.mark.parametrize(
        "url", ["https://api.example.org/v1", "http://api.example.com/v1", "http://models.lan:1/v1"]
    )
    def test_does_not_follow_to_another_server(self, bob: Browser, url: str) -> None:
        """Nor does it for somebody who found the page open, and has a server of their own."""
        number = add(bob)
        path = f"/api/connections/{number}"
        refused = bob("PATCH", path, json={"url": url})
        assert refused.status_code == 422
        assert "another server" in refused.json()["errors"]["key"][0]
        assert bob("GET", "/api/connections").json()[0]["url"] == MINE["url"]
        assert bob("PATCH", path, json={"url": url, "key": None}).json()["has_key"] is False

    def test_moved_within_the_database_opens_nothing(
        self, bob: Browser, eve: Browser, sessions: Sessions, models: Models
    ) -> None:
        """Who can write to the database, and does not know the secret key."""
        bobs, eves = add(bob), add(eve, url="https://evil.example/v1", key=None)
        with writing(sessions) as session:
            sealed = session.get_one(Connection, bobs).sealed
            session.get_one(Connection, eves).sealed = sealed
        who = eve("GET", "/api/session").json()["user"]["id"]
        found = models._endpoint(f"own:{eves}", who)
        assert (found.key, "RACONTEUR_SECRET_KEY" in found.broken) == (None, True)

    def test_is_refused_where_it_could_not_be_sealed(
        self, ada: Browser, sessions: Sessions, terms: Terms
    ) -> None:
        terms.seals._given = ()
        refused = ada("POST", "/api/connections", json=MINE)
        assert refused.status_code == 422
        assert "RACONTEUR_SECRET_KEY" in refused.json()["errors"]["key"][0]
        assert ada("GET", "/api/connections").json() == []
        assert add(ada, key=None)


def test_there_is_an_end_to_how_many(bob: Browser) -> None:
    for _ in range(10):
        add(bob)
    refused = bob("POST", "/api/connections", json=MINE)
    assert refused.status_code == 422
    assert "Remove one" in refused.json()["errors"]["url"][0]


def test_sent_twice_it_is_added_once(bob: Browser) -> None:
    again = {"headers": {"Idempotency-Key": "one"}, "json": MINE}
    first, second = (bob("POST", "/api/connections", **again).json() for _ in range(2))
    assert first == second
    assert len(bob("GET", "/api/connections").json()) == 1


def test_a_program_changes_no_connection(bob: Browser) -> None:
    """A token that leaked would have every later story sent elsewhere."""
    number = add(bob)
    body = {"name": "a program", "scopes": ["read", "write"]}
    token = bob("POST", "/api/account/tokens", json=body).json()["token"]
    program = bob.another()
    program.headers = {"Authorization": f"Bearer {token}"}
    path = f"/api/connections/{number}"
    assert program("GET", "/api/connections").status_code == 200
    assert program("POST", "/api/connections", json=MINE).status_code == 403
    assert program("PATCH", path, json={"url": "https://evil.example"}).status_code == 403
    assert program("DELETE", path).status_code == 403


def test_what_was_done_is_in_the_audit_log_without_what_was_written(
    ada: Browser, bob: Browser
) -> None:
    number = add(bob)
    bob("PATCH", f"/api/connections/{number}", json={"label": "Another"})
    bob("DELETE", f"/api/connections/{number}")
    entries = ada("GET", "/api/audit").json()
    about = {"connection": number, "shared": False}
    done = [each for each in entries if each["what"].startswith("connection-")]
    assert [(each["what"], each["about"]) for each in done] == [
        ("connection-removed", about),
        ("connection-changed", about),
        ("connection-added", about),
    ]


def test_who_leaves_takes_them_along(bob: Browser, sessions: Sessions) -> None:
    from raconteur.services.accounts.leaving import forget_those_who_left
    from raconteur.store.base import now
    from raconteur.store.users import User
    from tests.web.people import PASSWORD

    add(bob)
    bob("DELETE", "/api/account", json={"password": PASSWORD})
    with writing(sessions) as session:
        session.execute(sa.update(User).where(User.name == "bob").values(leaves_at=now()))
    assert forget_those_who_left(sessions) == 1
    with sessions() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Connection)) == 0
