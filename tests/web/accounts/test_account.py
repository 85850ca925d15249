"""What somebody looks after themselves."""

import pytest

from tests.web.people import PASSWORD, Browser


def test_where_one_is_signed_in_and_ending_it(ada: Browser) -> None:
    phone = ada.another()
    phone.headers = {"User-Agent": "A phone"}
    phone.sign_in("ada")
    here, there = sorted(
        ada("GET", "/api/account/sessions").json(), key=lambda each: not each["current"]
    )
    assert there["agent"] == "A phone"
    assert ada("DELETE", f"/api/account/sessions/{there['id']}").status_code == 204
    assert phone("GET", "/api/stories").status_code == 401
    assert ada("GET", "/api/account/sessions").json() == [here]


def test_nobody_ends_anothers(ada: Browser) -> None:
    bob = ada.invited("bob")
    [own] = ada("GET", "/api/account/sessions").json()
    assert bob("DELETE", f"/api/account/sessions/{own['id']}").status_code == 404


def test_everywhere_else_at_once(ada: Browser) -> None:
    others = [ada.another() for _ in range(2)]
    for each in others:
        each.sign_in("ada")
    assert ada("DELETE", "/api/account/sessions").status_code == 204
    assert [each("GET", "/api/stories").status_code for each in others] == [401, 401]
    assert ada("GET", "/api/stories").status_code == 200


def test_a_new_password_ends_the_other_sign_ins(ada: Browser) -> None:
    other = ada.another()
    other.sign_in("ada")
    new = "five bears in a boat"
    answer = ada("PUT", "/api/account/password", json={"old": PASSWORD, "new": new})
    assert answer.status_code == 204
    assert other("GET", "/api/stories").status_code == 401
    assert ada("GET", "/api/stories").status_code == 200
    assert ada.another().sign_in("ada").status_code == 401
    assert ada.another().sign_in("ada", new).status_code == 200


def test_not_without_the_old_one(ada: Browser) -> None:
    body = {"old": "not this one", "new": "five bears in a boat"}
    answer = ada("PUT", "/api/account/password", json=body)
    assert answer.status_code == 422
    assert "old" in answer.json()["errors"]


def test_a_password_that_is_easily_guessed_is_refused(ada: Browser) -> None:
    tried = (
        "Raconteur2026!",
        "ada-ada-1987",
        "Mot de passe 42",
        "i.love.you.ada",
        "qwerty123456",
    )
    for new in ("short", "password123", "aaaaaaaaaaaa", *tried):
        answer = ada("PUT", "/api/account/password", json={"old": PASSWORD, "new": new})
        assert answer.status_code == 422, new
        assert "new" in answer.json()["errors"]


@pytest.mark.parametrize(
    "new", ["4815162342", "the password is a bear", "👻 ghosts 👻 and tea", "x" * 30 + "yzab" * 40]
)
def test_any_characters_make_a_password_also_many(ada: Browser, new: str) -> None:
    answer = ada("PUT", "/api/account/password", json={"old": PASSWORD, "new": new})
    assert answer.status_code == 204, answer.text
    assert ada.another().sign_in("ada", new).status_code == 200
    assert ada.another().sign_in("ada", new[:-1]).status_code == 401


def _token(browser: Browser, *scopes: str) -> Browser:
    body = {"name": "a program", "scopes": list(scopes)}
    made = browser("POST", "/api/account/tokens", json=body)
    assert made.status_code == 201, made.text
    program = browser.another()
    program.headers = {"Authorization": f"Bearer {made.json()['token']}"}
    return program


def test_a_token_does_what_its_scopes_allow(ada: Browser) -> None:
    program = _token(ada, "read")
    assert program("GET", "/api/prompts").json() == []
    assert program("POST", "/api/prompts", json={"content": "A bear"}).status_code == 403
    writer = _token(ada, "read", "write")
    assert writer("POST", "/api/prompts", json={"content": "A bear"}).status_code == 201
    assert writer("GET", "/api/users").status_code == 403
    assert _token(ada, "read", "administer")("GET", "/api/users").status_code == 200
    assert _token(ada, "metrics")("GET", "/metrics").status_code == 200
    assert writer("GET", "/metrics").status_code == 403


def test_a_token_does_not_make_others(ada: Browser) -> None:
    program = _token(ada, "read", "write")
    body = {"name": "another", "scopes": ["read"]}
    assert program("POST", "/api/account/tokens", json=body).status_code == 403


def test_its_secret_is_shown_once(ada: Browser) -> None:
    _token(ada, "read")
    [listed] = ada("GET", "/api/account/tokens").json()
    assert "token" not in listed


def test_a_revoked_one_opens_nothing(ada: Browser) -> None:
    program = _token(ada, "read")
    [listed] = ada("GET", "/api/account/tokens").json()
    assert ada("DELETE", f"/api/account/tokens/{listed['id']}").status_code == 204
    answer = program("GET", "/api/prompts")
    assert answer.status_code == 401
    assert "revoked" in answer.json()["detail"]


def test_only_an_administrator_makes_one_that_administers(ada: Browser) -> None:
    bob = ada.invited("bob")
    body = {"name": "a program", "scopes": ["administer"]}
    assert bob("POST", "/api/account/tokens", json=body).status_code == 403
