"""How much may be sent, and how."""

import pytest

from raconteur.web.bridge import MOST_OF_STRANGERS
from tests.web.people import Browser

JSON = {"Content-Type": "application/json"}


def test_who_has_not_come_in_has_little_to_say(browser: Browser, ada: Browser) -> None:
    long = {"name": "ada", "password": "x" * MOST_OF_STRANGERS}
    assert browser("POST", "/api/session", json=long).status_code == 413
    fine = {"content": "x" * MOST_OF_STRANGERS}
    assert ada("POST", "/api/prompts", json=fine).status_code == 201


def test_nobody_says_more_than_a_megabyte(ada: Browser) -> None:
    answer = ada("POST", "/api/prompts", json={"content": "x" * 1_000_001})
    assert answer.status_code == 413
    assert answer.json()["detail"] == "The body is too long. Send less of it."


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 900_000,
        b'{"content":' + b"[" * 400_000 + b"]" * 400_000 + b"}",
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"content": "x", "id": ' + b"9" * 900_000 + b"}",
        b'{"content": "\xff"}',
        b"{",
    ],
    ids=["open", "lists", "objects", "digits", "bytes", "torn"],
)
def test_what_cannot_be_read_is_refused_at_once_and_in_words(ada: Browser, body: bytes) -> None:
    answer = ada("POST", "/api/prompts", content=body, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("The body ")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_form_of_another_page_is_no_json(ada: Browser, kind: str) -> None:
    """So that a change by a browser is always asked for beforehand (CORS)."""
    headers = {"Content-Type": kind} if kind else {}
    answer = ada("POST", "/api/prompts", content=b'{"content": "An owl"}', headers=headers)
    assert answer.status_code in (400, 415)
    assert ada("GET", "/api/prompts").json() == []
