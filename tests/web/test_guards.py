"""What a browser is told to refuse."""

from pathlib import Path

import pytest

from raconteur.settings import Settings
from raconteur.web.guards import Guards
from tests.web.conftest import Asked

PAGE_HEAD = '<!doctype html><meta name="raconteur-api" content="{}" />'


def policy(answer_headers: object) -> dict[str, str]:
    """A Content-Security-Policy by its directives."""
    headers: dict[str, str] = dict(answer_headers)  # type: ignore[call-overload]
    parts = (each.strip().partition(" ") for each in headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


def said(guards: Guards, path: str) -> dict[bytes, bytes]:
    return dict(guards.headers(path, ()))


@pytest.fixture
def page(settings: Settings) -> Path:
    settings.page_dir.mkdir()
    (settings.page_dir / "index.html").write_text(PAGE_HEAD.format("api"))
    return settings.page_dir


def test_the_page_runs_and_wears_its_own_files_alone(asked: Asked, page: Path) -> None:
    found = policy(asked("GET", "/stories/1").headers)
    assert found["default-src"] == found["object-src"] == found["frame-ancestors"] == "'none'"
    assert found["script-src"] == found["style-src"] == found["connect-src"] == "'self'"
    assert found["require-trusted-types-for"] == "'script'"
    assert not any("unsafe" in value or "*" in value for value in found.values())


@pytest.mark.parametrize("path", ["/api/prompts", "/api/nothing", "/api/stories/1/events"])
def test_nothing_of_an_answer_of_the_api_runs_in_a_browser(asked: Asked, path: str) -> None:
    found = policy(asked("GET", path).headers)
    assert set(found.values()) == {"'none'"}
    assert "script-src" not in found


def test_the_docs_run_their_own_files(asked: Asked) -> None:
    found = policy(asked("GET", "/api/docs/").headers)
    assert (found["script-src"], found["frame-ancestors"]) == ("'self'", "'none'")
    assert not any("unsafe" in value for value in found.values())


@pytest.mark.parametrize("path", ["/", "/api/prompts", "/api/docs/", "/healthz", "/api/no/such"])
def test_every_answer_stands_alone_in_its_window(asked: Asked, path: str) -> None:
    headers = asked("GET", path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_who_is_reached_by_https_says_so_for_a_year(tmp_path: Path) -> None:
    guards = Guards(tmp_path, by_https=True)
    for path in ("/", "/api/prompts", "/api/docs/"):
        assert said(guards, path)[b"strict-transport-security"] == b"max-age=31536000"


@pytest.mark.parametrize("path", ["/api/prompts", "/api/config", "/api/stories/99"])
def test_answers_of_the_api_are_not_kept_by_a_browser(asked: Asked, path: str) -> None:
    assert asked("GET", path).headers["Cache-Control"] == "no-store"


def test_a_page_whose_api_is_elsewhere_may_call_that_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE_HEAD.format("https://api.example.com:8443/v1"))
    header = said(Guards(tmp_path, by_https=True), "/")[b"content-security-policy"].decode()
    found = policy({"content-security-policy": header})
    assert found["connect-src"] == "'self' https://api.example.com:8443"
    assert found["script-src"] == "'self'"
