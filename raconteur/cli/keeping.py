"""`raconteur migrate`, `backup`, `restore` and `check`: what is done to a database as a whole."""

import sys
from pathlib import Path

import click

from raconteur.cli.said import kept_or_said, settings
from raconteur.settings import Settings


@click.command()
@click.option("--needed", is_flag=True, help="Only say whether it is: yes or no, and from where.")
def migrate(needed: bool) -> None:
    """Bring the database to this version's shape; a SQLite one is copied first."""
    from raconteur.store.keeping import beforehand
    from raconteur.store.keeping.versions import step

    found = settings()
    with kept_or_said():
        was, will = step(found.database)
    if needed:
        click.echo(f"{'no' if was == will else 'yes'}, from {was or 'empty'} to {will}")
        return
    found.data_dir.mkdir(parents=True, exist_ok=True)
    with kept_or_said():
        copied = beforehand.copy(found.database, found.backups_dir)
    if copied:
        click.echo(f"The database as it was before: {copied}")
    _upgrade(found)


def _upgrade(found: Settings, version: str = "head") -> None:
    from flask_migrate import upgrade

    from raconteur.web.app import create_app
    from raconteur.web.extensions import db

    with create_app(found).app_context():
        upgrade(revision=version)
        db.engine.dispose()


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE.")
def backup(file: Path, force: bool) -> None:
    """Copy the database to FILE, also while it is in use."""
    from raconteur.store.keeping.backup import take

    with kept_or_said():
        saved = take(settings().database, file, force=force)
    version = saved.contents.version
    click.echo(f"Saved {saved.contents} to {file}: version {version}, {saved.size} bytes.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the database's place; what is there now is kept beside it.

    FILE may be of the other kind of database: so a library moves from SQLite to PostgreSQL.
    """
    from raconteur.store.keeping.restore import bring_back

    found = settings()

    def migrated(url: str, version: str) -> None:
        _upgrade(found.but(database_url=url), version)

    with kept_or_said():
        now = bring_back(found.database, file, found.data_dir, found.backups_dir, migrated)
    brought = "" if now.was == now.contents.version else f", brought up from {now.was}"
    kept = f" What was there before: {now.before}" if now.before else ""
    version = now.contents.version
    click.echo(f"Restored {now.contents} from {file}: version {version}{brought}.{kept}")


@click.command()
@click.option("--repair", is_flag=True, help="Mend what is found; no text is thrown away.")
def check(repair: bool) -> None:
    """Look for what is inconsistent in the database."""
    from raconteur.store.check import examine

    with kept_or_said():
        report = examine(settings().database, repair=repair)
    for line in report.lines():
        click.echo(line)
    sys.exit(1 if report.left else 0)
