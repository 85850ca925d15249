"""How often one address may try."""

import pytest

from tests.web.people import Browser


@pytest.fixture
def limited() -> bool:
    return True


def test_who_tries_often_waits_and_others_do_not(browser: Browser) -> None:
    said = [browser.sign_in(f"somebody{n}").status_code for n in range(12)]
    assert said == [401] * 10 + [429] * 2
    answer = browser.sign_in("somebody")
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert answer.headers["content-type"] == "application/problem+json"
    other = Browser(browser.app, address="192.0.2.7")
    assert other.sign_in("somebody").status_code == 401


def test_behind_a_gateway_each_address_counts_by_itself(browser: Browser) -> None:
    browser.address = "10.0.0.1"
    for n in range(12):
        browser.headers = {"X-Forwarded-For": f"192.0.2.{n}"}
        assert browser.sign_in(f"somebody{n}").status_code == 401


def test_and_a_forged_one_does_not(browser: Browser) -> None:
    said = []
    for n in range(12):
        browser.headers = {"X-Forwarded-For": f"192.0.2.{n}"}
        said.append(browser.sign_in(f"somebody{n}").status_code)
    assert said[-1] == 429


def test_what_is_no_way_in_is_not_counted(browser: Browser) -> None:
    assert {browser("GET", "/api/session").status_code for _ in range(70)} == {200}
