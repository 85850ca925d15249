"""A few models worth fetching, by the memory they need.

Each is an instruct model whose maker names the languages it writes, in a 4-bit file published by
llama.cpp's own project or by a well-known maker of such files.
"""

from dataclasses import dataclass

from raconteur.models.choice import LANGUAGES
from raconteur.models.errors import ModelError

GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of the Hugging Face hub.

    size       of the download, bytes, rounded
    memory     needed while it writes four stories at once, GiB, rounded up
    languages  those of ours that its maker says it writes
    license    its short name on the hub; each is to be read before use
    """

    name: str
    repo: str
    file: str
    size: int
    memory: int
    languages: tuple[str, ...]
    license: str


OFFERS = (
    Offer(
        name="llama-3.2-3b",
        repo="bartowski/Llama-3.2-3B-Instruct-GGUF",
        file="Llama-3.2-3B-Instruct-Q4_K_M.gguf",
        size=2_020_000_000,
        memory=5,
        languages=("en", "fr", "de", "es", "it", "pt"),
        license="llama3.2",
    ),
    Offer(
        name="gemma-3-4b",
        repo="ggml-org/gemma-3-4b-it-GGUF",
        file="gemma-3-4b-it-Q4_K_M.gguf",
        size=2_490_000_000,
        memory=4,
        languages=LANGUAGES,
        license="gemma",
    ),
    Offer(
        name="qwen2.5-7b",
        repo="bartowski/Qwen2.5-7B-Instruct-GGUF",
        file="Qwen2.5-7B-Instruct-Q4_K_M.gguf",
        size=4_680_000_000,
        memory=7,
        languages=("en", "fr", "de", "es", "it", "pt"),
        license="apache-2.0",
    ),
    Offer(
        name="mistral-nemo",
        repo="bartowski/Mistral-Nemo-Instruct-2407-GGUF",
        file="Mistral-Nemo-Instruct-2407-Q4_K_M.gguf",
        size=7_480_000_000,
        memory=11,
        languages=("en", "fr", "de", "es", "it", "pt"),
        license="apache-2.0",
    ),
)


def source(name: str) -> tuple[str, str]:
    """Repository and file of an offer's name, or of `owner/repository/file.gguf`.

    Raises ModelError (not_found) with the names there are.
    """
    for offer in OFFERS:
        if offer.name == name.lower():
            return offer.repo, offer.file
    owner, _, rest = name.partition("/")
    repository, _, file = rest.partition("/")
    if owner and repository and file.endswith(".gguf"):
        return f"{owner}/{repository}", file
    names = ", ".join(offer.name for offer in OFFERS)
    said = (
        f"There is no model {name}. There are {names}, and owner/repository/file.gguf of the hub."
    )
    raise ModelError("not_found", said, permanent=True)


def fitting(memory: float) -> list[Offer]:
    """The offers for a machine with so much memory to spare, GiB; the most able first."""
    return sorted((o for o in OFFERS if o.memory <= memory), key=lambda o: o.size, reverse=True)
