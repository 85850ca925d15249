"""`raconteur claim`: the way in for the first administrator."""

import click

from raconteur.cli.said import kept_or_said, settings


@click.command()
def claim() -> None:
    """Print a link that makes you the administrator, as long as there is none."""
    from raconteur.services.accounts import inviting
    from raconteur.store.base import open_engine, open_sessions

    found = settings()
    engine = open_engine(found.database)
    with kept_or_said(), open_sessions(engine)() as session:
        code = inviting.first(session)
    engine.dispose()
    if code is None:
        click.echo("There is an administrator already, who can invite others.", err=True)
        return
    click.echo("To become its administrator, open this once, within a week:")
    click.echo(f"  {found.address}/welcome#{code}")
