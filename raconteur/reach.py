"""Whether the parts that a role needs can be reached, and who to name when one cannot."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import click

from raconteur.models.ask import Asker
from raconteur.models.errors import ModelError
from raconteur.models.weights import chosen
from raconteur.settings import LOOPBACK, PREFIX, Settings
from raconteur.store.base import (
    DatabaseError,
    Engine,
    ask,
    is_away,
    open_engine,
    open_sessions,
    reading,
)
from raconteur.store.keeping.versions import newest, schema_of
from raconteur.store.standby import only_reads
from raconteur.store.tenancy import Occupied, Tenancy

CONNECT_S = 3.0
PAUSE_S = 1.0
# The roles that work with other processes, by a broker and a bus.
TOGETHER = ("web", "writer")


class Unreachable(Exception):
    """What was tried, in words of the part that did not answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something outside this process. `setting` is where its address comes from."""

    name: str
    setting: str
    try_it: Callable[[], None]

    def missed(self, failure: str) -> str:
        """The line that says so."""
        return f"the {self.name} cannot be reached ({PREFIX}{self.setting.upper()}): {failure}"


def database(settings: Settings) -> Part:
    def try_it() -> None:
        try:
            with _opened(settings.database) as engine, reading(open_sessions(engine)) as session:
                ask(session)
                if only_reads(session):
                    raise Unreachable("it answers, and can only be read")
        except (DatabaseError, ValueError) as error:
            raise Unreachable(_first_line(error)) from error

    return Part("database", "database_url", try_it)


def broker(settings: Settings) -> Part:
    def try_it() -> None:
        from raconteur.engine import celery_bell

        try:
            celery_bell.ping(settings.broker_url)
        except OSError as error:
            raise Unreachable(_first_line(error)) from error

    return Part("broker", "broker_url", try_it)


def bus(settings: Settings) -> Part:
    def try_it() -> None:
        from raconteur.engine.redis_bus import BusDown, ping

        try:
            ping(settings.bus_url)
        except (BusDown, ValueError) as error:
            raise Unreachable(_first_line(error)) from error

    return Part("bus", "bus_url", try_it)


def model(settings: Settings) -> Part:
    def try_it() -> None:
        try:
            with Asker(settings.model_url, settings.model_key or None, CONNECT_S) as asker:
                asker.api("models")
        except ModelError as error:
            raise Unreachable(_first_line(error)) from error

    return Part("model", "model_url", try_it)


def insist(settings: Settings, role: str | None, *, wait: bool) -> None:
    """Return when all that a role needs can be reached; without a role, all that the settings name.

    wait  for it, instead of ending with a line on the first that cannot be reached (exit 1)

    Whoever lends a model needs nobody, but the weights (1) and, where others reach it, a key (2).
    Another role also ends when others use the database in a way that does not go with its own (1).
    One that works with others ends without the settings for that (2), and when the database has
    another shape (1); `serve` gives it its own.
    """
    if role == "model":
        _insist_on_a_model(settings)
        return
    together = role in TOGETHER
    if together and (absent := _missing(settings)):
        click.echo(f"raconteur: {absent} is not set; `raconteur serve` needs none", err=True)
        raise SystemExit(2)
    for part in _needed(settings, role):
        _insist_on(part, wait=wait)
    while True:
        try:
            if role is not None:
                _insist_on_a_place(settings, alone=not together)
            if together:
                _insist_on_schema(settings)
        except DatabaseError as error:
            found = database(settings)
            if not is_away(error):
                raise SystemExit(f"raconteur: {found.missed(_first_line(error))}") from error
            # It went while it was looked at.
            _insist_on(found, wait=wait)
        else:
            return


def _insist_on_a_model(settings: Settings) -> None:
    if settings.host not in LOOPBACK and not settings.model_key:
        said = "is not set, and others can reach the model: `openssl rand -hex 32` makes one"
        click.echo(f"raconteur: {PREFIX}MODEL_KEY {said}", err=True)
        raise SystemExit(2)
    try:
        chosen(settings.model_file, settings.models_dir)
    except ModelError as error:
        raise SystemExit(f"raconteur: {error}") from error


def _needed(settings: Settings, role: str | None) -> Iterator[Part]:
    # A file in the data folder is made when it is first needed.
    if settings.database_url:
        yield database(settings)
    if role != "serve":
        if settings.broker_url:
            yield broker(settings)
        if settings.bus_url:
            yield bus(settings)
    if settings.model_url:
        yield model(settings)


def _missing(settings: Settings) -> str | None:
    """The first setting without which a process cannot work together with others."""
    needed: Mapping[str, str] = {
        "database_url": settings.database_url,
        "broker_url": settings.broker_url,
        "bus_url": settings.bus_url,
    }
    return next((PREFIX + name.upper() for name, value in needed.items() if not value), None)


def _insist_on(part: Part, *, wait: bool) -> None:
    said = ""
    while (failure := _failure(part)) is not None:
        line = part.missed(failure)
        if not wait:
            raise SystemExit(f"raconteur: {line}")
        if failure != said:
            click.echo(f"raconteur: waiting: {line}", err=True)
            said = failure
        time.sleep(PAUSE_S)


def _insist_on_a_place(settings: Settings, *, alone: bool) -> None:
    tenancy = Tenancy(settings.database, alone=alone)
    try:
        tenancy.take()
    except Occupied as error:
        raise SystemExit(f"raconteur: {error} ({PREFIX}DATABASE_URL)") from error
    finally:
        tenancy.leave()


def _insist_on_schema(settings: Settings) -> None:
    with _opened(settings.database) as engine:
        found = schema_of(engine)
    if found != newest():
        said = f"the database has version {found}, this program wants {newest()}"
        raise SystemExit(f"raconteur: {said}: run `raconteur migrate`")


@contextlib.contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _failure(part: Part) -> str | None:
    try:
        part.try_it()
    except Unreachable as failure:
        return str(failure)
    return None


def _first_line(error: BaseException) -> str:
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return (lines or [type(error).__name__])[0][:300]
