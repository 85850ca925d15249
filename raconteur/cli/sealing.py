"""`raconteur reseal`: after a new RACONTEUR_SECRET_KEY, so that the one before can go."""

import sys

import click

from raconteur.cli.said import kept_or_said, settings


@click.command()
def reseal() -> None:
    """Seal people's keys of models anew, with the first of RACONTEUR_SECRET_KEY."""
    from raconteur.services.connections import seal_anew
    from raconteur.services.sealing import SealingError, Seals
    from raconteur.store.base import open_engine, open_sessions

    found = settings()
    engine = open_engine(found.database)
    seals = Seals(found.secret_keys, found.secret_key_file)
    try:
        with kept_or_said():
            done, closed = seal_anew(open_sessions(engine), seals)
    except SealingError as error:
        raise click.ClickException(str(error)) from error
    finally:
        engine.dispose()
    click.echo(f"Sealed {done} {'key' if done == 1 else 'keys'} anew.")
    if closed:
        numbers = ", ".join(str(each) for each in closed)
        click.echo(
            f"No key here opens those of the connections {numbers}: type them again, or add the "
            "RACONTEUR_SECRET_KEY that sealed them after a comma.",
            err=True,
        )
        sys.exit(1)
