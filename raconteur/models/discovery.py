"""Which models there are to ask: those a host configured, and an Ollama found on loopback."""

from pathlib import Path
from urllib.parse import urlsplit

from raconteur.models import ollama
from raconteur.models.choice import Kind
from raconteur.models.connection import is_loopback
from raconteur.models.registry import DISCOVERED, Endpoint

# The id of the model by URL.
URL = "url"
BUNDLED_LABEL = "SmolLM2 135M"


def configured(
    *,
    embedded_url: str,
    embedded_key: str,
    model_file: Path | None,
    url: str,
    name: str,
    key: str,
) -> list[Endpoint]:
    """The endpoints of the settings, preferred first: a model by URL, then the embedded one."""
    found: list[Endpoint] = []
    if url:
        found.append(
            Endpoint(
                id=URL,
                label=name or urlsplit(url).netloc,
                kind="url",
                url=url,
                name=name,
                key=key or None,
                local=is_loopback(urlsplit(url).hostname or ""),
            )
        )
    if embedded_url:
        kind: Kind = "file" if model_file else "bundled"
        label = model_file.stem if model_file else BUNDLED_LABEL
        found.append(Endpoint(kind, label, kind, embedded_url, label, embedded_key))
    return found


class Discovery:
    """Asks an Ollama, when there is one, what it holds."""

    def __init__(self, ollama_url: str) -> None:
        self._url = ollama_url

    def __call__(self) -> list[Endpoint]:
        """Raises ModelError where one was to be looked for and does not answer."""
        if not self._url:
            return []
        names = ollama.list_models(self._url)
        base = ollama.base_url(self._url)
        return [Endpoint(DISCOVERED + name, name, "ollama", base, name) for name in names]
