"""Migrations run up and down with data in the tables, and end where the tables are declared."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask_migrate import downgrade, upgrade

from raconteur.services import writing as asking
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.settings import Settings
from raconteur.store.base import Base, Sessions, open_engine, writing
from raconteur.store.keeping.versions import schema_of
from raconteur.store.passages import Passage
from raconteur.web.app import create_app
from raconteur.web.extensions import db
from tests.conftest import Api
from tests.store.conftest import Shelf, rows


def test_the_migrated_database_is_what_the_tables_declare(settings: Settings) -> None:
    with open_engine(settings.database).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_down_and_up_again_with_data_in_it(settings: Settings, acting: Acting) -> None:
    asking.begin(acting, Wish(prompt="A bear"))
    acting.session.close()
    with create_app(settings).app_context():
        downgrade(revision="base")
        engine = open_engine(settings.database)
        assert sa.inspect(engine).get_table_names() == ["alembic_version"]
        upgrade()
        assert "passage" in sa.inspect(engine).get_table_names()
        engine.dispose()


@pytest.mark.parametrize("earlier", ["0001", "0002", "0003", "0004", "0005", "0006", "0007"])
def test_from_an_earlier_version_nothing_is_lost(
    settings: Settings, sessions: Sessions, shelf: Shelf, api: Api, earlier: str
) -> None:
    shelf.finished("Once.")
    shelf.being_written("Twice ", "and")
    shelf.begin()
    api.post("/api/prompts", json={"content": "A bear"})
    api.post("/api/readers", json={"name": "Zoé"})
    then = rows(sessions)
    indexes = _indexes(sessions)
    with create_app(settings).app_context():
        downgrade(revision=earlier)
        assert _indexes(sessions) != indexes
        upgrade()
        db.engine.dispose()
    assert _indexes(sessions) == indexes
    now = rows(sessions)
    if earlier == "0001":
        # It knows no beats.
        now["passage"] = then["passage"]
    assert now == then


def test_an_earlier_version_takes_up_what_was_paused(
    settings: Settings, sessions: Sessions, shelf: Shelf
) -> None:
    paused = shelf.paused("Once ")
    with create_app(settings).app_context():
        downgrade(revision="0007")
        with sessions() as session:
            row = session.execute(sa.text("SELECT id, state, error FROM passage")).one()
            assert tuple(row) == (paused, "queued", None)
        upgrade()
        db.engine.dispose()


def test_one_that_fails_halfway_changes_nothing(
    settings: Settings, sessions: Sessions, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.finished("Once.")
    made = list[object]()

    def twice(*named: Any, **options: Any) -> None:
        made.append(named)
        if len(made) > 2:
            raise OSError("a full disk")
        create(*named, **options)

    with create_app(settings).app_context():
        then = rows(sessions)
        downgrade(revision="0002")
        indexes = _indexes(sessions)
        with monkeypatch.context() as patched:
            create = op.create_index
            patched.setattr(op, "create_index", twice)
            with pytest.raises(OSError, match="a full disk"):
                upgrade()
        assert len(made) == 3
        assert (schema_of(db.engine), _indexes(sessions)) == ("0002", indexes)
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        upgrade()
        db.engine.dispose()
    assert rows(sessions) == then


def test_no_number_is_given_a_second_time(
    settings: Settings, sessions: Sessions, shelf: Shelf
) -> None:
    kept, gone = shelf.begin(), shelf.begin()
    _remove(sessions, gone)
    with create_app(settings).app_context():
        downgrade(revision="0001")
        upgrade()
        db.engine.dispose()
    assert (shelf.begin(), kept) == (gone + 1, gone - 1)


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("noted", [True, False])
def test_nor_where_an_earlier_migration_allowed_it(
    settings: Settings, sessions: Sessions, shelf: Shelf, noted: bool
) -> None:
    passage_id = shelf.finished("Once.")
    then, indexes = rows(sessions), _indexes(sessions)
    with create_app(settings).app_context():
        downgrade(revision="0004")
        db.engine.dispose()
    with sessions.kw["bind"].connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("passage", recreate="always"):
            pass
        if noted:  # by a restore
            connection.execute(sa.text("INSERT INTO sqlite_sequence VALUES ('passage', 9)"))
        connection.commit()
    sessions.kw["bind"].dispose()
    with create_app(settings).app_context():
        upgrade()
        db.engine.dispose()
    assert (rows(sessions), _indexes(sessions)) == (then, indexes)
    gone = shelf.begin()
    assert gone == (10 if noted else passage_id + 1)
    _remove(sessions, gone)
    assert shelf.begin() == gone + 1


def _remove(sessions: Sessions, passage_id: int) -> None:
    with writing(sessions) as session:
        session.execute(sa.delete(Passage).where(Passage.id == passage_id))


def _indexes(sessions: Sessions) -> set[tuple[str, str, str]]:
    """By name, with their columns and the condition of those that are partial."""
    found = sa.inspect(sessions.kw["bind"])
    return {
        (
            str(index["name"]),
            str(index["column_names"]),
            str({k: str(v) for k, v in index.get("dialect_options", {}).items()}),
        )
        for table in found.get_table_names()
        for index in found.get_indexes(table)
    }


def test_sqlite_is_opened_so_that_what_is_committed_stays(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        options = {"writing": True, "synced": False}
    with engine.connect().execution_options(**options) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    engine.dispose()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }
