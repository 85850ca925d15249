"""Migrations run up and down with data in the tables, and end where the tables are declared."""

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from raconteur.services import writing
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.settings import Settings
from raconteur.store.base import Base, open_engine
from raconteur.web.app import create_app


def test_the_migrated_database_is_what_the_tables_declare(settings: Settings) -> None:
    with open_engine(settings.database).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_down_and_up_again_with_data_in_it(settings: Settings, acting: Acting) -> None:
    writing.begin(acting, Wish(prompt="A bear"))
    acting.session.close()
    with create_app(settings).app_context():
        downgrade(revision="base")
        engine = open_engine(settings.database)
        assert sa.inspect(engine).get_table_names() == ["alembic_version"]
        upgrade()
        assert "passage" in sa.inspect(engine).get_table_names()
        engine.dispose()


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
