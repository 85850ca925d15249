"""Flask-SQLAlchemy, wired to the tables that `store` declares."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from raconteur.store.base import Base, options, tune

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def wire(app: Flask, database_url: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(database_url)
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
