"""Before a SQLite database changes its shape, a copy of it is laid aside."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from raconteur.settings import Settings
from raconteur.store.base import Sessions, writing
from raconteur.store.keeping import beforehand, sqlite
from tests.store.conftest import Command, Shelf, rows
from tests.store.keeping.test_restore import alone, at

pytestmark = pytest.mark.usefixtures("sqlite")


def test_a_migration_that_is_due_copies_what_is_there(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings
) -> None:
    shelf.finished("Once.")
    then = rows(sessions)
    with alone(sessions):
        at(settings, "0001")
        done = command("migrate")
    assert done.exit_code == 0, done.output
    [copy] = settings.backups_dir.iterdir()
    assert done.stdout == f"The database as it was before: {copy}\n"
    assert copy.name.startswith("raconteur-0001-2")
    assert str(sqlite.look(copy)) == "1 story"
    assert rows(sessions)["passage_revision"] == then["passage_revision"]


def test_where_nothing_is_due_nothing_is_copied(command: Command, settings: Settings) -> None:
    for _ in range(2):
        done = command("migrate")
        assert (done.exit_code, done.stdout) == (0, "")
    assert not settings.backups_dir.exists()


def test_an_empty_database_is_not_copied(command: Command, tmp_path: Path) -> None:
    home = tmp_path / "fresh"
    assert command("migrate", home=home).exit_code == 0
    at(Settings(data_dir=home), "0001")
    assert command("migrate", home=home).exit_code == 0
    assert [each.name for each in home.iterdir()] == ["raconteur.db"]


def test_the_last_five_are_kept(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings
) -> None:
    shelf.finished("Once.")
    settings.backups_dir.mkdir()
    kept = [f"raconteur-000{n % 3}-2025010{n}T000000Z.db" for n in range(1, 8)]
    for name in [*kept, "mine.db", "raconteur-of-mine.db"]:
        (settings.backups_dir / name).touch()
    with alone(sessions):
        at(settings, "0001")
        assert command("migrate").exit_code == 0
    names = {each.name for each in settings.backups_dir.iterdir()}
    assert {*kept[3:], "mine.db", "raconteur-of-mine.db"} < names
    assert len(names) == beforehand.KEPT + 2


def test_the_copy_is_kept_also_when_the_clock_was_set_back(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings
) -> None:
    shelf.finished("Once.")
    settings.backups_dir.mkdir()
    later = [settings.backups_dir / f"raconteur-0001-2999010{n}T000000Z.db" for n in range(1, 6)]
    for file in later:
        file.touch()
    with alone(sessions):
        at(settings, "0001")
        copy = Path(command("migrate").stdout.rpartition("before: ")[2].strip())
    assert set(settings.backups_dir.iterdir()) == {copy, *later[1:]}


def test_without_a_copy_nothing_is_migrated(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings
) -> None:
    shelf.finished("Once.")
    settings.backups_dir.write_text("in the way")
    with alone(sessions):
        at(settings, "0001")
        done = command("migrate")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert str(settings.backups_dir) in done.stderr
    with sqlite3.connect(settings.data_dir / "raconteur.db") as connection:
        assert sqlite.version(connection) == "0001"


def test_a_database_of_a_later_version_is_left_alone(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings
) -> None:
    shelf.finished("Once.")
    with writing(sessions) as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with alone(sessions):
        done = command("migrate")
    assert done.exit_code == 1
    assert "newer Raconteur" in done.stderr
    assert not settings.backups_dir.exists()
