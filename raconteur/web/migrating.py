"""Flask-Migrate, wired to the migrations in `store`. An application that serves does without:
what it brings along takes 6 MB and half a second."""

from importlib import resources
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from raconteur.web.extensions import db

MIGRATIONS = str(Path(str(resources.files("raconteur.store"))) / "migrations")


def wire(app: Flask) -> None:
    # SQLite cannot alter a table: batches copy it.
    Migrate().init_app(app, db, directory=MIGRATIONS, render_as_batch=True, compare_type=True)
