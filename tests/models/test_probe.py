"""What is found out about each kind of server."""

import json
import socket

import pytest

from raconteur.craft.pen import Abilities
from raconteur.models import ollama
from raconteur.models.choice import LANGUAGES
from raconteur.models.errors import ModelError
from raconteur.models.probe import list_models, parameter_count, probe
from raconteur.models.scripted.server import ScriptedServer
from tests.models.canned import canned, plain

NOT_THERE = [plain(404, "File Not Found", kind="text/plain")]


def listing(**entry: object) -> list[bytes]:
    """A server's list of one model."""
    return [plain(200, json.dumps({"object": "list", "data": [{"id": "m", **entry}]}))]


def test_llama_cpp_takes_grammars_and_tells_its_size() -> None:
    with ScriptedServer(role="llama", context=2048) as fake:
        assert probe(fake.url, "any name will do", None) == Abilities(
            completion=True,
            grammar=True,
            chat=True,
            context_tokens=2048,
            capable=False,
            prefix=True,
            free_languages=("en",),
        )


def test_a_large_model_of_llama_cpp_is_capable_and_its_key_is_used() -> None:
    with ScriptedServer(role="llama", parameters=8e9, key="s3cret") as fake:
        found = probe(fake.url + "/", "scripted", "s3cret")
        assert (found.capable, found.free_languages) == (True, LANGUAGES)
        with pytest.raises(ModelError) as caught:
            probe(fake.url, "scripted", "wrong")
        assert caught.value.code == "unauthorised"


@pytest.mark.parametrize(("parameters", "capable"), [(1.2e9, False), (3.2e9, True)])
def test_ollama_tells_the_size_of_its_models(parameters: float, capable: bool) -> None:
    with ScriptedServer(role="ollama", parameters=parameters) as fake:
        found = probe(fake.url, "scripted", None)
        assert found.capable is capable
        assert not found.grammar
        assert not found.completion
        assert found.context_tokens == 4096
        assert ollama.list_models(fake.root) == ollama.list_models(fake.url) == ["scripted"]


def test_ollama_is_asked_for_the_context_its_model_was_given() -> None:
    shown = {"details": {"parameter_size": "8.0B"}, "parameters": "stop x\nnum_ctx   16384\n"}
    with canned(listing(), NOT_THERE, [plain(200, json.dumps(shown))]) as server:
        assert probe(server.url, "m").context_tokens == 16384
    assert server.bodies == [{"model": "m"}]
    assert server.heads[2].startswith("POST /api/show")


def test_vllm_tells_its_context_and_is_thought_capable() -> None:
    with ScriptedServer(role="vllm", context=32768) as fake:
        found = probe(fake.url, "scripted", None)
        assert (found.context_tokens, found.capable, found.prefix) == (32768, True, False)


def test_a_server_that_tells_nothing_is_thought_large_and_remote() -> None:
    expected = Abilities(
        completion=False,
        grammar=False,
        chat=True,
        context_tokens=8192,
        capable=True,
        prefix=False,
        free_languages=LANGUAGES,
    )
    with canned(NOT_THERE, NOT_THERE, NOT_THERE) as server:
        assert probe(server.url, "m") == expected
    with canned(listing(), [b""], [plain(200, "<html>", kind="text/html")]) as server:
        assert probe(server.url, "m") == expected


def test_a_model_without_a_name_is_the_first_one_there() -> None:
    with canned(listing(context_length=1000), NOT_THERE, NOT_THERE) as server:
        assert probe(server.url, "").context_tokens == 1000
    assert server.bodies == [{"model": "m"}]


def test_nobody_there_is_an_error_and_so_is_somebody_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    for ask in (lambda: probe(url, "m"), lambda: list_models(url), lambda: ollama.list_models(url)):
        with pytest.raises(ModelError) as caught:
            ask()
        assert caught.value.code == "unreachable"
    router = [plain(200, "<html>Your router</html>", kind="text/html")]
    with canned(router) as server, pytest.raises(ModelError) as caught:
        probe(server.url, "m")
    assert caught.value.code == "nonsense"


def test_the_models_of_a_server_are_listed() -> None:
    with canned(listing(), [plain(200, '[{"id": "a"}, {"id": "b"}]')]) as server:
        assert list_models(server.url) == ["m"]
        assert list_models(server.url) == ["a", "b"]


def test_what_only_makes_embeddings_is_not_offered() -> None:
    tags = {
        "models": [
            {"name": "llama3.2:3b", "details": {"family": "llama"}},
            {"name": "nomic-embed-text", "details": {"family": "nomic-bert"}},
        ]
    }
    with canned([plain(200, json.dumps(tags))]) as server:
        assert ollama.list_models(server.url) == ["llama3.2:3b"]


@pytest.mark.parametrize(
    ("size", "count"), [("134.52M", 134.52e6), ("8B", 8e9), ("8.0b ", 8e9), ("", None), ("?", None)]
)
def test_a_size_is_read(size: str, count: float | None) -> None:
    assert parameter_count(size) == count
