"""Which models there are to ask."""

import pytest

from raconteur.models import ollama
from raconteur.models.discovery import Discovery, configured
from raconteur.models.registry import Endpoint


def by_url(url: str) -> Endpoint:
    [found] = configured(
        embedded_url="", embedded_key="", model_file=None, url=url, name="", key=""
    )
    return found


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "[::1]", "localhost"])
def test_what_stays_on_this_machine_is_known_by_its_address(host: str) -> None:
    assert by_url(f"http://{host}:8000/v1").local


@pytest.mark.parametrize("host", ["192.168.1.7", "model.example"])
def test_so_is_what_leaves_it(host: str) -> None:
    assert not by_url(f"http://{host}:8000/v1").local


@pytest.mark.parametrize("end", ["", "/", "/v1", "/v1/"])
def test_an_ollamas_address_may_be_given_with_or_without_v1(
    end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ollama, "list_models", lambda _url: ["gemma"])
    [found] = Discovery(f"http://127.0.0.1:11434{end}")()
    assert found.url == "http://127.0.0.1:11434/v1"
