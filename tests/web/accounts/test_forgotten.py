"""A forgotten password, and the address to which a link for a new one goes; a real mail server."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import sqlalchemy as sa

from raconteur.mail.letter import Letter
from raconteur.mail.outbox import Outbox
from raconteur.mail.smtp import Smtp
from raconteur.services.accounts import forgotten
from raconteur.services.accounts.signing import From
from raconteur.store.base import Sessions, now, writing
from raconteur.store.failures import Failure
from raconteur.store.invitations import Invitation
from raconteur.store.users import User
from tests.parts.mailbox import PASSWORD as MAIL_PASSWORD
from tests.parts.mailbox import USER, Mailbox, certificate, serve
from tests.web.people import PASSWORD, PUBLIC, Browser

BOX, SENDER = "bob@mail.example", "stories@example.com"
NEW = "six bears in a boat"


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def outbox(box: Mailbox, tmp_path: Path) -> Iterator[Outbox | None]:
    theirs, trusted = certificate(tmp_path)
    running = serve(box, theirs)
    who = f"{quote(USER, safe='')}:{quote(MAIL_PASSWORD, safe='')}"
    outbox = Outbox(Smtp(f"smtp://{who}@localhost:{running.port}", SENDER, trusted), (0, 0))
    outbox.start()
    yield outbox
    outbox.stop()
    running.stop()


@pytest.fixture
def bob(ada: Browser, box: Mailbox, outbox: Outbox) -> Browser:
    """Who gave an address, and read the mail that said so."""
    bob = ada.invited("bob")
    assert gives(bob, BOX).status_code == 200
    outbox.wait()
    box.letters.clear()
    return bob


def gives(
    browser: Browser, mail: str | None, password: str | None = PASSWORD, **more: str
) -> httpx.Response:
    body = {"mail": mail, "password": password, **more}
    return browser("PATCH", "/api/account", json=body)


def forgets(
    browser: Browser,
    name: str,
    outbox: Outbox,
    headers: dict[str, str] | None = None,
    **more: str,
) -> str:
    """Everything that is answered, but for what is different each time."""
    body = {"name": name, **more}
    answer = browser("POST", "/api/session/forgotten", json=body, headers=headers or {})
    outbox.wait()
    said = {k: v for k, v in answer.headers.items() if not k.startswith(("x-trace", "x-ratelimit"))}
    return f"{answer.status_code} {answer.text} {sorted(said.items())}"


def code_in(box: Mailbox) -> str:
    [letter] = box.letters
    lines = letter.get_content().splitlines()
    [found] = [match for line in lines if (match := re.fullmatch(rf"{PUBLIC}/welcome#(\S+)", line))]
    return str(found[1])


def test_the_page_knows_that_it_can_be_mailed(browser: Browser, ada: Browser) -> None:
    assert browser("GET", "/api/session").json()["mail"] is True
    assert ada("GET", "/api/session").json()["mail"] is True
    assert ada.another().sign_in("ada").json()["mail"] is True


def test_a_link_by_which_a_new_one_is_set(bob: Browser, box: Mailbox, outbox: Outbox) -> None:
    other = bob.another()
    assert forgets(other, "Bob", outbox).startswith("202 ")
    code = code_in(box)
    look = other("POST", "/api/invitations/look", json={"code": code}).json()
    assert (look["name"], look["first"]) == ("bob", False)
    assert bob("GET", "/api/stories").status_code == 200, "the old one holds until then"
    assert other.accept(code, "bob", NEW).json()["user"]["name"] == "bob"
    assert bob("GET", "/api/stories").status_code == 401
    assert other.another().sign_in("bob", NEW).status_code == 200
    assert other.another().accept(code, "bob", NEW).status_code == 404, "it works once"


def test_the_mail_is_from_us_to_them(bob: Browser, box: Mailbox, outbox: Outbox) -> None:
    forgets(bob.another(), "bob", outbox)
    [letter] = box.letters
    assert (letter["From"], letter["To"], box.secured[-1]) == (SENDER, BOX, True)
    text = letter.get_content()
    assert "Hello bob" in text
    assert "If it was not you" in text
    assert all(len(line) < 100 for line in text.splitlines())


@pytest.mark.parametrize(
    ("headers", "more", "greeting"),
    [
        ({"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.8"}, {}, "Bonjour bob"),
        ({"Accept-Language": "de"}, {}, "Hello bob"),
        ({"Accept-Language": "en"}, {"language": "fr"}, "Bonjour bob"),
    ],
)
def test_in_the_language_of_who_asks(
    bob: Browser,
    box: Mailbox,
    outbox: Outbox,
    headers: dict[str, str],
    more: dict[str, str],
    greeting: str,
) -> None:
    forgets(bob.another(), "bob", outbox, headers=headers, **more)
    assert greeting in box.letters[0].get_content()


def test_nobody_learns_who_is_here_or_has_an_address(
    ada: Browser, bob: Browser, box: Mailbox, outbox: Outbox
) -> None:
    ada.invited("zoé")
    said = {forgets(bob.another(), name, outbox) for name in ("bob", "zoé", "nobody", "local")}
    assert len(said) == 1
    assert len(box.letters) == 1


def test_nor_by_how_long_it_takes(bob: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked up before the answer: here the database would say no."""

    def broken(*_given: object) -> list[Letter]:
        raise AssertionError("asked before the answer")

    waiting: list[object] = []
    monkeypatch.setattr(forgotten, "_receiver", broken)
    monkeypatch.setattr(Outbox, "put", lambda _self, job: waiting.append(job))
    answer = bob.another()("POST", "/api/session/forgotten", json={"name": "bob"})
    assert (answer.status_code, len(waiting)) == (202, 1)


def test_the_link_is_to_where_the_host_says_not_to_where_the_request_does(
    bob: Browser, box: Mailbox, outbox: Outbox
) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    forgets(bob.another(), "bob", outbox, headers=forged)
    assert code_in(box)
    assert "evil" not in box.letters[0].get_content()


def test_it_holds_for_an_hour(
    bob: Browser, box: Mailbox, outbox: Outbox, sessions: Sessions
) -> None:
    forgets(bob.another(), "bob", outbox)
    with sessions() as session:
        [made] = session.scalars(sa.select(Invitation))
    assert dt.timedelta(minutes=59) < made.expires_at - now() <= dt.timedelta(hours=1)
    with writing(sessions) as session:
        session.execute(sa.update(Invitation).values(expires_at=now()))
    assert bob.another().accept(code_in(box), "bob", NEW).status_code == 404
    assert bob.another().sign_in("bob").status_code == 200


def test_nobody_fills_anothers_mailbox(
    bob: Browser, box: Mailbox, outbox: Outbox, sessions: Sessions
) -> None:
    for _ in range(3):
        forgets(bob.another(), "bob", outbox)
    assert len(box.letters) == 1
    _minutes_pass(sessions, 6)
    for _ in range(3):
        forgets(bob.another(), "bob", outbox)
    assert len(box.letters) == 2
    _minutes_pass(sessions, 6)
    forgets(bob.another(), "bob", outbox)
    assert len(box.letters) == 2, "ten minutes after the second"
    _minutes_pass(sessions, 60)
    forgets(bob.another(), "bob", outbox)
    assert len(box.letters) == 3


def _minutes_pass(sessions: Sessions, minutes: int) -> None:
    with writing(sessions) as session:
        for row in session.scalars(sa.select(Failure)):
            row.at -= dt.timedelta(minutes=minutes)


def test_nor_keeps_others_from_being_sent_one_by_wrong_passwords(
    bob: Browser, box: Mailbox, outbox: Outbox
) -> None:
    for name in ("bob", "link 2", "\nlink 2"):
        for _ in range(5):
            bob.another().sign_in(name, "not this one")
    forgets(bob.another(), "bob", outbox)
    assert len(box.letters) == 1


def test_of_several_links_the_first_that_is_used_ends_the_others(
    ada: Browser, bob: Browser, box: Mailbox, outbox: Outbox
) -> None:
    forgets(bob.another(), "bob", outbox)
    theirs = ada("POST", "/api/users/2/reset").json()["code"]
    mailed = code_in(box)
    assert bob.another().accept(theirs, "bob", NEW).status_code == 200
    assert bob.another().accept(mailed, "bob", "seven bears in a boat").status_code == 404


def test_a_new_password_ends_a_link_that_is_on_its_way(
    bob: Browser, box: Mailbox, outbox: Outbox
) -> None:
    forgets(bob.another(), "bob", outbox)
    answer = bob("PUT", "/api/account/password", json={"old": PASSWORD, "new": NEW})
    assert answer.status_code == 204
    assert bob.another().accept(code_in(box), "bob").status_code == 404


def test_who_is_disabled_is_sent_none(
    ada: Browser, bob: Browser, box: Mailbox, outbox: Outbox
) -> None:
    ada("PATCH", "/api/users/2", json={"disabled": True})
    forgets(bob.another(), "bob", outbox)
    assert box.letters == []


def test_nor_who_has_no_password(
    bob: Browser, box: Mailbox, outbox: Outbox, sessions: Sessions
) -> None:
    with writing(sessions) as session:
        session.execute(sa.update(User).where(User.name == "bob").values(password=None))
    forgets(bob.another(), "bob", outbox)
    assert box.letters == []


def test_administrators_see_that_one_was_sent(ada: Browser, bob: Browser, outbox: Outbox) -> None:
    other = Browser(bob.app, address="192.0.2.7")
    forgets(other, "bob", outbox)
    [newest, *_] = ada("GET", "/api/audit").json()
    assert (newest["what"], newest["user_id"], newest["about"]) == (
        "password-reset-mailed",
        None,
        {"user": 2},
    )
    assert newest["address"] == "192.0.2.7"


def test_a_database_that_fails_sends_none_and_harms_nothing(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: object, _name: str) -> None:
        raise sa.exc.OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(forgotten, "_receiver", broken)
    assert forgotten.link(sessions, "bob", "en", PUBLIC, From("192.0.2.7", "")) == []


class TestOneAddressThatAsksOften:
    @pytest.fixture
    def limited(self) -> bool:
        return True

    def test_waits(self, browser: Browser, outbox: Outbox) -> None:
        said = [forgets(browser, "bob", outbox)[:3] for _ in range(6)]
        assert said == ["202"] * 5 + ["429"]
        other = Browser(browser.app, address="192.0.2.7")
        assert forgets(other, "bob", outbox)[:3] == "202"


class TestWithoutAMailServer:
    @pytest.fixture
    def outbox(self) -> Outbox | None:
        return None

    def test_it_is_said_whom_to_ask(self, ada: Browser) -> None:
        assert ada("GET", "/api/session").json()["mail"] is False
        answer = ada.another()("POST", "/api/session/forgotten", json={"name": "ada"})
        assert answer.status_code == 404
        assert "Ask an administrator" in answer.json()["detail"]

    def test_and_no_address_is_kept(self, ada: Browser) -> None:
        assert "mail" in gives(ada, BOX).json()["errors"]
        assert gives(ada, None).status_code == 200


class TestTheAddress:
    def test_is_there_to_see(self, ada: Browser, bob: Browser) -> None:
        said = bob("GET", "/api/account").json()
        assert said == {"name": "bob", "mail": BOX, "has_password": True}
        assert ada("GET", "/api/account").json()["mail"] is None
        assert BOX not in ada("GET", "/api/users").text

    def test_is_not_changed_by_somebody_who_found_the_page_open(self, bob: Browser) -> None:
        for password in ("not this one", None):
            answer = gives(bob, "eve@mail.example", password)
            assert (answer.status_code, list(answer.json()["errors"])) == (422, ["password"])
        assert bob("GET", "/api/account").json()["mail"] == BOX

    def test_nor_by_a_program(self, bob: Browser) -> None:
        body = {"name": "x", "scopes": ["read", "write"]}
        token = bob("POST", "/api/account/tokens", json=body).json()["token"]
        program = Browser(bob.app, headers={"Authorization": f"Bearer {token}"})
        assert gives(program, None).status_code == 403

    @pytest.mark.parametrize("bad", ["bob", "bob@x\r\nBcc: eve@x", "Bob <bob@x>", "a@b, c@d"])
    def test_is_one(self, bob: Browser, bad: str) -> None:
        assert list(gives(bob, bad).json()["errors"]) == ["mail"]

    def test_both_are_told_when_it_changes(
        self, ada: Browser, bob: Browser, box: Mailbox, outbox: Outbox, sessions: Sessions
    ) -> None:
        _minutes_pass(sessions, 6)
        assert gives(bob, "b@new.example", language="fr").json()["mail"] == "b@new.example"
        outbox.wait()
        told = {str(each["To"]): each.get_content() for each in box.letters}
        assert "Si ce n’était pas vous" in told[BOX]
        assert "Désormais" in told["b@new.example"]
        assert ada("GET", "/api/audit").json()[0]["what"] == "mail-changed"

    def test_a_link_on_its_way_to_the_old_one_opens_nothing(
        self, bob: Browser, box: Mailbox, outbox: Outbox
    ) -> None:
        forgets(bob.another(), "bob", outbox)
        code = code_in(box)
        assert gives(bob, None).json()["mail"] is None
        assert bob.another().accept(code, "bob", NEW).status_code == 404

    def test_mails_nobody_often(self, bob: Browser, box: Mailbox, outbox: Outbox) -> None:
        answer = gives(bob, "somebody@else.example")
        assert answer.status_code == 429
        outbox.wait()
        assert box.letters == []

    def test_may_be_that_of_another_too(self, ada: Browser, bob: Browser) -> None:
        assert gives(ada, BOX).status_code == 200
