"""`raconteur model`: a model alone, which others write with by its address and key."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from raconteur.models import bundled
from tests.cluster.asking import until
from tests.models.weights import real_weights
from tests.parts.process import Part, children_of, free_port
from tests.system.serving import ROOT, Serving

KEY = "a-key-of-the-model's"


def environment(home: Path, **more: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("RACONTEUR_")}
    return {**inherited, "PYTHONPATH": str(ROOT), "RACONTEUR_DATA_DIR": str(home), **more}


@pytest.fixture(scope="module")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Part]]:
    """Its base address, and its process."""
    home = tmp_path_factory.mktemp("model")
    boxed = bundled.path(home / "models")
    boxed.parent.mkdir()
    boxed.symlink_to(real_weights())
    port = str(free_port())
    # Who writes with it, by the address below, may read the same settings.
    url = f"http://127.0.0.1:{port}/v1"
    env = environment(home, RACONTEUR_PORT=port, RACONTEUR_MODEL_KEY=KEY, RACONTEUR_MODEL_URL=url)
    command = [sys.executable, "-m", "raconteur", "model"]
    part = Part(command, lambda: b"Ctrl-C" in part.said(), home / "said", env=env)
    part.start()
    yield url, part
    part.stop()


def said(home: Path, *words: str, **settings: str) -> tuple[int, str]:
    """The exit status of a command that is in vain, and the one line that it leaves."""
    done = subprocess.run(
        [sys.executable, "-m", "raconteur", *words],
        env=environment(home, **settings),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    [line] = done.stderr.strip().splitlines()
    return done.returncode, line


def test_a_guided_tale_is_written_with_it_from_another_process(
    lent: tuple[str, Part], tmp_path: Path
) -> None:
    url, _ = lent
    with Serving(tmp_path, RACONTEUR_MODEL_URL=url, RACONTEUR_MODEL_KEY=KEY) as server:
        [model] = server.api.get("/api/models").json()
        assert (model["kind"], model["default_craft"]) == ("url", "guided")
        begun = server.begin(prompt="A bear who is lost", language="en", seed=1)
        story = server.until_final(begun["id"])
    [passage] = story["passages"]
    assert passage["state"] == "done", passage["error"]
    assert 260 <= story["words"] <= 340


def test_nobody_without_its_key_is_served(lent: tuple[str, Part]) -> None:
    url, _ = lent
    asked = {"prompt": "Once", "max_tokens": 1}
    answer = httpx.post(f"{url}/completions", json=asked, trust_env=False, timeout=20)
    assert answer.status_code == 401


def test_no_page_of_another_site_may_ask_it(lent: tuple[str, Part]) -> None:
    url, _ = lent
    origin = {"Origin": "http://elsewhere.example.com"}
    answer = httpx.get(f"{url}/models", headers=origin, trust_env=False, timeout=20)
    assert answer.headers.get("Access-Control-Allow-Origin", "") == ""


def test_one_that_died_comes_back_where_it_was(lent: tuple[str, Part]) -> None:
    url, part = lent
    [died] = children_of(part.pid)
    os.kill(died, signal.SIGKILL)

    def writes_again() -> bool:
        try:
            return (
                children_of(part.pid) != [died]
                and httpx.get(
                    f"{url.removesuffix('/v1')}/health", trust_env=False, timeout=5
                ).is_success
            )
        except httpx.TransportError:
            return False

    until(writes_again)


def test_it_ends_in_time_and_takes_its_model_along(lent: tuple[str, Part]) -> None:
    _, part = lent
    children, began = children_of(part.pid), time.monotonic()
    part.stop()
    assert time.monotonic() - began < 5
    assert part.process is not None
    assert part.process.returncode == 0
    assert children
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize("words", [("model",), ("reach", "--for", "model")])
def test_without_weights_it_says_how_to_get_them(words: tuple[str, ...], tmp_path: Path) -> None:
    status, line = said(tmp_path, *words)
    assert (status, "raconteur models fetch" in line) == (1, True)


@pytest.mark.parametrize("words", [("model",), ("reach", "--for", "model")])
def test_it_is_not_lent_to_everybody(words: tuple[str, ...], tmp_path: Path) -> None:
    status, line = said(tmp_path, *words, RACONTEUR_HOST="192.0.2.10")
    assert (status, line.startswith("raconteur: RACONTEUR_MODEL_KEY is not set")) == (2, True)
