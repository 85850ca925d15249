"""What a model and its server can do: found by asking them, never by their name."""

import re
from dataclasses import dataclass

from raconteur.craft.pen import Abilities
from raconteur.models.ask import Asker, Json, member
from raconteur.models.choice import LANGUAGES
from raconteur.models.errors import ModelError
from raconteur.models.outbound import Outbound

# Below this a model loses the thread of a plot; what it writes freely is fit for English at most.
CAPABLE_PARAMETERS = 2e9
_SMALL_LANGUAGES = ("en",)
_CONTEXT = 8192
_UNITS = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a server said of itself and of one model; None where it said nothing."""

    llama: bool = False
    context: int | None = None
    parameters: float | None = None


def probe(
    base_url: str,
    model: str,
    key: str | None = None,
    timeout: float = 5.0,
    outbound: Outbound | None = None,
) -> Abilities:
    """What a server does not tell is assumed as of a large remote model.

    `model` "" is the first one there. `timeout`: seconds for each of at most three questions.
    `outbound`: where it may connect to.
    Raises ModelError when nobody answers, the key is refused, or what answers is no model server.
    """
    with Asker(base_url, key, timeout, outbound) as asker:
        entry = _entry(asker, model)
        name = model or str(entry.get("id", ""))
        findings = _llama(asker, entry) or _ollama(asker, name) or _other(entry)
    return abilities(findings)


def list_models(base_url: str, key: str | None = None, timeout: float = 5.0) -> list[str]:
    """The names of the models at an address, as it lists them. Raises ModelError."""
    with Asker(base_url, key, timeout) as asker:
        return [str(entry.get("id")) for entry in _entries(asker.api("models"))]


def abilities(findings: Findings) -> Abilities:
    """What may be asked of such a model."""
    parameters = findings.parameters
    capable = parameters is None or parameters >= CAPABLE_PARAMETERS
    return Abilities(
        completion=findings.llama,
        grammar=findings.llama,
        chat=True,
        context_tokens=findings.context or _CONTEXT,
        capable=capable,
        prefix=findings.llama,
        free_languages=LANGUAGES if capable else _SMALL_LANGUAGES,
    )


def _entry(asker: Asker, model: str) -> Json:
    """The model's line in the server's list; nothing where there is no list or no such line.

    A server of one model, as llama.cpp, answers to any name.
    """
    try:
        entries = _entries(asker.api("models"))
    except ModelError as error:
        if error.code in ("not_found", "bad_request"):
            return {}
        raise
    named = [entry for entry in entries if entry.get("id") == model]
    if not named and (not model or len(entries) == 1):
        named = entries
    return named[0] if named else {}


def _entries(found: Json) -> list[Json]:
    data = found.get("data")
    return [entry for entry in data if isinstance(entry, dict)] if isinstance(data, list) else []


def _llama(asker: Asker, entry: Json) -> Findings | None:
    """llama.cpp's server: alone in answering /props with the settings of a slot."""
    props = asker.root("props")
    context = member(props, "default_generation_settings", "n_ctx")
    if not isinstance(context, int):
        return None
    parameters = _number(member(entry, "meta", "n_params"))
    return Findings(llama=True, context=context, parameters=parameters)


def _ollama(asker: Asker, model: str) -> Findings | None:
    shown = asker.root("api/show", {"model": model})
    if shown is None or "details" not in shown:
        return None
    # Not the model's own context length: Ollama gives a conversation far less unless told.
    asked = re.search(r"^num_ctx\s+(\d+)", str(shown.get("parameters", "")), re.MULTILINE)
    size = parameter_count(str(member(shown, "details", "parameter_size")))
    return Findings(context=int(asked[1]) if asked else 4096, parameters=size)


def _other(entry: Json) -> Findings:
    """vLLM says `max_model_len`, OpenRouter and Mistral their own; most say nothing."""
    for name in ("max_model_len", "context_length", "max_context_length"):
        length = entry.get(name)
        if isinstance(length, int) and length > 0:
            return Findings(context=length)
    return Findings()


def parameter_count(size: str) -> float | None:
    """ "134.52M" or "8.0B" as a number."""
    found = re.fullmatch(r"\s*([\d.]+)\s*([KMBT])\s*", size.upper())
    return float(found[1]) * _UNITS[found[2]] if found else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value > 0 else None
