"""A backup comes back exactly, or nothing changes."""

import contextlib
import fcntl
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from raconteur.cli import keeping
from raconteur.settings import Settings
from raconteur.store import tenancy
from raconteur.store.base import Base, Sessions, open_engine, open_sessions, writing
from raconteur.store.keeping import backup
from raconteur.store.keeping.versions import newest
from raconteur.store.tenancy import Occupied, Tenancy
from raconteur.web.app import create_app
from raconteur.web.extensions import db
from tests.store.conftest import Command, Shelf, rows


@pytest.fixture
def saved(command: Command, shelf: Shelf, sessions: Sessions, tmp_path: Path) -> Path:
    """A backup of two stories, and nobody connected."""
    shelf.finished("Once ", "there was.")
    shelf.being_written("Once ", "more")
    file = tmp_path / "saved"
    assert command("backup", file).exit_code == 0
    return file


@contextlib.contextmanager
def alone(sessions: Sessions) -> Iterator[None]:
    """Our own connections are not in the way."""
    sessions.kw["bind"].dispose()
    yield
    sessions.kw["bind"].dispose()


def test_what_was_saved_comes_back_exactly(
    command: Command, shelf: Shelf, sessions: Sessions, saved: Path
) -> None:
    then = rows(sessions)
    shelf.finished("Later.")
    with writing(sessions) as session:
        session.execute(sa.text("DELETE FROM passage_revision"))
    with alone(sessions):
        done = command("restore", saved)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Restored 2 stories from {saved}: version {newest()}.")
    assert rows(sessions) == then


def test_ids_are_not_given_out_a_second_time(
    command: Command, shelf: Shelf, sessions: Sessions, saved: Path
) -> None:
    highest = max(int(str(row[0])) for row in rows(sessions)["passage"])
    with alone(sessions):
        assert command("restore", saved).exit_code == 0
    assert shelf.begin() == highest + 1


def test_what_was_there_before_is_kept(
    command: Command, shelf: Shelf, sessions: Sessions, saved: Path
) -> None:
    shelf.finished("Written after the backup.")
    there = rows(sessions)
    with alone(sessions):
        said = command("restore", saved).stdout
        before = Path(said.rpartition("What was there before: ")[2].strip())
        assert command("restore", before).exit_code == 0
    assert rows(sessions) == there


def test_a_backup_of_an_earlier_version_is_brought_up_to_this_one(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings, tmp_path: Path
) -> None:
    shelf.finished("Once.")
    then = rows(sessions)
    with alone(sessions):
        at(settings, "0001")
        assert "version 0001" in command("backup", tmp_path / "old").stdout
        at(settings, "head")
        done = command("restore", tmp_path / "old")
    assert f"version {newest()}, brought up from 0001" in done.stdout
    assert rows(sessions)["passage_revision"] == then["passage_revision"]


def test_tables_of_a_later_version_are_not_in_the_way(
    command: Command, sessions: Sessions, saved: Path
) -> None:
    with writing(sessions) as session:
        session.execute(sa.text("CREATE TABLE later (id integer)"))
    with alone(sessions):
        assert command("restore", saved).exit_code == 0
    tables = set(sa.inspect(sessions.kw["bind"]).get_table_names())
    assert tables == {"alembic_version", *Base.metadata.tables}


def test_a_restore_of_garbage_changes_nothing(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings, saved: Path
) -> None:
    shelf.finished("Later.")
    there = rows(sessions)
    folder = saved.parent / "garbage"
    folder.mkdir()
    whole = saved.read_bytes()
    (folder / "words").write_text("Once upon a time.")
    (folder / "empty").touch()
    (folder / "cut off").write_bytes(whole[: len(whole) * 2 // 3])
    (folder / "other").write_bytes(_other(saved.parent / "other.db", settings, whole))
    with alone(sessions):
        files = set(saved.parent.iterdir())
        for file in [*folder.iterdir(), folder / "missing", folder]:
            done = command("restore", file)
            assert done.exit_code == 1, file
            assert len(done.stderr.splitlines()) == 1, done.stderr
            assert done.stderr.startswith("raconteur: ")
            assert set(saved.parent.iterdir()) - files <= {
                saved.parent / "serve.lock",
                saved.parent / "backups",
            }
    assert rows(sessions) == there


def test_a_backup_of_a_later_version_is_refused(
    command: Command, sessions: Sessions, tmp_path: Path
) -> None:
    with writing(sessions) as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with alone(sessions):
        assert command("backup", tmp_path / "later").exit_code == 0
        done = command("restore", tmp_path / "later")
    assert done.exit_code == 1
    assert "9999" in done.stderr
    assert "newer Raconteur" in done.stderr


def test_a_migration_that_fails_is_no_restore(
    command: Command, sessions: Sessions, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sessions.kw["bind"].dialect.name != "sqlite":
        pytest.skip("a server is migrated in place")
    there = rows(sessions)

    def fails(*_: object) -> None:
        raise SystemExit(1)

    monkeypatch.setattr("raconteur.cli.keeping._upgrade", fails)
    with alone(sessions):
        assert command("restore", saved).exit_code == 1
    assert rows(sessions) == there
    assert not list(saved.parent.glob("*.part*"))


def test_a_server_that_runs_is_not_pulled_from_under(
    command: Command, sessions: Sessions, settings: Settings, saved: Path
) -> None:
    with alone(sessions), (settings.data_dir / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = command("restore", saved)
    assert done.exit_code == 1
    assert done.stderr == f"raconteur: a server uses {settings.data_dir}: end it first\n"


def test_nobody_may_be_connected(
    command: Command, sessions: Sessions, settings: Settings, saved: Path
) -> None:
    there = rows(sessions)
    engine = open_engine(settings.database)
    with alone(sessions), engine.connect() as connection:
        connection.execute(sa.text("SELECT 1 FROM story"))
        done = command("restore", saved)
    engine.dispose()
    assert done.exit_code == 1
    assert "in use" in done.stderr
    assert rows(sessions) == there


def test_nobody_begins_to_work_meanwhile(
    command: Command,
    sessions: Sessions,
    settings: Settings,
    saved: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if sessions.kw["bind"].dialect.name == "sqlite":
        pytest.skip("a file is guarded by its folder's lock")
    upgrade, refused = keeping._upgrade, list[Occupied]()

    def meanwhile(found: Settings, version: str) -> None:
        with pytest.raises(Occupied, match="restore") as caught:
            Tenancy(settings.database, alone=False).take()
        refused.append(caught.value)
        upgrade(found, version)

    monkeypatch.setattr(keeping, "_upgrade", meanwhile)
    monkeypatch.setattr(tenancy, "_MANNERS", ("SET lock_timeout = 100",))
    with alone(sessions):
        assert command("restore", saved).exit_code == 0
    assert len(refused) == 1
    place = Tenancy(settings.database, alone=False)
    place.take()
    place.leave()


@pytest.mark.usefixtures("sqlite")
def test_a_new_home_begins_with_a_restore(
    command: Command, sessions: Sessions, saved: Path, tmp_path: Path
) -> None:
    then = rows(sessions)
    home = tmp_path / "moved" / "here"
    with alone(sessions):
        done = command("restore", saved, home=home)
    assert done.stdout == f"Restored 2 stories from {saved}: version {newest()}.\n"
    engine = open_engine(f"sqlite:///{home / 'raconteur.db'}")
    assert rows(open_sessions(engine)) == then
    engine.dispose()


@pytest.mark.usefixtures("sqlite")
def test_a_damaged_database_is_set_aside_with_its_log(
    command: Command, sessions: Sessions, saved: Path, tmp_path: Path
) -> None:
    then = rows(sessions)
    with alone(sessions):
        (tmp_path / "raconteur.db").write_bytes(b"not a database at all" * 500)
        (tmp_path / "raconteur.db-wal").write_bytes(b"its log")
        assert command("restore", saved).exit_code == 0
    assert rows(sessions) == then
    [aside] = tmp_path.glob("raconteur.db.before-restore-*Z")
    assert aside.read_bytes().startswith(b"not a database at all")
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"its log"


def at(settings: Settings, version: str) -> None:
    """Bring the database to a version, up or down."""
    with create_app(settings).app_context():
        if version == "head":
            upgrade()
        else:
            downgrade(revision=version)
        db.engine.dispose()


def _other(database: Path, settings: Settings, whole: bytes) -> bytes:
    """A sound file of the kind, but of somebody else's."""
    if backup.kind(settings.database) == backup.SQLITE:
        with contextlib.closing(sqlite3.connect(database)) as connection:
            connection.execute("CREATE TABLE theirs (id integer)")
            connection.commit()
        return database.read_bytes()
    return whole.replace(b"alembic_version", b"alembic_othersi")
