"""A library moves from SQLite to PostgreSQL and back by its backup, and arrives as it was."""

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from raconteur.settings import Settings
from raconteur.store.base import Base, Sessions, open_engine, open_sessions, reading, writing
from raconteur.store.keeping.versions import newest
from raconteur.store.passages import Passage
from tests.store.conftest import Command, Rows, Shelf, rows
from tests.store.keeping.test_restore import alone, at

TEXTS = (
    "Zoé and the hedgehog \U0001f994 e\N{COMBINING ACUTE ACCENT} שלום",
    "a\ttab, a\nline\r\n, \\N, \\., \\t, \\\\, \b\f\v and \x7f",
    "",
    "\\.\n",
    "Once upon a time. " * 150_000,
)
JSONS: tuple[object, ...] = (
    {"a": [1, 2.5, None, True, "é\n\\N"], "": {}},
    [],
    {"text": TEXTS[1]},
    ["\0", "\ud83e"],
    {},
)
ZONE = dt.timezone(dt.timedelta(hours=5, minutes=30))
TIMES = (
    dt.datetime(2026, 3, 29, 2, 30, tzinfo=ZONE),
    dt.datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=dt.UTC),
    dt.datetime(2026, 1, 1, 0, 0, 0, 120_000, tzinfo=dt.UTC),
    dt.datetime(2026, 7, 1, 12, 0, 0, 1, tzinfo=dt.UTC),
    dt.datetime(2400, 2, 29, tzinfo=dt.UTC),
)
NUMBERS = {sa.Integer: (0, -1, 7, 2**31 - 1, -(2**31)), sa.BigInteger: (2**62, -(2**62), 0, 1, 2)}


@pytest.fixture(autouse=True)
def on_a_server(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("database") != "postgresql":
        pytest.skip("needs both kinds of database")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the library on SQLite is, or will be."""
    return tmp_path / "laptop"


@contextlib.contextmanager
def on_sqlite(home: Path) -> Iterator[Sessions]:
    engine = open_engine(f"sqlite:///{home / 'raconteur.db'}")
    yield open_sessions(engine)
    engine.dispose()


@dataclass(frozen=True)
class Road:
    """Between the laptop and the server. Each way, what was said at its end."""

    command: Command
    server: Sessions
    home: Path

    @property
    def backup(self) -> Path:
        """What was carried last."""
        return self.home.parent / "carried"

    def to_sqlite(self) -> str:
        with alone(self.server):
            self._done("backup", self.backup, "--force")
            return self._done("restore", self.backup, home=self.home, url="")

    def to_server(self) -> str:
        self._done("backup", self.backup, "--force", home=self.home, url="")
        with alone(self.server):
            return self._done("restore", self.backup)

    def _done(self, *words: object, **where: object) -> str:
        done = self.command(*words, **where)
        assert done.exit_code == 0, done.output
        return done.stdout


@pytest.fixture
def road(command: Command, sessions: Sessions, home: Path) -> Road:
    return Road(command, sessions, home)


def test_every_kind_of_value_arrives_on_a_server(
    command: Command, sessions: Sessions, home: Path, road: Road
) -> None:
    assert command("migrate", home=home, url="").exit_code == 0
    with on_sqlite(home) as laptop:
        filled(laptop)
        then = rows(laptop)
    assert all(len(found) == len(TEXTS) for found in then.values())
    road.to_server()
    assert rows(sessions) == then


def test_every_kind_of_value_arrives_on_sqlite(sessions: Sessions, home: Path, road: Road) -> None:
    filled(sessions)
    then = rows(sessions)
    road.to_sqlite()
    with on_sqlite(home) as laptop:
        assert rows(laptop) == then


def test_a_library_goes_there_and_comes_back(
    command: Command,
    shelf: Shelf,
    sessions: Sessions,
    home: Path,
    road: Road,
) -> None:
    then = library(shelf, sessions)
    assert road.to_sqlite() == f"Restored 3 stories from {road.backup}: version {newest()}.\n"
    done = command("check", home=home, url="")
    assert done.stdout.startswith("Nothing is wrong in 3 stories"), done.output
    shelf.finished("Written on the server meanwhile.")
    there = rows(sessions)

    said = road.to_server()
    assert rows(sessions) == then
    assert command("check").stdout.startswith("Nothing is wrong in 3 stories")

    before = Path(said.rpartition("What was there before: ")[2].strip())
    with alone(sessions):
        assert command("restore", before).exit_code == 0
    assert rows(sessions) == there


def test_no_number_is_given_a_second_time(
    shelf: Shelf,
    sessions: Sessions,
    home: Path,
    road: Road,
) -> None:
    shelf.finished("Once.")
    gone = shelf.begin()
    with writing(sessions) as session:
        session.execute(sa.delete(Passage).where(Passage.id == gone))
    road.to_sqlite()
    with on_sqlite(home) as laptop, reading(laptop) as session:
        highest = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'passage'")
        assert session.scalar(highest) == gone
    road.to_server()
    assert shelf.begin() == gone + 1


@pytest.mark.parametrize("noted", [True, False])
def test_a_library_that_was_made_on_sqlite_is_added_to(
    command: Command, sessions: Sessions, home: Path, road: Road, noted: bool
) -> None:
    assert command("migrate", home=home, url="").exit_code == 0
    with on_sqlite(home) as laptop:
        filled(laptop)
        if not noted:
            with writing(laptop) as session:
                session.execute(sa.text("DELETE FROM sqlite_sequence"))
    road.to_server()
    with writing(sessions) as session:
        for table in Base.metadata.tables.values():
            sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
            assert session.scalar(sa.func.nextval(sequence)) == len(TEXTS) + 1, table.name


def test_one_of_an_earlier_version_is_brought_up_on_the_way(
    shelf: Shelf,
    sessions: Sessions,
    settings: Settings,
    home: Path,
    road: Road,
) -> None:
    then = library(shelf, sessions)
    with alone(sessions):
        at(settings, "0001")
    assert f"version {newest()}, brought up from 0001" in road.to_sqlite()
    with on_sqlite(home) as laptop:
        assert rows(laptop)["passage_revision"] == then["passage_revision"]
    at(Settings(data_dir=home), "0001")
    assert f"version {newest()}, brought up from 0001" in road.to_server()
    assert rows(sessions)["passage_piece"] == then["passage_piece"]


def test_what_a_server_refuses_changes_nothing(
    command: Command, shelf: Shelf, sessions: Sessions, home: Path, road: Road
) -> None:
    shelf.finished("Once.")
    road.to_sqlite()
    shelf.finished("Later.")
    there = rows(sessions)
    with contextlib.closing(sqlite3.connect(home / "raconteur.db")) as connection:
        connection.execute("DELETE FROM story")
        connection.commit()
    with alone(sessions):
        done = command("restore", home / "raconteur.db")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "does not take it" in done.stderr
    assert rows(sessions) == there


def test_what_no_server_can_hold_becomes_a_mark(
    shelf: Shelf,
    sessions: Sessions,
    home: Path,
    road: Road,
) -> None:
    passage_id = shelf.finished("Once.")
    road.to_sqlite()
    with on_sqlite(home) as laptop, writing(laptop) as session:
        session.get_one(Passage, passage_id).text = "On\0e."
    road.to_server()
    with reading(sessions) as session:
        assert session.get_one(Passage, passage_id).text == "On\N{REPLACEMENT CHARACTER}e."


def test_an_archive_that_is_cut_off_changes_nothing(
    command: Command, shelf: Shelf, sessions: Sessions, home: Path, road: Road
) -> None:
    filled(sessions)
    road.to_sqlite()
    archive = road.backup
    whole = archive.read_bytes()
    there = set(home.iterdir()), (home / "raconteur.db").read_bytes()
    for length in (len(whole) // 2, len(whole) - 1, 40):
        archive.write_bytes(whole[:length])
        done = command("restore", archive, home=home, url="")
        assert done.exit_code == 1, length
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert (set(home.iterdir()), (home / "raconteur.db").read_bytes()) == there


def library(shelf: Shelf, sessions: Sessions) -> Rows:
    """Three stories: one carried on, one being written, one queued."""
    shelf.goes_on(shelf.finished("Once ", "there was. \U0001f994"), TEXTS[1])
    shelf.being_written("Zoé ", "and ", "\\N")
    shelf.begin()
    return rows(sessions)


def filled(sessions: Sessions) -> None:
    """Every table with values of every kind, in every column, and with none where it may be."""
    tables = Base.metadata.sorted_tables
    with writing(sessions) as session:
        for table in reversed(tables):
            session.execute(table.delete())
        for table in tables:
            for n in range(len(TEXTS)):
                row = {column.name: _value(column, n) for column in table.columns}
                session.execute(table.insert(), row)


def _value(column: "sa.Column[object]", n: int) -> object:
    if column.primary_key or column.name in ("n", "offset"):
        return n + 1
    if column.nullable and n == 1:
        return None
    if column.foreign_keys:
        # Also to itself.
        return n + 1
    kind = column.type
    if isinstance(kind, sa.JSON):
        return JSONS[n]
    if isinstance(kind, sa.Boolean):
        return n % 2 == 0
    if isinstance(kind, sa.BigInteger):
        return NUMBERS[sa.BigInteger][n]
    if isinstance(kind, sa.Integer):
        return NUMBERS[sa.Integer][n]
    if not isinstance(kind, sa.Text):
        return TIMES[n]
    # No two alike, and none that is too long for an index.
    return f"{n} {TEXTS[n][:40]}" if _is_indexed(column) else TEXTS[n]


def _is_indexed(column: "sa.Column[object]") -> bool:
    table = column.table
    assert isinstance(table, sa.Table)
    held: list[sa.UniqueConstraint | sa.Index] = [*table.indexes]
    held += [each for each in table.constraints if isinstance(each, sa.UniqueConstraint)]
    return any(column in list(each.columns) for each in held)
