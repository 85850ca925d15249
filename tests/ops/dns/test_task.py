"""What is said to Fabric's task reaches the command."""

from typing import Any

import pytest
from invoke.context import Context

from ops.dns import cli, task


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    words: list[list[str]] = []
    monkeypatch.setattr(cli, "main", lambda said, prog_name: words.append(said))
    return words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, ["plan"]),
        ({"plan": True, "yes": True}, ["plan"]),
        ({"plan": True, "apply": True}, ["plan"]),
        ({"apply": True, "yes": True}, ["apply", "--yes"]),
        (
            {"apply": True, "remove": "www", "inventory": "i.toml"},
            ["apply", "--inventory", "i.toml", "--remove", "www"],
        ),
        ({"zone": "z.yaml", "remove_all": True}, ["plan", "--zone", "z.yaml", "--remove-all"]),
    ],
)
def test_the_task_says_the_same(
    heard: list[list[str]], said: dict[str, Any], words: list[str]
) -> None:
    task.dns.body(Context(), **said)
    assert heard == [words]
