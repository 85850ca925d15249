"""How a role begins."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from raconteur.assembly import asking
from raconteur.assembly.base import _classifier_of, base_of, terms_of
from raconteur.services.retention import Keep
from raconteur.services.sealing import SealingError
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


def test_what_is_old_goes_when_a_web_begins_and_every_hour_after(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    def pause(seconds: float) -> None:
        told.append(seconds)
        if len(told) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(asking, "forget_those_who_left", lambda _sessions: 0)
    monkeypatch.setattr(asking, "forget_what_is_old", lambda _sessions, keep: told.append(keep))
    monkeypatch.setattr("raconteur.assembly.asking.time", SimpleNamespace(sleep=pause))
    base = base_of(settings.but(keep_trash_days=30, keep_audit_days=0))
    with pytest.raises(KeyboardInterrupt):
        asking._forget_for_ever(base)
    base.close()
    assert told == [Keep(trash=30, audit=0, notes=90), 3600.0] * 2


def test_what_another_error_says_is_not_waited_for(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_sessions: Sessions) -> int:
        raise OperationalError("select", {}, Exception("no such table"))

    monkeypatch.setattr(asking, "_install", broken)
    with pytest.raises(OperationalError):
        asking._installed(sessions)


def test_only_a_server_that_is_alone_makes_itself_a_key_for_sealing(tmp_path: Path) -> None:
    """Several would each make their own, and not open what another sealed."""
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(SealingError, match="RACONTEUR_SECRET_KEY"):
        terms_of(settings, alone=False).seals.seal("k", "")
    sealed = terms_of(settings, alone=True).seals.seal("k", "")
    assert terms_of(settings, alone=True).seals.open(sealed, "") == "k"
    given = settings.but(secret_key=f"{'n' * 40}, {(tmp_path / 'secret.key').read_text().strip()}")
    assert terms_of(given, alone=False).seals.open(sealed, "") == "k"


def test_what_the_host_allows_is_what_models_may_reach() -> None:
    outbound = terms_of(Settings(model_networks="10.0.0.0/8, gpu.lan:8000"), alone=True).outbound
    outbound.insist_on_host("10.1.2.3", 11434)
    assert outbound.names("gpu.lan", 8000)


@pytest.mark.parametrize(
    ("chosen", "name"), [("rules", None), ("endpoint", "moderation"), ("model", "model")]
)
def test_who_is_asked_beside_the_rules_is_what_the_settings_say(
    settings: Settings, chosen: str, name: str | None
) -> None:
    found = settings.but(moderation=chosen, moderation_url="http://127.0.0.1:1/v1")
    found_base = base_of(found, alone=True)
    classifier = _classifier_of(found, found_base.models)
    assert (classifier and classifier.name) == name
    found_base.close()
