"""The real server with a home of its own, for a measurement."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A data folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="raconteur-bench-") as folder:
        yield Path(folder)


@contextlib.contextmanager
def with_scripted_model(
    pace: float, python: str = sys.executable
) -> Iterator[tuple[Serving, ScriptedServer]]:
    """`raconteur serve`, and the fake as its only model. `pace` in tokens a second."""
    with (
        home() as data,
        ScriptedServer(pace=pace) as model,
        Serving(data, python, RACONTEUR_MODEL_URL=model.url) as server,
    ):
        yield server, model
