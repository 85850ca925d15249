"""Where people find the page."""

import pytest

from raconteur.settings import Settings
from raconteur.web.address import reached, said_by_the_host
from raconteur.web.app import create_app


@pytest.mark.parametrize(
    ("public", "shown", "said"),
    [
        ("", "http://nas.local:5000", "http://127.0.0.1:5000"),
        ("https://stories.example.com/tales", "https://stories.example.com/tales", None),
    ],
)
def test_as_the_host_says_or_else_as_it_was_reached(
    settings: Settings, public: str, shown: str, said: str | None
) -> None:
    app = create_app(settings.but(public_url=public))
    with app.test_request_context("/", base_url="http://nas.local:5000"):
        assert reached() == shown
        # What is sent to somebody else never believes a request.
        assert said_by_the_host() == (said or shown)
