"""`raconteur claim` and `import`: the way in for the first administrator, and for a library."""

from typing import IO

import click

from raconteur.cli.said import kept_or_said, settings


@click.command()
def claim() -> None:
    """Print a link that makes you the administrator, as long as there is none."""
    from raconteur.services.accounts import inviting
    from raconteur.store.base import open_engine, open_sessions

    found = settings()
    if not found.has_accounts:
        click.echo("Nobody signs in here yet: set RACONTEUR_ACCOUNTS=on.", err=True)
        return
    engine = open_engine(found.database)
    with kept_or_said(), open_sessions(engine)() as session:
        code = inviting.first(session)
    engine.dispose()
    if code is None:
        click.echo("There is an administrator already, who can invite others.", err=True)
        return
    click.echo("To become its administrator, open this once, within a week:")
    click.echo(f"  {found.address}/welcome#{code}")


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--user", "name", help="Whose it becomes; without accounts nobody needs to be named.")
def bring(file: IO[bytes], name: str | None) -> None:
    """Add an exported library, whole or not at all."""
    from raconteur.services.errors import Invalid
    from raconteur.services.portable import bringing
    from raconteur.store import users
    from raconteur.store.base import open_engine, open_sessions

    engine = open_engine(settings().database)
    with kept_or_said(), open_sessions(engine)() as session:
        user = users.named(session, name.casefold()) if name else None
        if name and user is None:
            raise click.ClickException(f"there is nobody called {name}")
        user_id = user.id if user else users.local_id(session)
        try:
            found = bringing.bring(session, user_id, file)
        except Invalid as error:
            raise click.ClickException(str(error)) from error
    engine.dispose()
    said = f"{found.stories} stories, {found.prompts} prompts and {found.readers} readers"
    click.echo(f"Added {said}.")
