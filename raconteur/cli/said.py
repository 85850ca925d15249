"""What goes wrong, told in one line instead of a traceback."""

import contextlib
import sys
from collections.abc import Iterator

import click

from raconteur.settings import Settings, SettingsError, load


def settings() -> Settings:
    """This process's settings, or one line on what is wrong and exit status 2."""
    try:
        return load()
    except SettingsError as error:
        click.echo(f"raconteur: {error}", err=True)
        sys.exit(2)


def kept_or_said() -> contextlib.AbstractContextManager[None]:
    """What cannot be kept or brought back is a sentence and exit status 1."""
    from raconteur.store.base import DatabaseError
    from raconteur.store.keeping.errors import KeepingError

    return _said(KeepingError, DatabaseError)


def had_or_said() -> contextlib.AbstractContextManager[None]:
    """A model that cannot be had is a sentence and exit status 1."""
    from raconteur.models.errors import ModelError

    return _said(ModelError)


@contextlib.contextmanager
def _said(*expected: type[Exception]) -> Iterator[None]:
    try:
        yield
    except expected as error:
        said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
        click.echo(f"raconteur: {said.splitlines()[0]}", err=True)
        raise SystemExit(1) from error
