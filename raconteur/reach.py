"""Whether the parts that a role needs can be reached, and who to name when one cannot."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import click

from raconteur.models.ask import Asker
from raconteur.models.errors import ModelError
from raconteur.settings import PREFIX, Settings
from raconteur.store.base import DatabaseError, ask, open_engine, open_sessions, reading
from raconteur.store.keeping.versions import newest, schema_of

CONNECT_S = 3.0
PAUSE_S = 1.0


class Unreachable(Exception):
    """What was tried, in words of the part that did not answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something outside this process. `setting` is where its address comes from."""

    name: str
    setting: str
    try_it: Callable[[], None]


def database(settings: Settings) -> Part:
    def try_it() -> None:
        engine = open_engine(settings.database)
        try:
            with reading(open_sessions(engine)) as session:
                ask(session)
        except DatabaseError as error:
            raise Unreachable(_first_line(error)) from error
        finally:
            engine.dispose()

    return Part("database", "database_url", try_it)


def insist_on_schema(settings: Settings) -> None:
    """Exit 1, with a line, unless the database has this program's shape."""
    engine = open_engine(settings.database)
    try:
        found = schema_of(engine)
    finally:
        engine.dispose()
    if found != newest():
        said = f"the database has version {found}, this program wants {newest()}"
        raise SystemExit(f"raconteur: {said}: run `raconteur migrate`")


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


def of(settings: Settings, *, together: bool) -> list[Part]:
    """What a role needs; `together`: it works with other processes, by a broker and a bus."""
    parts = [database(settings)]
    if together:
        parts += [broker(settings), bus(settings)]
    if settings.model_url:
        parts.append(model(settings))
    return parts


def insist(parts: list[Part], *, wait: bool) -> None:
    """Return when all can be reached. Without `wait`: a line on the first that cannot, exit 1."""
    for part in parts:
        said = ""
        while (failure := _failure(part)) is not None:
            line = f"the {part.name} cannot be reached ({PREFIX}{part.setting.upper()}): {failure}"
            if not wait:
                raise SystemExit(f"raconteur: {line}")
            if failure != said:
                click.echo(f"raconteur: waiting: {line}", err=True)
                said = failure
            time.sleep(PAUSE_S)


def missing(settings: Settings) -> str | None:
    """The first setting without which a process cannot work together with others."""
    needed: Mapping[str, str] = {
        "database_url": settings.database_url,
        "broker_url": settings.broker_url,
        "bus_url": settings.bus_url,
    }
    return next((PREFIX + name.upper() for name, value in needed.items() if not value), None)


def _failure(part: Part) -> str | None:
    try:
        part.try_it()
    except Unreachable as failure:
        return str(failure)
    return None


def _first_line(error: BaseException) -> str:
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return (lines or [type(error).__name__])[0][:300]
