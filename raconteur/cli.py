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


@main.command()
def serve() -> None:
    """Everything on this machine: the page, the API, the writers and the model."""
    from raconteur.serving import serve as run

    run(settings())


@main.command()
def migrate() -> None:
    """Bring the database to this version's shape."""
    from flask_migrate import upgrade

    from raconteur.web.app import create_app

    found = settings()
    found.data_dir.mkdir(parents=True, exist_ok=True)
    app = create_app(found)
    with app.app_context():
        upgrade()


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
def _said_in_one_line() -> Iterator[None]:
    """A model that cannot be had is a sentence and exit status 1, not a traceback."""
    from raconteur.models.errors import ModelError

    try:
        yield
    except ModelError as error:
        click.echo(f"raconteur: {error}", err=True)
        sys.exit(1)
