"""A backup is all of the database at one moment, whole or not there."""

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from raconteur.settings import Settings
from raconteur.store.base import Sessions
from raconteur.store.keeping import backup, postgres
from raconteur.store.keeping.errors import KeepingError
from raconteur.store.keeping.versions import newest
from tests.store.conftest import Command, Shelf, rows


@pytest.fixture
def postgresql(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("database") != "postgresql":
        pytest.skip("this is about PostgreSQL")


def test_a_backup_says_what_it_holds(command: Command, shelf: Shelf, tmp_path: Path) -> None:
    shelf.finished("Once.")
    shelf.begin()
    file = tmp_path / "saved"
    done = command("backup", file)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        f"Saved 2 stories to {file}: version {newest()}, {file.stat().st_size} bytes."
    ]
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_there_is_overwritten_only_by_force(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "saved"
    file.write_text("the only copy")
    refused = command("backup", file)
    assert (refused.exit_code, file.read_text()) == (1, "the only copy")
    assert refused.stderr == f"raconteur: {file} is there already; --force overwrites it\n"
    assert command("backup", file, "--force").exit_code == 0
    assert file.stat().st_size > 1000


def test_a_backup_taken_while_pieces_are_committed_is_of_one_moment(
    command: Command, shelf: Shelf, sessions: Sessions, settings: Settings, tmp_path: Path
) -> None:
    passage_id = shelf.begin()
    fence = shelf.claim(passage_id)
    written = [0]
    begun, enough = threading.Event(), threading.Event()

    def write() -> None:
        while not enough.is_set():
            assert shelf.grow(passage_id, fence, written[0] * 5, f"{written[0]:04} ")
            written[0] += 1
            if written[0] == 20:
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(30)
    try:
        spans_of_time = []
        for number in range(3):
            before = written[0]
            backup.take(settings.database, tmp_path / f"saved-{number}")
            spans_of_time.append((before, written[0]))
    finally:
        enough.set()
        writer.join()
    for number, (before, after) in enumerate(spans_of_time):
        sessions.kw["bind"].dispose()
        assert command("restore", tmp_path / f"saved-{number}").exit_code == 0
        pieces = [str(row[3]) for row in rows(sessions)["passage_piece"]]
        assert pieces == [f"{n:04} " for n in range(len(pieces))]
        # What was committed before is there, and what came while it was taken may be.
        assert before <= len(pieces) <= after + 1
        assert command("check").exit_code == 0


@pytest.mark.parametrize("place", ["nowhere/saved", "."])
def test_where_nothing_can_be_put_is_named(command: Command, tmp_path: Path, place: str) -> None:
    done = command("backup", tmp_path / place)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert str(tmp_path) in done.stderr


@pytest.mark.usefixtures("sqlite")
class TestOfAFile:
    def test_it_needs_nothing_beside_it(
        self, command: Command, shelf: Shelf, settings: Settings, tmp_path: Path
    ) -> None:
        shelf.begin()
        there = set(tmp_path.iterdir())
        command("backup", tmp_path / "saved.db")
        assert set(tmp_path.iterdir()) - there == {tmp_path / "saved.db"}

    def test_it_never_takes_the_database_s_own_place(
        self, command: Command, shelf: Shelf, sessions: Sessions, tmp_path: Path
    ) -> None:
        shelf.finished("Once.")
        there = rows(sessions)
        database = tmp_path / "raconteur.db"
        (tmp_path / "link").symlink_to(database)
        (tmp_path / "second name").hardlink_to(database)
        for name in ("raconteur.db", "link", "second name", "raconteur.db-wal"):
            file = tmp_path / ".." / tmp_path.name / name
            done = command("backup", file, "--force")
            assert done.exit_code == 1
            assert done.stderr == f"raconteur: {file} is the database itself\n"
        assert rows(sessions) == there

    def test_a_disk_without_room_is_named_and_not_the_database(
        self, shelf: Shelf, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shelf.finished("Once.")
        connect = sqlite3.connect

        def small(file: object, *rest: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(str(file), *rest, **options)
            if str(file).endswith(".part"):
                connection.execute("PRAGMA max_page_count = 2")
            return connection

        monkeypatch.setattr(sqlite3, "connect", small)
        with pytest.raises(KeepingError, match=f"^{tmp_path}: database or disk is full$"):
            backup.take(settings.database, tmp_path / "saved")
        assert not list(tmp_path.glob("*.part"))

    def test_of_a_damaged_database_nothing_is_left(
        self, command: Command, shelf: Shelf, sessions: Sessions, tmp_path: Path
    ) -> None:
        shelf.begin()
        sessions.kw["bind"].dispose()
        database = tmp_path / "raconteur.db"
        content = bytearray(database.read_bytes())
        # Whatever page comes after the tables' own.
        content[8192:40960] = os.urandom(32768)
        database.write_bytes(content)
        there = set(tmp_path.iterdir())
        done = command("backup", tmp_path / "saved.db")
        assert done.exit_code == 1
        assert len(done.stderr.splitlines()) == 1
        assert str(database) in done.stderr
        assert set(tmp_path.iterdir()) <= there

    def test_a_database_that_is_not_there_is_named_and_not_made(
        self, command: Command, tmp_path: Path
    ) -> None:
        (tmp_path / "raconteur.db").unlink()
        done = command("backup", tmp_path / "saved.db")
        assert (done.exit_code, list(tmp_path.glob("*.db"))) == (1, [])
        assert done.stderr == f"raconteur: {tmp_path / 'raconteur.db'} is not there\n"


@pytest.mark.usefixtures("postgresql")
class TestOfAServer:
    def test_a_password_is_not_among_the_arguments(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = tmp_path / "said"
        program = tmp_path / "pg_dump"
        program.write_text(f'#!/bin/sh\necho "$PGPASSWORD: $@" > {said}\necho why >&2\nexit 1\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        url = settings.database.replace("raconteur@", "raconteur:secret@")
        with pytest.raises(KeepingError, match=r"^pg_dump: why$"):
            backup.take(url, tmp_path / "saved")
        password, _, arguments = said.read_text().partition(": ")
        assert password == "secret"
        assert "secret" not in arguments
        assert not (tmp_path / "saved").exists()

    def test_a_missing_program_is_named(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(postgres, "DEBIANS", tmp_path)
        with pytest.raises(KeepingError, match="pg_dump is not installed"):
            backup.take(settings.database, tmp_path / "saved")

    def test_a_server_that_does_not_answer_is_one_line(
        self, command: Command, settings: Settings, tmp_path: Path
    ) -> None:
        url = settings.database.rpartition("/")[0] + "/no_such_database"
        done = command("backup", tmp_path / "saved", url=url)
        assert done.exit_code == 1
        assert len(done.stderr.splitlines()) == 1
        assert "no_such_database" in done.stderr
