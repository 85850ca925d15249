"""PostgreSQL, RabbitMQ, Redis, webs behind Nginx, writers and a model: all on loopback."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from raconteur.models.scripted.server import ScriptedServer
from tests.parts.clock import Clock
from tests.parts.disk import SmallDisk
from tests.parts.nginx import Nginx
from tests.parts.postgres import Postgres
from tests.parts.process import Part, free_port
from tests.parts.rabbitmq import RabbitMQ
from tests.parts.redis import Redis

ROOT = Path(__file__).parents[2]
# What whoever asks a writer for its figures shows.
METRICS_TOKEN = "m" * 40


class Cluster:
    """start(), then `url`, then stop(). `home` is an empty folder.

    model_url  a model that runs already; the scripted one is started when None
    numbered   the scripted model numbers its tokens
    accidents  the database has a small disk, the first writer a clock that can be set
    python     which runs the webs and the writers
    """

    def __init__(
        self,
        home: Path,
        webs: int = 2,
        writers: int = 3,
        model_url: str | None = None,
        *,
        numbered: bool = False,
        accidents: bool = False,
        python: str = sys.executable,
    ) -> None:
        self.home = home
        for name in ("postgres", "redis", "logs"):
            (home / name).mkdir()
        home.chmod(0o755)
        self.disk = SmallDisk(home / "postgres")
        self.clock = Clock(home / "clock")
        self.postgres = Postgres(home / "postgres", durable=True)
        self.rabbitmq = RabbitMQ(home / "rabbitmq")
        self.redis = Redis(home / "redis")
        self.scripted = None if model_url else _scripted(numbered)
        self._model_url = model_url
        self._accidents = accidents
        self._python = python
        self.ports = [free_port() for _ in range(webs)]
        self.nginx = Nginx(home / "nginx", self.ports)
        self.webs: list[Part] = []
        self.writers: list[Part] = []
        self._number = writers
        # Where each writer says what it measures.
        self.metrics_ports = [free_port() for _ in range(writers)]

    @property
    def url(self) -> str:
        return self.nginx.url

    @property
    def database(self) -> str:
        return self.postgres.url("raconteur")

    def __enter__(self) -> "Cluster":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Everything, in order. Raises RuntimeError with the last words of what did not start."""
        if self._accidents:
            self.disk.mount()
        self.postgres.start()
        self.postgres.create("raconteur")
        self.redis.start()
        self.rabbitmq.start()
        if self.scripted is not None:
            self.scripted.start()
            self._model_url = self.scripted.url
        self._run("migrate")
        self.webs = [self._web(port) for port in self.ports]
        self.writers = [self._writer(number) for number in range(self._number)]
        for part in (*self.webs, *self.writers):
            part.spawn()
        for part in (*self.webs, *self.writers):
            part.wait_ready()
        self.nginx.start()

    def stop(self) -> None:
        """Everything, in the other order, whatever of it runs, and though one did not end well."""
        with contextlib.ExitStack() as ending:
            ending.callback(self.disk.unmount)
            for server in (self.postgres, self.redis, self.rabbitmq):
                ending.callback(server.stop)
            if self.scripted is not None:
                ending.callback(self.scripted.stop)
            for part in (*self.writers, *self.webs):
                ending.callback(part.stop)
            ending.callback(self.nginx.stop)

    def environment(self, **more: str) -> Mapping[str, str]:
        """What one of its processes finds its way by."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("RACONTEUR_")}
        return {
            **inherited,
            "PYTHONPATH": str(ROOT),
            "RACONTEUR_DATA_DIR": str(self.home),
            "RACONTEUR_DATABASE_URL": self.database,
            "RACONTEUR_BROKER_URL": self.rabbitmq.url,
            "RACONTEUR_BUS_URL": self.redis.url,
            "RACONTEUR_MODEL_URL": self._model_url or "",
            "RACONTEUR_OLLAMA_URL": "",
            # So many that the other writers have hands to spare when one is dead.
            "RACONTEUR_WRITERS": "8",
            # Without accounts everybody is one user, who would have the share of one.
            "RACONTEUR_STORIES_AT_ONCE": "100",
            **more,
        }

    def _run(self, command: str) -> None:
        done = subprocess.run(
            [self._python, "-m", "raconteur", command],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"raconteur {command}: {done.stderr[-1500:]}")

    def _web(self, port: int) -> Part:
        env = self.environment(
            RACONTEUR_PORT=str(port),
            RACONTEUR_LOG_FILE=str(self.home / "logs" / f"web-{port}.log"),
        )

        def ready() -> bool:
            with contextlib.suppress(httpx.TransportError):
                return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).is_success
            return False

        command = [self._python, "-m", "raconteur", "web", "--wait"]
        return Part(command, ready, self.home / "logs" / f"web-{port}.out", env=env)

    def _writer(self, number: int) -> Part:
        out = self.home / "logs" / f"writer-{number}.out"
        log = self.home / "logs" / f"writer-{number}.log"
        env = self.environment(
            RACONTEUR_LOG_FILE=str(log),
            RACONTEUR_METRICS_PORT=str(self.metrics_ports[number]),
            RACONTEUR_METRICS_TOKEN=METRICS_TOKEN,
        )
        if self._accidents and number == 0:
            env = self.clock.for_process(env)
        command = [self._python, "-m", "raconteur", "writer", "--wait"]
        part = Part(command, lambda: b"Writing" in part.said(), out, env=env)
        return part


def _scripted(numbered: bool) -> ScriptedServer:
    if numbered:
        return ScriptedServer(pace=30, numbered=True)
    return ScriptedServer(pace=50)
