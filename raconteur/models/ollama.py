"""An Ollama that already runs on this machine, and the models it holds."""

from raconteur.models.ask import Asker, member
from raconteur.models.errors import ModelError

DEFAULT_URL = "http://127.0.0.1:11434"
# On loopback it answers at once or is not there.
_SECONDS = 0.5


def list_models(url: str = DEFAULT_URL, timeout: float = _SECONDS) -> list[str]:
    """The names of the models that can write, newest first. Raises ModelError.

    `url` may be given with or without /v1. Models that only make embeddings are left out.
    """
    with Asker(base_url(url), None, timeout) as asker:
        found = asker.root("api/tags")
    if found is None:
        raise ModelError("unreachable", f"no Ollama at {url}")
    models = found.get("models")
    if not isinstance(models, list):
        raise ModelError("nonsense", f"no Ollama at {url}")
    return [str(model["name"]) for model in models if isinstance(model, dict) and _writes(model)]


def base_url(url: str = DEFAULT_URL) -> str:
    """The OpenAI-compatible address of an Ollama, ending in /v1."""
    return f"{url.strip().rstrip('/').removesuffix('/v1')}/v1"


def _writes(model: dict[str, object]) -> bool:
    family = str(member(model, "details", "family"))
    return isinstance(model.get("name"), str) and "bert" not in family.lower()
