"""A database that does odd things while a start looks at it."""

import pytest
from sqlalchemy.exc import OperationalError

from raconteur import reach
from raconteur.settings import Settings


@pytest.fixture
def together(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a writer whose broker and bus answer."""
    monkeypatch.setattr(reach, "_needed", lambda _settings, _role: ())
    urls = {"database_url": settings.database, "broker_url": "amqp://", "bus_url": "redis://"}
    return settings.but(**urls)


def test_one_that_goes_meanwhile_is_asked_again(
    together: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = [OperationalError("select", {}, Exception(), connection_invalidated=True)]

    def look(_settings: Settings) -> None:
        if away:
            raise away.pop()

    monkeypatch.setattr(reach, "_insist_on_schema", look)
    reach.insist(together, "writer", wait=False)
    assert not away


def test_one_that_refuses_us_is_named(together: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_settings: Settings) -> None:
        raise OperationalError("select", {}, Exception("permission denied\nLINE 1: ..."))

    monkeypatch.setattr(reach, "_insist_on_schema", refuse)
    with pytest.raises(SystemExit) as ended:
        reach.insist(together, "writer", wait=True)
    said = str(ended.value)
    assert said.endswith("(RACONTEUR_DATABASE_URL): permission denied")
