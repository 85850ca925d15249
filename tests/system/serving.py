"""The real `raconteur serve` on a free port with a home of its own, ended by process id."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from raconteur.orphans import die_with
from tests.parts.process import free_port

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90.0


class Serving:
    """`with Serving(home, RACONTEUR_MODEL_URL=...) as server: server.api.get("/api/stories")`."""

    def __init__(self, home: Path, python: str = sys.executable, **environment: str) -> None:
        self.home, self._python = home, python
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.api = httpx.Client(base_url=self.url, timeout=30, trust_env=False)
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("RACONTEUR_")}
        self._environment = {
            **inherited,
            "PYTHONPATH": str(ROOT),
            "RACONTEUR_DATA_DIR": str(home),
            "RACONTEUR_PORT": str(self.port),
            "RACONTEUR_OLLAMA_URL": "",
            **environment,
        }
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "Serving":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self.api.close()

    def spawn(self, *before: str) -> None:
        """Begin, and wait for nothing. `before`: the command's first words, as nohup."""
        self.process = subprocess.Popen(
            [*before, self._python, "-m", "raconteur", "serve"],
            env=self._environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # Tests that are ended in a hurry leave nothing behind.
            preexec_fn=partial(die_with, os.getpid()),
        )

    def start(self, *before: str) -> None:
        """Returns when it answers. Raises AssertionError with what it said instead."""
        self.spawn(*before)
        assert self.process
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if self.api.get("/readyz").is_success:
                    return
            time.sleep(0.05)
        said = self.process.communicate(timeout=5)[0] if self.process.poll() is not None else ""
        raise AssertionError(f"the server did not start: {said}")

    def command(self, *words: str) -> str:
        """What `raconteur` says with the settings of this server."""
        command = [self._python, "-m", "raconteur", *words]
        done = subprocess.run(
            command,
            env=self._environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def interrupt(self) -> float:
        """Ctrl-C, which reaches the whole group; the seconds until everything has ended."""
        assert self.process
        began = time.monotonic()
        group = os.getpgid(self.process.pid)
        os.killpg(group, signal.SIGINT)
        self.process.wait(20)
        return time.monotonic() - began

    def kill(self) -> None:
        """The accident: every process of the group, without a word."""
        assert self.process
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()

    def children(self) -> list[int]:
        """Process ids of the supervisor's children, whichever of its threads started them."""
        assert self.process
        lists = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for each in lists for pid in each.read_text().split()]

    def begin(self, **wish: Any) -> dict[str, Any]:
        answer = self.api.post("/api/stories", json={"prompt": "A bear who is lost", **wish})
        assert answer.status_code == 202, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def story(self, story_id: int) -> dict[str, Any]:
        found: dict[str, Any] = self.api.get(f"/api/stories/{story_id}").json()
        return found

    def until_final(self, story_id: int, seconds: float = 60) -> dict[str, Any]:
        """The story once its head has ended, as its readers learn of it: by the event stream."""
        with self.api.stream("GET", f"/api/stories/{story_id}/events", timeout=seconds) as stream:
            for event in events(stream.iter_lines()):
                final = event["event"] == "state" and event.get("id", "").endswith(":end")
                if final and event["data"]["passage"] == self.story(story_id)["head"]:
                    break
        return self.story(story_id)


def events(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    """Server-sent events as {"event", "id"?, "data"}."""
    block: dict[str, Any] = {}
    for line in lines:
        if not line:
            if "event" in block:
                yield {**block, "data": json.loads(block["data"])}
            block = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            block[name] = value
