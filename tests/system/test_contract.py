"""Whatever is sent, the API answers as its OpenAPI description says, and never with a 5xx."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving
from tests.web.people import PASSWORD

EXAMPLES = 8
# With accounts there are three to ask as, each for so long.
SECONDS_EACH = 20
# A busy machine takes several times as long as an idle one, and finds no more.
PATIENCE_S = 240
pytestmark = pytest.mark.timeout(PATIENCE_S + 60)
# Whoever does these, with what is their own, is nobody afterwards.
LEAVING = ("signOut", "endSession", "revokeToken")


def keeps(
    server: Serving, home: Path, *more: str, headers: Mapping[str, str] | None = None
) -> None:
    """Raises AssertionError with what schemathesis found."""
    as_whom = [
        each for name, value in (headers or {}).items() for each in ("-H", f"{name}: {value}")
    ]
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"),
            "run",
            f"{server.url}/api/openapi.json",
            "--checks=all",
            # That a reader or a model exists is no matter of the schema.
            "--exclude-checks=positive_data_acceptance",
            # Connections are made to servers that are not there; to try one is a 502.
            "--exclude-operation-id=testModel",
            # How fast examples are made says something of this machine alone.
            "--suppress-health-check=too_slow",
            "--seed=1",
            "--generation-database=none",
            "--no-color",
            *as_whom,
            *more,
        ],
        cwd=home,
        env={**os.environ, "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    print(done.stdout[-1500:])
    assert done.returncode == 0, done.stdout[-8000:]


def test_every_call_keeps_to_its_description(tmp_path: Path) -> None:
    with (
        ScriptedServer(parameters=8e9) as model,
        Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server,
    ):
        keeps(server, tmp_path, f"--max-examples={EXAMPLES}")


@dataclass(frozen=True)
class People:
    """Each with the headers that say who they are."""

    server: Serving
    administrator: dict[str, str]
    writer: dict[str, str]
    program: dict[str, str]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """All come in before the first wrong guess: an address may try only so often."""
    home = tmp_path_factory.mktemp("accounts")
    with (
        ScriptedServer(parameters=8e9) as model,
        Serving(home, RACONTEUR_MODEL_URL=model.url, RACONTEUR_ACCOUNTS="on") as server,
    ):
        administrator = come_in(server, server.command("claim").split("#")[-1].strip(), "Ada")

        def made(path: str, body: object) -> dict[str, str]:
            answer = server.api.post(path, json=body, headers=administrator)
            found: dict[str, str] = answer.raise_for_status().json()
            return found

        code = made("/api/invitations", {"role": "writer"})["code"]
        scopes = ["read", "write", "administer", "metrics"]
        token = made("/api/account/tokens", {"name": "a program", "scopes": scopes})["token"]
        program = {"Authorization": f"Bearer {token}"}
        yield People(server, administrator, come_in(server, code, "Bob"), program)


def come_in(server: Serving, code: str, name: str) -> dict[str, str]:
    """What the page of somebody sends who takes an invitation."""
    body = {"code": code, "name": name, "password": PASSWORD}
    answer = httpx.post(f"{server.url}/api/invitations/accept", json=body, trust_env=False)
    answer.raise_for_status()
    return {
        "Cookie": f"raconteur={answer.cookies['raconteur']}",
        "X-CSRF-Token": answer.json()["csrf"],
    }


def is_known(server: Serving, headers: dict[str, str]) -> bool:
    return server.api.get("/api/stories", headers=headers).is_success


# The program last: it may sign out its owner everywhere.
@pytest.mark.parametrize("who", ["writer", "administrator", "program"])
def test_and_with_accounts_whoever_asks(people: People, tmp_path: Path, who: str) -> None:
    headers: dict[str, str] = getattr(people, who)
    assert is_known(people.server, headers)
    but = [f"--exclude-operation-id={each}" for each in LEAVING]
    keeps(people.server, tmp_path, f"--max-time={SECONDS_EACH}", *but, headers=headers)
    # To the end they were somebody: what the door refuses says nothing of what is behind it.
    assert is_known(people.server, headers)


def test_and_whoever_leaves(people: People, tmp_path: Path) -> None:
    only = [f"--include-operation-id={each}" for each in LEAVING]
    keeps(people.server, tmp_path, *only, headers=people.writer)
    assert not is_known(people.server, people.writer)
