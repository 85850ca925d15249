"""The first administrator, and what was there before."""

from raconteur.services.accounts import inviting
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.services.writing import begin
from raconteur.store.base import Sessions
from tests.web.people import Browser


def test_a_fresh_server_lets_in_whoever_has_its_code(browser: Browser, code: str) -> None:
    look = browser("POST", "/api/invitations/look", json={"code": code})
    found = look.json()
    assert (found["role"], found["name"], found["first"]) == ("administrator", None, True)
    answer = browser.accept(code, " Ada ")
    user = answer.json()["user"]
    assert (user["id"], user["name"], user["role"]) == (1, "ada", "administrator")
    assert browser("GET", "/api/session").json()["user"]["name"] == "ada"


def test_a_code_opens_once(browser: Browser, code: str) -> None:
    browser.accept(code, "Ada")
    assert browser.another().accept(code, "Eve").status_code == 404


def test_a_later_start_prints_a_code_only_while_there_is_no_administrator(
    ada: Browser, sessions: Sessions
) -> None:
    with sessions() as session:
        assert inviting.first(session) is None


def test_a_later_code_ends_the_earlier_ones(
    browser: Browser, code: str, sessions: Sessions
) -> None:
    with sessions() as session:
        later = inviting.first(session)
    assert later
    assert browser.accept(code, "Ada").status_code == 404
    assert browser.accept(later, "Ada").status_code == 200


def test_turning_to_accounts_keeps_every_story(acting: Acting, browser: Browser, code: str) -> None:
    story = begin(acting, Wish(prompt="A bear"))
    acting.session.close()
    browser.accept(code, "Ada")
    [found] = browser("GET", "/api/stories").json()
    assert found["id"] == story.row.id
