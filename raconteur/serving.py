"""`raconteur serve`: the supervisor, which owns what must happen once.

It stays small: what is heavy (migrations, the web process, the model) lives in its children.
"""

import contextlib
import functools
import gc
import logging
import os
import resource
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from raconteur.alone import InUse, alone
from raconteur.models.embedded import EmbeddedServer
from raconteur.models.errors import ModelError
from raconteur.observe import logs
from raconteur.orphans import die_with
from raconteur.ready import say_when_it_answers
from raconteur.settings import PREFIX, Settings

log = logging.getLogger(__name__)

# Seconds the web process has to hand everything over before it is killed.
GRACE_S = 3
# Connections that wait to be accepted, and requests answered at once; the rest waits.
BACKLOG, MOST_REQUESTS = 4_096, 20_000
# Seconds until a request's headers have come, and how many bytes of them there may be.
HEADERS_S, MOST_HEADERS = 15, 65_536


def serve(settings: Settings, *, wait: bool = False) -> None:
    """Serve until interrupted, then end every process that was started.

    wait  for a database or a model elsewhere that cannot be reached yet
    """
    own_log(settings, "serve")
    with contextlib.ExitStack() as stack:
        stack.enter_context(_alone(settings.data_dir))
        _insist_on_free_ports(settings)
        if settings.database_url or settings.model_url:
            reached("serve", wait=wait)
        _migrate()
        stack.enter_context(_metrics_folder())
        stack.enter_context(_embedded_model(settings))
        _announce(settings)
        if settings.has_accounts:
            _offer_the_keys()
        _serve_web(settings, "raconteur.assembly.serve:application")


def web(settings: Settings, *, wait: bool = False) -> None:
    """The web alone until interrupted; writers, broker and bus are elsewhere. `wait` as above."""
    own_log(settings, "serve")
    _insist_on_free_ports(settings)
    reached("web", wait=wait)
    with _metrics_folder():
        _announce(settings)
        _serve_web(settings, "raconteur.assembly.web:application")


def own_log(settings: Settings, role: str) -> None:
    """One writer a log file: beside the web process's, this one has its own, named after its role.

    Ends with a line and status 1 where there can be none.
    """
    path = settings.log_path.with_suffix(f".{role}.log")
    try:
        logs.configure(path, settings.log_level)
    except OSError as error:
        _refuse("LOG_FILE" if settings.log_file else "DATA_DIR", path, error)


@contextlib.contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One server for a data folder: two would write the same passages."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(alone(data_dir))
        except InUse as error:
            raise SystemExit(f"raconteur: another server already uses {data_dir}") from error
        except OSError as error:
            _refuse("DATA_DIR", data_dir, error)
        yield


def _refuse(setting: str, what: object, error: OSError) -> NoReturn:
    raise SystemExit(f"raconteur: {PREFIX}{setting}: {what}: {error.strerror}") from error


def insist_on_free_port(settings: Settings) -> None:
    """Granian shares a port with whoever listens there already; two of us would take turns."""
    _insist_on_free("PORT", settings.host, settings.port)


def _insist_on_free_ports(settings: Settings) -> None:
    insist_on_free_port(settings)
    insist_on_free_metrics_port(settings)


def insist_on_free_metrics_port(settings: Settings) -> None:
    """Where there is to be one."""
    if settings.metrics_port:
        _insist_on_free("METRICS_PORT", settings.metrics_host, settings.metrics_port)


def _insist_on_free(setting: str, host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            _refuse(setting, f"{host}:{port}", error)


def reached(role: str, *, wait: bool) -> None:
    """End with the status and the line of what a role needs and cannot reach, if there is any.

    In a child of its own: what knows how to reach things is heavy.
    """
    command = [sys.executable, "-m", "raconteur", "reach", "--for", role]
    done = subprocess.run(  # noqa: S603 (our own, without a shell)
        [*command, *(["--wait"] if wait else [])],
        stdout=subprocess.DEVNULL,
        check=False,
        # It may wait for ever, and we may be told to end meanwhile.
        preexec_fn=functools.partial(die_with, os.getpid()),
    )
    if done.returncode:
        sys.exit(max(1, done.returncode))


def _migrate() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "raconteur", "migrate"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        last = last.removeprefix("raconteur: ")
        raise SystemExit(f"raconteur: the database could not be brought up to date: {last}")


@contextlib.contextmanager
def _metrics_folder() -> Iterator[None]:
    """Where the processes keep their counts; set before anything imports prometheus_client."""
    with tempfile.TemporaryDirectory(prefix="raconteur-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


@contextlib.contextmanager
def _embedded_model(settings: Settings) -> Iterator[None]:
    """The model child, unless a model by URL takes its place."""
    weights = _weights(settings)
    if weights is None:
        yield
        return
    server = EmbeddedServer(
        weights, slots=settings.writers, log=settings.data_dir / "logs" / "model.log"
    )
    try:
        server.start()
    except ModelError as error:
        raise SystemExit(f"raconteur: {error}") from error
    os.environ["RACONTEUR_EMBEDDED_URL"] = server.url
    os.environ["RACONTEUR_EMBEDDED_KEY"] = server.key
    try:
        yield
    finally:
        server.stop()


def _weights(settings: Settings) -> Path | None:
    """A GGUF file by path, else the bundled one where it was fetched."""
    from raconteur.models import bundled

    if settings.model_file:
        return settings.model_file
    if settings.model_url:
        return None
    found = bundled.path(settings.models_dir)
    if not found.is_file():
        click.echo("raconteur: no model in the box yet; `raconteur models fetch` gets it", err=True)
        return None
    return found


def _announce(settings: Settings) -> None:
    click.echo(f"Raconteur is at {settings.address}  (Ctrl-C ends it)")
    where = settings.data_dir if not settings.database_url else "the database"
    click.echo(f"Stories are kept in {where}")


def _offer_the_keys() -> None:
    """Say how to become the first administrator, as long as there is none."""
    command = [sys.executable, "-m", "raconteur", "claim"]
    subprocess.run(command, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 (our own, without a shell)


def _serve_web(settings: Settings, application: str) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    from raconteur.granian import TO_THE_ROOT_LOGGER, WebServer

    # A worker that outlived its supervisor, if only for the moment it takes to load the
    # application, would keep the port from the next one.
    os.register_at_fork(after_in_child=functools.partial(die_with, os.getpid()))
    # A reader is a connection, and systems begin with 1,024 open files.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    # The worker begins as a copy of this process. What is here by now stays, and what no collection
    # touches is one memory for both.
    gc.freeze()
    server = WebServer(
        application,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        # What gateways and browsers speak without TLS. What we have no use for is not there.
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADERS_S * 1000, max_buffer_size=MOST_HEADERS
        ),
        workers=1,
        # An event stream is a request that lasts: as many as there are readers are let in.
        backlog=BACKLOG,
        backpressure=MOST_REQUESTS,
        factory=True,
        log_dictconfig=TO_THE_ROOT_LOGGER,
        workers_kill_timeout=GRACE_S,
        respawn_failed_workers=True,
    )
    server.begun = functools.partial(say_when_it_answers, settings.host, settings.port)
    server.serve()
