"""Whether a database needs a migration is said without touching it."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from raconteur.cli import main
from raconteur.store.keeping.errors import KeepingError
from raconteur.store.keeping.versions import known, newest, step
from tests.parts.process import free_port


def shaped(file: Path, version: str) -> str:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    return f"sqlite:///{file}"


def test_one_that_is_not_there_is_empty_and_stays_away(tmp_path: Path) -> None:
    assert step(f"sqlite:///{tmp_path}/raconteur.db") == (None, newest())
    assert not (tmp_path / "raconteur.db").exists()


def test_an_earlier_shape_is_named(tmp_path: Path) -> None:
    assert step(shaped(tmp_path / "raconteur.db", known()[1])) == (known()[1], newest())


def test_a_later_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeepingError, match="a newer Raconteur is needed"):
        step(shaped(tmp_path / "raconteur.db", "9001"))


def test_the_command_says_yes_or_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACONTEUR_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("RACONTEUR_DATABASE_URL", raising=False)
    said = CliRunner().invoke(main, ["migrate", "--needed"]).output
    assert said == f"yes, from empty to {newest()}\n"
    shaped(tmp_path / "raconteur.db", newest())
    said = CliRunner().invoke(main, ["migrate", "--needed"]).output
    assert said == f"no, from {newest()} to {newest()}\n"


def test_a_server_that_is_away_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RACONTEUR_DATA_DIR", str(tmp_path))
    url = f"postgresql+psycopg://ada:secret@127.0.0.1:{free_port()}/stories"
    monkeypatch.setenv("RACONTEUR_DATABASE_URL", url)
    done = CliRunner().invoke(main, ["migrate"])
    assert done.exit_code == 1
    assert done.output.startswith("raconteur: connection failed")
    assert len(done.output.splitlines()) == 1
    assert "secret" not in done.output
