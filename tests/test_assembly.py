"""How a role begins."""

import pytest
from sqlalchemy.exc import OperationalError

from raconteur.assembly import asking, base
from raconteur.settings import Settings
from raconteur.store.base import Sessions


def test_a_web_that_begins_while_its_database_is_away_waits_for_it(
    sessions: Sessions, user_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = [OperationalError("connect", {}, Exception(), connection_invalidated=True)] * 2
    install = asking._install

    def tried(sessions: Sessions) -> int:
        if away:
            raise away.pop()
        return install(sessions)

    monkeypatch.setattr(asking, "_install", tried)
    monkeypatch.setattr(asking, "PAUSE_S", 0)
    assert asking._installed(sessions) == user_id


def test_what_another_error_says_is_not_waited_for(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_sessions: Sessions) -> int:
        raise OperationalError("select", {}, Exception("no such table"))

    monkeypatch.setattr(asking, "_install", broken)
    with pytest.raises(OperationalError):
        asking._installed(sessions)


@pytest.mark.parametrize(
    ("chosen", "name"), [("rules", None), ("endpoint", "moderation"), ("model", "model")]
)
def test_who_is_asked_beside_the_rules_is_what_the_settings_say(
    settings: Settings, chosen: str, name: str | None
) -> None:
    found = settings.but(moderation=chosen, moderation_url="http://127.0.0.1:1/v1")
    models = base._models_of(found)
    classifier = base._classifier_of(found, models)
    assert (classifier and classifier.name) == name
    models.close()
