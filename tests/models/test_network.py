"""A model that talks slowly is read in larger bites once nobody waits for single words."""

from collections.abc import Iterator

import pytest

from raconteur.craft.pen import Request
from raconteur.models.scripted.server import ScriptedServer
from tests.models.samples import client


@pytest.fixture
def fake() -> Iterator[ScriptedServer]:
    with ScriptedServer(numbered=True, pace=400) as server:
        yield server


def pieces(fake: ScriptedServer, *, unhurried: bool) -> list[str]:
    pen = client(fake.url)
    if unhurried:
        pen.unhurried()
    try:
        return list(pen.stream(Request(prompt="Once", max_tokens=40)))
    finally:
        pen.close()


def test_who_waits_for_words_is_given_each(fake: ScriptedServer) -> None:
    assert len(pieces(fake, unhurried=False)) > 20


def test_who_does_not_is_given_several_and_the_same_text(fake: ScriptedServer) -> None:
    together = pieces(fake, unhurried=True)
    assert len(together) <= 10
    assert "".join(together) == "".join(pieces(fake, unhurried=False))
