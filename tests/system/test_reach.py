"""What cannot be reached at the start is named with its setting; with `--wait` it is waited for."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.cluster.asking import until
from tests.parts.postgres import Postgres
from tests.parts.process import free_port
from tests.parts.rabbitmq import RabbitMQ
from tests.parts.redis import Redis

ROOT = Path(__file__).parents[2]
SECRET = "hush"
NOWHERE = {
    "database": f"postgresql+psycopg://raconteur:{SECRET}@127.0.0.1:{{port}}/raconteur",
    "broker": f"amqp://guest:{SECRET}@127.0.0.1:{{port}}//",
    "bus": f"redis://:{SECRET}@127.0.0.1:{{port}}/0",
    "model": "http://127.0.0.1:{port}/v1",
}
TOGETHER = ("database", "broker", "bus")


class Starts(Protocol):
    """A server of any kind."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def setting(part: str) -> str:
    return f"RACONTEUR_{part.upper()}_URL"


def environment(home: Path, urls: Mapping[str, str]) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("RACONTEUR_")}
    return {
        **inherited,
        "PYTHONPATH": str(ROOT),
        "RACONTEUR_DATA_DIR": str(home),
        "RACONTEUR_OLLAMA_URL": "",
        "RACONTEUR_PORT": str(free_port()),
        **{setting(part): url for part, url in urls.items()},
    }


def said(home: Path, role: str, urls: Mapping[str, str]) -> tuple[int, str]:
    """The exit status of a start that is in vain, and the one line that it leaves."""
    done = subprocess.run(
        [sys.executable, "-m", "raconteur", role],
        env=environment(home, urls),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return done.returncode, lines[0]


@pytest.fixture(scope="module")
def within_reach(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of a database, a broker, a bus and a model that answer."""
    home = tmp_path_factory.mktemp("reach")
    if not Redis.installed():
        pytest.skip("no redis-server: sudo apt install redis-server")
    redis = Redis(home)
    redis.start()
    with ScriptedServer() as model:
        database = f"sqlite:///{home / 'raconteur.db'}"
        yield {"database": database, "broker": redis.url, "bus": redis.url, "model": model.url}
    redis.stop()


@pytest.mark.parametrize(
    ("role", "part"),
    [(role, part) for role in ("web", "writer") for part in NOWHERE]
    + [("serve", "database"), ("serve", "model")],
)
def test_what_cannot_be_reached_is_named_with_its_setting(
    tmp_path: Path, within_reach: dict[str, str], role: str, part: str
) -> None:
    nowhere = NOWHERE[part].format(port=free_port())
    status, line = said(tmp_path, role, {**within_reach, part: nowhere})
    assert status == 1
    assert line.startswith(f"raconteur: the {part} cannot be reached ({setting(part)})")
    assert SECRET not in line


@pytest.mark.parametrize("role", ["web", "writer"])
@pytest.mark.parametrize("part", TOGETHER)
def test_a_setting_that_is_missing_is_named(
    tmp_path: Path, within_reach: dict[str, str], role: str, part: str
) -> None:
    status, line = said(tmp_path, role, {**within_reach, part: ""})
    assert status == 2
    assert setting(part) in line


class Waiting:
    """A role that was started with `--wait`."""

    def __init__(self, home: Path, role: str, urls: Mapping[str, str]) -> None:
        self.environment = environment(home, urls)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "raconteur", role, "--wait"],
            env=self.environment,
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def says(self, word: str) -> None:
        """Read on until it does."""
        assert self.process.stdout
        heard = ""
        while word not in heard:
            heard = self.process.stdout.readline()
            assert heard, f"it ended and never said {word!r}"

    def ready(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            url = f"http://127.0.0.1:{self.environment['RACONTEUR_PORT']}/readyz"
            return httpx.get(url, trust_env=False).is_success
        return False

    def ends(self) -> float:
        """Tell it to end; the seconds it took, in good order."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(10) == 0
        return time.monotonic() - began

    def close(self) -> None:
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def home() -> Iterator[Path]:
    """Not below pytest's own folder, where the database's user may not go."""
    found = Path(tempfile.mkdtemp(prefix="raconteur-reach-"))
    found.chmod(0o755)
    for name in ("postgres", "redis"):
        (found / name).mkdir()
    yield found
    shutil.rmtree(found, ignore_errors=True)


def migrate(waiting: Waiting) -> None:
    command = [sys.executable, "-m", "raconteur", "migrate"]
    subprocess.run(command, env=waiting.environment, check=True, capture_output=True)


@pytest.mark.parametrize("role", ["web", "writer"])
def test_who_waits_starts_when_one_after_the_other_is_there(home: Path, role: str) -> None:
    try:
        postgres, rabbitmq = Postgres(home / "postgres"), RabbitMQ(home / "rabbitmq")
        redis, model = Redis(home / "redis"), ScriptedServer()
    except RuntimeError as missing:
        pytest.skip(str(missing))
    parts: dict[str, tuple[Starts, str]] = {
        "database": (postgres, postgres.url()),
        "broker": (rabbitmq, rabbitmq.url),
        "bus": (redis, redis.url),
        "model": (model, model.url),
    }
    with contextlib.ExitStack() as ending:
        waiting = Waiting(home, role, {name: url for name, (_, url) in parts.items()})
        ending.callback(waiting.close)
        for name, (part, _) in parts.items():
            waiting.says(f"raconteur: waiting: the {name} cannot be reached ({setting(name)})")
            ending.callback(part.stop)
            part.start()
            if name == "database":
                migrate(waiting)
        if role == "writer":
            waiting.says("Writing")
        else:
            until(waiting.ready)
        assert waiting.ends() < 5


def test_serving_alone_waits_for_its_model_too(tmp_path: Path) -> None:
    model = ScriptedServer()
    with contextlib.ExitStack() as ending:
        waiting = Waiting(tmp_path, "serve", {"model": model.url})
        ending.callback(waiting.close)
        waiting.says(f"raconteur: waiting: the model cannot be reached ({setting('model')})")
        ending.callback(model.stop)
        model.start()
        until(waiting.ready)
        assert waiting.ends() < 5


def test_a_folder_that_is_not_there_yet_is_not_looked_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "raconteur", "reach"],
        env=environment(home, {}),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr, home.exists()) == (0, "", False)


def test_a_database_of_another_shape_is_named(tmp_path: Path, within_reach: dict[str, str]) -> None:
    status, line = said(tmp_path, "writer", within_reach)
    assert status == 1
    assert "raconteur migrate" in line
