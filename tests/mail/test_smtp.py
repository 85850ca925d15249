"""Letters, sent to a real mail server on this machine."""

import socket
import ssl
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller

from raconteur.mail.letter import Letter, MailError, is_address, message
from raconteur.mail.smtp import Server, Smtp, server
from tests.parts.mailbox import PASSWORD, USER, Mailbox, certificate, serve

SENDER = "stories@example.com"
LETTER = Letter(
    "zoe@example.org", "Un nouveau mot de passe", "Bonjour Zoé,\n\nvoici :\n" + "é" * 99
)

Served = Callable[..., str]


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def served(box: Mailbox) -> Iterator[Served]:
    """`served(context)`: the address of a server that begins now."""
    running: list[Controller] = []

    def begin(
        context: ssl.SSLContext | None, password: str = PASSWORD, *, implicit: bool = False
    ) -> str:
        running.append(serve(box, context, implicit=implicit))
        scheme = "smtps" if implicit else "smtp"
        who = f"{quote(USER, safe='')}:{quote(password, safe='')}@" if context else ""
        return f"{scheme}://{who}localhost:{running[-1].port}"

    yield begin
    for each in running:
        each.stop()


Pair = tuple[ssl.SSLContext, ssl.SSLContext]


def test_a_letter_goes_by_tls_with_a_password(box: Mailbox, served: Served, secured: Pair) -> None:
    Smtp(served(secured[0]), SENDER, secured[1]).send(LETTER)
    [got] = box.letters
    assert (box.receivers, box.secured) == ([LETTER.to], [True])
    assert (got["From"], got["To"], got["Subject"]) == (SENDER, LETTER.to, LETTER.subject)
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_content_type() == "text/plain"
    assert got.get_content().splitlines() == LETTER.text.splitlines()


def test_and_names_this_machine_nowhere(box: Mailbox, served: Served, secured: Pair) -> None:
    Smtp(served(secured[0]), SENDER, secured[1]).send(LETTER)
    assert str(box.letters[0]["Message-ID"]).endswith("@example.com>")
    assert socket.gethostname() not in str(box.letters[0])


def test_a_server_that_nobody_vouches_for_gets_nothing(
    box: Mailbox, served: Served, secured: Pair
) -> None:
    with pytest.raises(MailError, match="CERTIFICATE_VERIFY_FAILED") as refused:
        Smtp(served(secured[0]), SENDER).send(LETTER)
    assert (refused.value.passing, box.letters) == (False, [])


def test_nor_one_that_is_called_otherwise(box: Mailbox, served: Served, tmp_path: Path) -> None:
    theirs, trusted = certificate(tmp_path, "mail.example.com")
    with pytest.raises(MailError, match="CERTIFICATE_VERIFY_FAILED"):
        Smtp(served(theirs), SENDER, trusted).send(LETTER)
    assert box.letters == []


def test_a_wrong_password_is_said_without_it(box: Mailbox, served: Served, secured: Pair) -> None:
    with pytest.raises(MailError, match="535") as refused:
        Smtp(served(secured[0], "another"), SENDER, secured[1]).send(LETTER)
    assert "another" not in str(refused.value)
    assert not refused.value.passing


def test_a_server_on_this_machine_may_do_without_tls(box: Mailbox, served: Served) -> None:
    Smtp(served(None), SENDER).send(LETTER)
    assert box.secured == [False]


def test_one_elsewhere_may_not(
    box: Mailbox, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = served(None)
    monkeypatch.setattr(Server, "is_here", False)
    with pytest.raises(MailError, match="STARTTLS"):
        Smtp(url, SENDER).send(LETTER)
    assert box.letters == []


@pytest.mark.parametrize(("answer", "passing"), [("450 later", True), ("550 nobody", False)])
def test_what_a_server_refuses_is_said_without_the_address(
    box: Mailbox, served: Served, answer: str, passing: bool
) -> None:
    box.refuses.append(f"{answer} {LETTER.to}")
    with pytest.raises(MailError, match=f"refused .{answer[:3]}.$") as refused:
        Smtp(served(None), SENDER).send(LETTER)
    assert refused.value.passing == passing
    assert LETTER.to not in str(refused.value)


def test_a_server_that_is_away_may_come_back() -> None:
    with pytest.raises(MailError) as refused:
        Smtp("smtp://localhost:1", SENDER).send(LETTER)
    assert refused.value.passing


def test_tls_from_the_first_byte(box: Mailbox, served: Served, secured: Pair) -> None:
    Smtp(served(secured[0], implicit=True), SENDER, secured[1]).send(LETTER)
    assert box.secured == [True]


def test_what_an_address_of_a_server_says() -> None:
    assert server("smtp://a%40b:p%3Aw@mail.example.com") == Server(
        "mail.example.com", 587, "a@b", "p:w", implicit=False
    )
    assert server("smtps://mail.example.com").port == 465


@pytest.mark.parametrize("good", ["a@b", "zoe.x+y@example.org", "o'neil@ex-ample.co.uk"])
def test_an_address(good: str) -> None:
    assert is_address(good)
    assert parseaddr(good) == ("", good)


@pytest.mark.parametrize(
    "bad",
    ["", "zoe", "@b", "a@", "a b@c", "a@b\n", "a@b\r\nBcc: eve@x", "a@b,c@d", "a@b;c@d", "<a@b>",
     "Zoe <a@b>", '"a"@b', "a@b..c", "a@-b", "a@b c", "a@[127.0.0.1]", "zoé@b", "a@b%x",
     "a@" + "b" * 64, "a" * 65 + "@b", f"a@{'b.' * 130}c", "a@b:25", "a@b\x00"],
)  # fmt: skip
def test_what_is_none(bad: str) -> None:
    assert not is_address(bad)
    with pytest.raises(ValueError, match="address"):
        message(Letter(bad, "x", "y"), SENDER)


@pytest.mark.parametrize("subject", ["a\nBcc: eve@example.com", "a\r\n\r\nhello"])
def test_a_subject_begins_no_header(subject: str) -> None:
    with pytest.raises(ValueError, match=r"header|linefeed"):
        message(Letter("a@b", subject, "x"), SENDER)


def test_a_text_that_looks_like_the_end_is_not(box: Mailbox, served: Served) -> None:
    text = "one\n.\nRCPT TO:<eve@example.com>\n..\n"
    Smtp(served(None), SENDER).send(Letter("a@b.example", "x", text))
    assert box.letters[0].get_content().splitlines() == text.splitlines()
    assert box.receivers == ["a@b.example"]
