"""`raconteur model`: the model of this machine, for webs and writers here or elsewhere."""

import contextlib
import signal
import threading

import click

from raconteur.models.embedded import EmbeddedServer, Listening
from raconteur.models.errors import ModelError
from raconteur.models.weights import chosen
from raconteur.ready import say_ready
from raconteur.serving import insist_on_free_port, own_log, reached
from raconteur.settings import Settings

# A signal that comes just before the main thread begins to wait is seen this much later.
_LOOK_S = 1.0


def lend(settings: Settings) -> None:
    """Serve it until told to end (SIGTERM, Ctrl-C); then end within 5 s."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        own_log(settings, "model")
        reached("model", wait=False)
        insist_on_free_port(settings)
        try:
            _serve(settings)
        except ModelError as error:
            raise SystemExit(f"raconteur: {error}") from error


def _serve(settings: Settings) -> None:
    weights = chosen(settings.model_file, settings.models_dir)
    name = settings.model_name or weights.stem
    server = EmbeddedServer(
        weights,
        slots=settings.writers,
        log=settings.data_dir / "logs" / "model.log",
        listening=Listening(settings.host, settings.port, settings.model_key, name),
    )
    server.start()
    try:
        # How long weights take to load nobody knows.
        server.wait_ready(None)
        click.echo(f"{name} is at {server.url}  (Ctrl-C ends it)")
        say_ready()
        ended = threading.Event()
        while not ended.wait(_LOOK_S):
            pass
    finally:
        server.stop()
