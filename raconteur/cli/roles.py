"""`raconteur serve`, `web`, `writer` and `model`, which run until they are told to end; `reach`.

What is heavy is imported where it is used: the process that supervises stays small.
"""

import click

from raconteur.cli.said import settings

ROLES = ("serve", "web", "writer", "model")

_wait = click.option("--wait", is_flag=True, help="Wait for what cannot be reached yet.")


@click.command()
@_wait
def serve(wait: bool) -> None:
    """Everything on this machine: the page, the API, the writers and the model."""
    from raconteur.serving import serve as run

    run(settings(), wait=wait)


@click.command()
@_wait
def web(wait: bool) -> None:
    """The page and the API alone, one of several, with writers elsewhere."""
    from raconteur.serving import web as run

    run(settings(), wait=wait)


@click.command()
@_wait
def writer(wait: bool) -> None:
    """A writer alone, one of several."""
    from raconteur.assembly.writer import run
    from raconteur.ready import say_ready
    from raconteur.serving import insist_on_free_metrics_port, own_log, reached

    found = settings()
    own_log(found, "writer")
    insist_on_free_metrics_port(found)
    reached("writer", wait=wait)

    def ready() -> None:
        click.echo(f"Writing {found.writers} passages at once (Ctrl-C hands them over and ends)")
        say_ready()

    run(found, ready)


@click.command()
def model() -> None:
    """The model of this machine alone, for webs and writers by RACONTEUR_MODEL_URL."""
    from raconteur.lending import lend

    lend(settings())


@click.command()
@_wait
@click.option("--for", "role", type=click.Choice(ROLES), help="Only what this command needs.")
def reach(wait: bool, role: str | None) -> None:
    """Say whether everything that the settings name can be reached."""
    from raconteur import reach as parts

    parts.insist(settings(), role, wait=wait)
    click.echo("Everything can be reached.")
