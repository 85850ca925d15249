"""The server as a whole: it ends when told, goes on after a kill, and refuses a second self."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving, events


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer(pace=40, parameters=8e9) as running:
        yield running


def test_ctrl_c_ends_every_process_within_five_seconds_also_while_somebody_reads(
    tmp_path: Path, model: ScriptedServer
) -> None:
    with Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server:
        story = server.begin(craft="free", length_words=400)
        with httpx.Client(trust_env=False) as reader:
            path = f"{server.url}/api/stories/{story['id']}/events"
            with reader.stream("GET", path, timeout=10) as stream:
                next(event for event in events(stream.iter_lines()) if event["event"] == "text")
                children = server.children()
                assert server.interrupt() < 5
        assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize("stays", [False, True])
def test_it_ends_with_its_terminal_unless_told_otherwise(
    tmp_path: Path, model: ScriptedServer, stays: bool
) -> None:
    server = Serving(tmp_path, RACONTEUR_MODEL_URL=model.url)
    try:
        # The tests themselves may have been started with nohup, which is inherited.
        server.start(*(["nohup"] if stays else ["env", "--default-signal=HUP"]))
        assert server.process
        workers = server.children()
        os.kill(server.process.pid, signal.SIGHUP)
        if stays:
            assert server.api.get("/readyz").is_success
            assert server.children() == workers
            assert server.interrupt() < 5
        else:
            assert server.process.wait(5) == 0
    finally:
        server.end()
        server.api.close()


def test_a_story_goes_on_after_everything_was_killed(tmp_path: Path, model: ScriptedServer) -> None:
    with Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server:
        story = server.begin(craft="free", length_words=150)
        path = f"/api/stories/{story['id']}/events"
        read = ""
        with server.api.stream("GET", path, timeout=20) as stream:
            for event in events(stream.iter_lines()):
                if event["event"] == "text":
                    read += event["data"]["text"]
                if len(read) > 150:
                    break
        server.kill()
        server.start()
        finished = server.until_final(story["id"])
        [passage] = finished["passages"]
        assert passage["state"] == "done"
        # What a reader saw is what is kept, to the character.
        assert passage["text"].startswith(read)
        assert len(passage["text"]) > len(read)


def test_closing_the_page_does_not_stop_the_writing(tmp_path: Path, model: ScriptedServer) -> None:
    with Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server:
        story = server.begin(craft="free", length_words=100)
        path = f"/api/stories/{story['id']}/events"
        with server.api.stream("GET", path, timeout=20) as stream:
            next(event for event in events(stream.iter_lines()) if event["event"] == "text")
        assert server.until_final(story["id"])["state"] == "done"


def test_stop_is_seen_at_once(tmp_path: Path, model: ScriptedServer) -> None:
    with Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server:
        story = server.begin(craft="free", length_words=1000)
        path = f"/api/stories/{story['id']}/events"
        with server.api.stream("GET", path, timeout=20) as stream:
            following = events(stream.iter_lines())
            next(event for event in following if event["event"] == "text")
            began = time.monotonic()
            answer = httpx.post(
                f"{server.url}/api/passages/{story['head']}/stop", trust_env=False
            ).json()
            final = next(event for event in following if event.get("id", "").endswith(":end"))
        assert time.monotonic() - began < 1
        assert final["data"]["state"] == answer["state"] == "stopped"
        assert server.story(story["id"])["passages"][0]["text"] == answer["text"]


def test_a_web_process_that_dies_is_replaced(tmp_path: Path, model: ScriptedServer) -> None:
    with Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server:
        story = server.begin(craft="free", length_words=100)
        for pid in server.children():
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"serve" in command or b"spawn" in command:
                os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                if server.api.get("/readyz").is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        assert server.until_final(story["id"])["state"] == "done"


def test_nothing_outlives_a_supervisor_that_was_killed(
    tmp_path: Path, model: ScriptedServer
) -> None:
    with Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server:
        assert server.process
        children = server.children()
        assert children
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait(5)
        until = time.monotonic() + 5
        while any(Path(f"/proc/{pid}").exists() for pid in children):
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.mark.parametrize("loading_s", [0.05, 0.4, 0.8])
def test_not_even_a_worker_that_has_just_been_forked_does(
    tmp_path: Path, model: ScriptedServer, loading_s: float
) -> None:
    server = Serving(tmp_path, RACONTEUR_MODEL_URL=model.url)
    server.spawn()
    assert server.process
    until = time.monotonic() + 30
    forked: list[int] = []
    while not forked:
        assert time.monotonic() < until
        # A fork keeps its parent's command line, unless it is about to become another program.
        begun = [pid for pid in server.children() if words(pid)[3:4] == ["serve"]]
        time.sleep(loading_s)
        forked = [pid for pid in begun if words(pid)[3:4] == ["serve"]]
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(5)
    while any(words(pid) for pid in forked):
        assert time.monotonic() < until
        time.sleep(0.01)
    server.end()


def words(pid: int) -> list[str]:
    """A process's command line; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []


def test_a_second_server_on_the_same_home_is_refused(tmp_path: Path, model: ScriptedServer) -> None:
    with Serving(tmp_path, RACONTEUR_MODEL_URL=model.url):
        second = Serving(tmp_path, RACONTEUR_MODEL_URL=model.url)
        with pytest.raises(AssertionError, match="another server already uses"):
            second.start()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("RACONTEUR_ACCOUNTS", "maybe", "none of its values"),
        ("RACONTEUR_PORT", "x", "RACONTEUR_PORT"),
        ("RACONTEUR_MODEL_FILE", "/nowhere.gguf", "cannot be read"),
        ("RACONTEUR_DATABASE_URL", "sqlite:////nowhere/at/all.db", "database"),
        ("RACONTEUR_DATABASE_URL", "postgresql://host:port/name", "RACONTEUR_DATABASE_URL"),
        ("RACONTEUR_DATA_DIR", "/dev/null/stories", "RACONTEUR_DATA_DIR"),
        ("RACONTEUR_LOG_FILE", "/dev/null/any.log", "RACONTEUR_LOG_FILE"),
    ],
)
def test_what_cannot_start_says_why_in_one_line(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "raconteur", "serve"],
        env={**os.environ, "RACONTEUR_DATA_DIR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert said in lines[0]


def test_a_port_that_is_taken_is_named(tmp_path: Path, model: ScriptedServer) -> None:
    taken = Serving(tmp_path / "b", RACONTEUR_MODEL_URL=model.url)
    taken.home.mkdir()
    (tmp_path / "a").mkdir()
    with Serving(tmp_path / "a", RACONTEUR_MODEL_URL=model.url) as server:
        taken._environment["RACONTEUR_PORT"] = str(server.port)
        done = subprocess.run(
            [sys.executable, "-m", "raconteur", "serve"],
            env=taken._environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode != 0
        assert str(server.port) in done.stderr
