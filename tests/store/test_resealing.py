"""`raconteur reseal`: a new secret key, so that the one before can go."""

from pathlib import Path

import pytest

from raconteur.models.outbound import Outbound
from raconteur.services import connections
from raconteur.services.acting import Acting
from raconteur.services.added import Added
from raconteur.services.connections import Terms
from raconteur.services.sealing import Seals
from raconteur.store.base import Sessions
from tests.store.conftest import Command

OLD, NEW, LOST = "o" * 40, "n" * 40, "l" * 40


def add(acting: Acting, key: str, *sealed_by: str, file: Path | None = None) -> int:
    body = {"label": "Mine", "url": "https://api.example.com/v1", "key": key}
    made = connections.add(acting, Terms(Seals(sealed_by, file), Outbound()), body)
    acting.session.rollback()
    return made.id


def keys(sessions: Sessions, user_id: int, *secret: str) -> list[str | None]:
    return [each.key for each in Added(sessions, Terms(Seals(secret)))(user_id)]


def test_afterwards_the_new_one_alone_opens_all(
    acting: Acting,
    sessions: Sessions,
    command: Command,
    user_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(acting, "first", OLD)
    add(acting, "second", NEW, OLD)
    add(acting, "third", file=tmp_path / "secret.key")
    monkeypatch.setenv("RACONTEUR_SECRET_KEY", f"{NEW}, {OLD}")
    said = command("reseal")
    assert (said.exit_code, said.output) == (0, "Sealed 2 keys anew.\n")
    assert keys(sessions, user_id, NEW) == ["first", "second", "third"]
    assert command("reseal").output == "Sealed 0 keys anew.\n"


def test_what_no_key_opens_is_named_and_kept(
    acting: Acting,
    sessions: Sessions,
    command: Command,
    user_id: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = add(acting, "first", LOST)
    add(acting, "second", OLD)
    monkeypatch.setenv("RACONTEUR_SECRET_KEY", f"{NEW},{OLD}")
    said = command("reseal")
    assert said.exit_code == 1
    assert f"the connections {number}:" in said.output
    assert keys(sessions, user_id, LOST) == ["first", None]
    assert keys(sessions, user_id, NEW) == [None, "second"]


def test_without_any_key_nothing_is_lost(
    acting: Acting, sessions: Sessions, command: Command, user_id: int
) -> None:
    add(acting, "first", OLD)
    assert command("reseal").exit_code == 1
    assert keys(sessions, user_id, OLD) == ["first"]
