"""`raconteur models`: the model in the box, and better ones."""

import click

from raconteur.cli.said import had_or_said, settings


@click.group()
def models() -> None:
    """The models that can write."""


@models.command("fetch")
def fetch_bundled() -> None:
    """Fetch and check the small model that comes in the box, unless another takes its place."""
    from raconteur.models import bundled

    found = settings()
    if not (found.model_url or found.model_file):
        with had_or_said():
            bundled.fetch(found.models_dir, progress=True)


@models.command("pull")
@click.argument("name")
def pull(name: str) -> None:
    """Get a better model from the Hugging Face hub: a NAME of `models list`, or owner/repo/file."""
    from raconteur.models import hub

    with had_or_said():
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
