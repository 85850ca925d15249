"""The commands: `raconteur serve`, `migrate`, `openapi`, `models`."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from raconteur.settings import Settings, SettingsError, load


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Raconteur: stories, written on a machine of your own and never lost."""


def settings() -> Settings:
    """This process's settings, or one line on what is wrong and exit status 2."""
    try:
        return load()
    except SettingsError as error:
        click.echo(f"raconteur: {error}", err=True)
        sys.exit(2)


_wait = click.option("--wait", is_flag=True, help="Wait for what cannot be reached yet.")


@main.command()
@_wait
def serve(wait: bool) -> None:
    """Everything on this machine: the page, the API, the writers and the model."""
    from raconteur.serving import serve as run

    run(settings(), wait=wait)


@main.command()
@_wait
def web(wait: bool) -> None:
    """The page and the API alone, one of several, with writers elsewhere."""
    from raconteur.serving import web as run

    found = _together(wait)
    run(found)


@main.command()
@_wait
def writer(wait: bool) -> None:
    """A writer alone, one of several."""
    from raconteur.cluster import writer as run
    from raconteur.observe import logs

    found = _together(wait)
    logs.configure(found.log_path.with_suffix(".writer.log"), found.log_level)
    said = f"Writing {found.writers} passages at once (Ctrl-C hands them over and ends)"
    run(found, lambda: click.echo(said))


def _together(wait: bool) -> Settings:
    """The settings of a process that works with others, everything it needs within reach."""
    from raconteur import reach

    found = settings()
    if absent := reach.missing(found):
        click.echo(f"raconteur: {absent} is not set; `raconteur serve` needs none", err=True)
        sys.exit(2)
    reach.insist(reach.of(found, together=True), wait=wait)
    reach.insist_on_schema(found)
    return found


@main.command()
@_wait
def reach(wait: bool) -> None:
    """Say whether everything that the settings name can be reached."""
    from raconteur import reach as parts

    found = settings()
    parts.insist(parts.of(found, together=bool(found.broker_url)), wait=wait)
    click.echo("Everything can be reached.")


@main.command()
def migrate() -> None:
    """Bring the database to this version's shape; a SQLite one is copied first."""
    from raconteur.store.keeping import beforehand

    found = settings()
    found.data_dir.mkdir(parents=True, exist_ok=True)
    with _kept_or_said():
        copied = beforehand.copy(found.database, found.backups_dir)
    if copied:
        click.echo(f"The database as it was before: {copied}")
    _upgrade(found)


def _upgrade(found: Settings) -> None:
    from flask_migrate import upgrade

    from raconteur.web.app import create_app
    from raconteur.web.extensions import db

    with create_app(found).app_context():
        upgrade()
        db.engine.dispose()


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE.")
def backup(file: Path, force: bool) -> None:
    """Copy the database to FILE, also while it is in use."""
    from raconteur.store.keeping.backup import take

    with _kept_or_said():
        saved = take(settings().database, file, force=force)
    version = saved.contents.version
    click.echo(f"Saved {saved.contents} to {file}: version {version}, {saved.size} bytes.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the database's place; what is there now is kept beside it."""
    from raconteur.store.keeping.restore import bring_back

    found = settings()

    def migrated(url: str) -> None:
        _upgrade(found.model_copy(update={"database_url": url}))

    with _kept_or_said():
        now = bring_back(found.database, file, found.data_dir, found.backups_dir, migrated)
    brought = "" if now.was == now.contents.version else f", brought up from {now.was}"
    kept = f" What was there before: {now.before}" if now.before else ""
    version = now.contents.version
    click.echo(f"Restored {now.contents} from {file}: version {version}{brought}.{kept}")


@main.command()
@click.option("--repair", is_flag=True, help="Mend what is found; no text is thrown away.")
def check(repair: bool) -> None:
    """Look for what is inconsistent in the database."""
    from raconteur.store.check import examine

    with _kept_or_said():
        report = examine(settings().database, repair=repair)
    for line in report.lines():
        click.echo(line)
    sys.exit(1 if report.left else 0)


@main.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def openapi(path: Path) -> None:
    """Write the API's OpenAPI description to PATH."""
    from raconteur.web.app import create_app

    app = create_app(Settings(database_url="sqlite://"))
    with app.app_context():
        spec = json.dumps(app.spec, indent=2, sort_keys=True, ensure_ascii=False)
    path.write_text(spec + "\n", encoding="utf-8")


@main.group()
def models() -> None:
    """The models that can write."""


@models.command("fetch")
def fetch_bundled() -> None:
    """Fetch and check the small model that comes in the box, unless another takes its place."""
    from raconteur.models import bundled

    found = settings()
    if not (found.model_url or found.model_file):
        with _said_in_one_line():
            bundled.fetch(found.models_dir, progress=True)


@models.command("pull")
@click.argument("name")
def pull(name: str) -> None:
    """Get a better model from the Hugging Face hub: a NAME of `models list`, or owner/repo/file."""
    from raconteur.models import hub

    with _said_in_one_line():
        path = hub.pull(name, settings().models_dir)
    click.echo(f"{path}\nTo write with it:  RACONTEUR_MODEL_FILE={path} make run")


@models.command("list")
def catalogue() -> None:
    """Models that fit this machine's memory, to be had with `models pull`."""
    from raconteur.models.catalogue import OFFERS

    for offer in OFFERS:
        languages = " ".join(offer.languages)
        size = f"{offer.size / 1e9:.1f} GB to fetch, {offer.memory} GiB of memory"
        click.echo(f"{offer.name:16}{size:38}{offer.license:12}{languages}")


@contextlib.contextmanager
def _kept_or_said() -> Iterator[None]:
    """What cannot be kept or brought back is a sentence and exit status 1, not a traceback."""
    from raconteur.store.base import DatabaseError
    from raconteur.store.keeping.errors import KeepingError

    try:
        yield
    except (KeepingError, DatabaseError) as error:
        said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
        click.echo(f"raconteur: {said.splitlines()[0]}", err=True)
        sys.exit(1)


@contextlib.contextmanager
def _said_in_one_line() -> Iterator[None]:
    """A model that cannot be had is a sentence and exit status 1, not a traceback."""
    from raconteur.models.errors import ModelError

    try:
        yield
    except ModelError as error:
        click.echo(f"raconteur: {error}", err=True)
        sys.exit(1)
