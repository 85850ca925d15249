"""The bench's own model server as a process, and the real server with it as its model."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.served import home
from tests.parts.process import free_port, listens
from tests.system.serving import Serving

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 15.0


class Upstream:
    """`with Upstream(pace) as model: model.url`. See `bench.upstream`."""

    def __init__(self, pace: float) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._command = [sys.executable, "-m", "bench.upstream"]
        self._command += ["--port", str(self.port), "--pace", str(pace)]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Upstream":
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, env=environment())
        until = time.monotonic() + PATIENCE_S
        while not listens(self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the bench's model server did not start")
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process
        self._process.kill()
        self._process.communicate(timeout=5)

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def tokens(self) -> int:
        """Sent to everybody so far."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        with contextlib.closing(connection):
            connection.request("GET", "/tokens")
            return int(json.loads(connection.getresponse().read())["tokens"])


def environment(**more: str) -> dict[str, str]:
    """For a process of the bench's own, wherever it is started from."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


@contextlib.contextmanager
def with_upstream(pace: float, **more: str) -> Iterator[tuple[Serving, Upstream]]:
    """`raconteur serve` with a capable model by URL. `pace` in tokens a second."""
    asked = {"PYTHONPATH": str(ROOT), **more}
    with (
        home() as data,
        Upstream(pace) as model,
        Serving(data, RACONTEUR_MODEL_URL=model.url, **asked) as server,
    ):
        yield server, model
