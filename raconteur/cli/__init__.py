"""The commands, a file for those that belong together: `roles` runs Raconteur, `keeping` looks
after its database, `weights` gets models, `sealing` seals their keys, `describing` says
what the API is."""

import click

from raconteur.cli.describing import openapi
from raconteur.cli.keeping import backup, check, migrate, restore
from raconteur.cli.people import bring, claim
from raconteur.cli.roles import model, reach, serve, web, writer
from raconteur.cli.sealing import reseal
from raconteur.cli.weights import models


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Raconteur: stories, written on a machine of your own and never lost."""


for _command in (
    serve,
    web,
    writer,
    model,
    reach,
    migrate,
    backup,
    restore,
    check,
    claim,
    bring,
    reseal,
    models,
    openapi,
):
    main.add_command(_command)
