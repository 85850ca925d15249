"""The image and compose.yaml, built and run by an engine: Debian's Podman.

Not tried here: Docker itself, and the images of Debian, Python, PostgreSQL and Redis of the
registry (see images.py for what stands in their place).
"""

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.parts.podman import Podman
from tests.system.ops.images import KEPT, ROOT, build
from tests.system.serving import events

NAME = "raconteur_raconteur_1"
PASSWORD = "six bears in a zmarkz boat"
STARTING_S = 60.0
COMPOSE = shutil.which(
    "podman-compose", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
)

pytestmark = [
    pytest.mark.skipif(bool(Podman.missing()), reason=Podman.missing()),
    # The first build on a machine fetches, and compiles what a page needs.
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Podman]:
    with Podman(KEPT) as engine:
        build(engine, "raconteur:0.1.0")
        yield engine


class Family:
    """What a family does with compose.yaml. The model comes from a folder, not from a registry."""

    def __init__(self, engine: Podman, folder: Path) -> None:
        self.engine = engine
        more = folder / "more.yaml"
        [wheels] = KEPT.glob("wheels-*")
        service = {"volumes": [f"{wheels}:/wheels:ro"]}
        more.write_text(json.dumps({"services": {"raconteur": service}}))
        self._files = ["-f", str(ROOT / "compose.yaml"), "-f", str(more)]

    def compose(self, *words: str) -> str:
        return self.engine.call([str(COMPOSE), "--no-ansi", *self._files, *words], 120)

    def up(self) -> httpx.Client:
        """Returns, inside the engine's network, when it answers."""
        self.compose("up", "--detach", "--no-build")
        api = httpx.Client(base_url="http://127.0.0.1:5000", timeout=30, trust_env=False)
        until = time.monotonic() + STARTING_S
        while True:
            try:
                api.get("/readyz").raise_for_status()
            except httpx.HTTPError:
                assert time.monotonic() < until, self.engine.run("logs", NAME)
                time.sleep(0.2)
            else:
                return api

    def said(self) -> str:
        return self.engine.run("logs", NAME)

    def inside(self, *words: str) -> str:
        return self.engine.run("exec", NAME, *words)


@pytest.fixture
def family(engine: Podman, tmp_path: Path) -> Iterator[Family]:
    if COMPOSE is None:
        pytest.skip("podman-compose is not installed")
    family = Family(engine, tmp_path)
    with engine.network():
        yield family
        family.compose("down", "--volumes")


def test_a_family_starts_it_signs_in_and_finds_its_stories_after_an_update(family: Family) -> None:
    with closing(family.up()) as api:
        assert "Raconteur" in api.get("/").text
        assert api.get("/api/stories").status_code == 401
        [code] = re.findall(r"http://localhost:5000/welcome#(\S+)", family.said())
        body = {"code": code, "name": "Ada", "password": PASSWORD}
        api.post("/api/invitations/accept", json=body).raise_for_status()
        api.headers["X-CSRF-Token"] = api.get("/api/session").json()["csrf"]
        wish = {"prompt": "A bear who is lost", "language": "en", "length_words": 100}
        story = api.post("/api/stories", json=wish).raise_for_status().json()
        with api.stream("GET", f"/api/stories/{story['id']}/events", timeout=60) as stream:
            for event in events(stream.iter_lines()):
                if event.get("id", "").endswith(":end"):
                    break
        told = api.get(f"/api/stories/{story['id']}").json()
        # By the model in the box, which was fetched when the container first started.
        assert (told["state"], told["model"]) == ("done", "bundled")
    family.compose("down")
    with closing(family.up()) as again:
        again.cookies = api.cookies
        assert again.get(f"/api/stories/{story['id']}").json()["passages"] == told["passages"]


def test_what_runs_is_nobody_in_particular_and_can_change_nothing_but_its_volume(
    family: Family,
) -> None:
    family.up().close()
    status = dict(
        line.split(":\t", 1) for line in family.inside("cat", "/proc/self/status").splitlines()
    )
    assert status["Uid"].split() == status["Gid"].split() == ["10001"] * 4
    for held in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[held], 16) == 0
    assert status["NoNewPrivs"] == "1"
    for folder in ("/", "/opt/raconteur", "/usr/local/bin", "/etc"):
        with pytest.raises(RuntimeError, match=r"Read-only|Permission denied"):
            family.inside("touch", f"{folder}/changed")
    assert "ro," in family.inside("sh", "-c", "grep ' / ' /proc/mounts")
    family.inside("touch", "/data/kept")
    [found] = json.loads(family.engine.run("inspect", NAME))
    limits = found["HostConfig"]
    assert (limits["Memory"], limits["PidsLimit"]) == (2 << 30, 1024)
    assert limits["RestartPolicy"]["Name"] == "unless-stopped"
    assert limits["PortBindings"] == {"5000/tcp": [{"HostIp": "127.0.0.1", "HostPort": "5000"}]}


def test_its_health_is_asked_of_the_server_itself(family: Family) -> None:
    family.up().close()
    [found] = json.loads(family.engine.run("image", "inspect", "raconteur:0.1.0"))
    check = found["Healthcheck"]["Test"]
    assert check[0] == "CMD"
    family.inside(*check[1:])
    with pytest.raises(RuntimeError, match="does not answer"):
        family.inside("env", "RACONTEUR_PORT=1", *check[1:])


def test_it_ends_when_it_is_told_to_within_the_time_that_compose_gives(family: Family) -> None:
    family.up().close()
    began = time.monotonic()
    family.engine.run("stop", "--time", "10", NAME)
    assert time.monotonic() - began < 10
    [found] = json.loads(family.engine.run("inspect", NAME))
    assert found["State"]["ExitCode"] == 0


def test_a_folder_that_it_cannot_write_to_is_named(engine: Podman, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(RuntimeError, match=r"RACONTEUR_DATA_DIR: /data\S*: Permission denied"):
        engine.run("run", "--rm", f"--volume={tmp_path}:/data", "raconteur:0.1.0")


def test_nothing_of_this_folder_is_in_it_that_it_does_not_need(engine: Podman) -> None:
    listed = engine.run("run", "--rm", "--user=0", "raconteur:0.1.0", "find", "/", "-xdev")
    assert "/opt/raconteur/page/index.html" in listed
    for stranger in (
        "tests/system/ops",
        "/page/node_modules",
        "/.git/",
        "/.env",
        "ops/secrets",
    ):
        assert stranger not in listed


def test_the_model_can_be_baked_in(engine: Podman) -> None:
    build(engine, "raconteur:baked", MODEL="yes")
    done = engine.run(
        *("run", "--rm", "--network=none", "--read-only", "--tmpfs=/data:mode=1777"),
        *("--env=RACONTEUR_PORT=1", "raconteur:baked"),
        *("sh", "-c", "sed 's/^exec .*//' /usr/local/bin/raconteur-start | sh; ls /data/models"),
    )
    assert "SmolLM2-135M-Instruct.Q4_1.gguf" in done
