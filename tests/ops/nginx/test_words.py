"""The gateway's log shows of a path what the application's shows."""

import re

import pytest

from ops.nginx import words
from raconteur.settings import Settings
from raconteur.web.app import create_app
from raconteur.web.paths import MORE, PAGE


def _shown(asked: str, path: str = "/") -> str | None:
    found = re.search(words.pattern(path), asked)
    return found["shown"] if found else None


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/", "/"),
        ("/?code=secret", "/"),
        ("/api/stories/5/events?after=2", "/api/stories/5/events"),
        ("/api/session/oidc/back?code=secret", "/api/session/oidc/back"),
        ("/stories/5", "/stories/5"),
        ("/shared/secret", None),
        ("/stories/1234567890123456", None),
        ("/somebody@example.com", None),
        ("/api/stories/5secret", None),
    ],
)
def test_words_of_ours_and_numbers_are_shown(asked: str, shown: str | None) -> None:
    assert _shown(asked) == shown


def test_a_sub_path_is_a_word_of_ours() -> None:
    assert _shown("/tales/api/prompts?q=secret", "/tales/") == "/tales/api/prompts"
    assert _shown("/tales/api/prompts") is None


def test_every_route_of_the_application_is_shown() -> None:
    app = create_app(Settings())
    known = set(words.known("/"))
    for rule in app.url_map.iter_rules():
        said = {word for word in rule.rule.split("/") if word and "<" not in word}
        assert said <= known | {"metrics"}, rule.rule
    assert {*PAGE, *MORE} - {"assets"} <= known
