"""Backups of a server that runs and writes, and what goes on after one was brought back."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving, events


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer(pace=40, parameters=8e9) as running:
        yield running


def command(server: Serving, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "raconteur", *(str(word) for word in words)],
        env=server._environment,
        cwd=server.home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_was_being_written_when_it_was_saved_goes_on_after_a_restore(
    tmp_path: Path, model: ScriptedServer
) -> None:
    saved = tmp_path / "saved.db"
    home = tmp_path / "home"
    home.mkdir()
    with Serving(home, RACONTEUR_MODEL_URL=model.url) as server:
        story = server.begin(craft="free", length_words=150)
        with server.api.stream("GET", f"/api/stories/{story['id']}/events", timeout=20) as stream:
            next(event for event in events(stream.iter_lines()) if event["event"] == "text")
        done = command(server, "backup", saved)
        assert done.returncode == 0, done.stderr
        assert command(server, "check").returncode == 0
        with contextlib.closing(sqlite3.connect(saved)) as connection:
            pieces = connection.execute('SELECT text FROM passage_piece ORDER BY "offset"')
            begun = "".join(text for (text,) in pieces)
        server.until_final(story["id"])
        refused = command(server, "restore", saved)
        assert (refused.returncode, "end it first" in refused.stderr) == (1, True)
        server.interrupt()

        done = command(server, "restore", saved)
        assert done.returncode == 0, done.stderr
        server.start()
        again = server.until_final(story["id"])
        assert again["state"] == "done"
        assert again["passages"][0]["text"].startswith(begun)
        assert len(again["passages"][0]["text"]) > len(begun) > 0
        assert command(server, "check").stdout.startswith("Nothing is wrong")
