"""Which models can write here, as a person chooses between them."""

import pytest

from raconteur.craft.pen import Abilities
from raconteur.models.errors import ModelError
from raconteur.models.registry import Endpoint, Models
from tests.conftest import CAPABLE, ENDPOINTS, SMALL, known_abilities


def test_the_first_that_answers_is_the_default() -> None:
    def only_the_large_one(_url: str, name: str, _key: str | None) -> Abilities:
        if name == "small":
            raise ModelError("unreachable", "gone")
        return CAPABLE

    choices = Models(ENDPOINTS, only_the_large_one).choices()
    assert [(each.id, each.available, each.default) for each in choices] == [
        ("bundled", False, False),
        ("url", True, True),
    ]


def test_a_small_model_is_offered_where_it_can_write_and_says_why_not_elsewhere() -> None:
    small, large = Models(ENDPOINTS, known_abilities).choices()
    assert small.crafts == {"guided": ["en", "fr"], "free": ["en"]}
    assert small.default_craft == "guided"
    assert small.why_not is not None
    assert set(small.why_not) == {"en", "fr"}
    assert large.default_craft == "free"
    assert large.why_not is None


def test_what_leaves_the_machine_is_said() -> None:
    small, large = Models(ENDPOINTS, known_abilities).choices()
    assert "Nothing leaves this machine" in small.description["en"]
    assert "sent to this server" in large.description["en"]


def test_a_server_is_not_asked_again_for_every_question() -> None:
    asked: list[str] = []

    def probe(_url: str, name: str, _key: str | None) -> Abilities:
        asked.append(name)
        return SMALL

    models = Models(ENDPOINTS, probe)
    models.choices()
    models.choices()
    assert asked == ["small", "large"]


def test_an_ollama_that_is_found_is_offered_after_the_others() -> None:
    found = [Endpoint("ollama:gemma", "gemma", "ollama", "http://127.0.0.1:3/v1", "gemma")]
    choices = Models(ENDPOINTS, known_abilities, lambda: found).choices()
    assert [each.id for each in choices] == ["bundled", "url", "ollama:gemma"]


def test_an_ollama_that_is_away_may_come_back() -> None:
    """Its models are not known while it is away; whoever is to write with one waits for it."""
    found: list[Endpoint] = []

    def discovered() -> list[Endpoint]:
        if not found:
            raise ModelError("unreachable", "no Ollama")
        return found

    models = Models(ENDPOINTS, known_abilities, discovered)
    assert [each.id for each in models.choices()] == ["bundled", "url"]
    with pytest.raises(ModelError) as raised:
        models.pen("ollama:gemma")
    assert raised.value.away
    found.append(Endpoint("ollama:gemma", "gemma", "ollama", "http://127.0.0.1:3/v1", "gemma"))
    assert models.pen("ollama:gemma").model == "gemma"
    with pytest.raises(ModelError) as raised:
        models.pen("ollama:other")
    assert raised.value.permanent


def test_one_that_does_not_answer_is_asked_once_by_whoever_is_to_write() -> None:
    asked: list[str] = []

    def probe(_url: str, name: str, _key: str | None) -> Abilities:
        asked.append(name)
        raise ModelError("unreachable", "gone")

    models = Models(ENDPOINTS, probe)
    with pytest.raises(ModelError):
        models.pen("url")
    assert asked == ["large"]


def test_a_model_that_is_gone_is_a_permanent_failure() -> None:
    with pytest.raises(ModelError) as raised:
        Models(ENDPOINTS, known_abilities).pen("gone")
    assert (raised.value.code, raised.value.permanent) == ("not_found", True)
