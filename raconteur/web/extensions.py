"""Flask's extensions, wired to the tables that `store` declares."""

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

from raconteur.store.base import Base, options, tune

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate()


def wire(app: Flask, database_url: str, migrations: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(database_url)
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    # SQLite cannot alter a table: batches copy it.
    migrate.init_app(app, db, directory=migrations, render_as_batch=True, compare_type=True)
