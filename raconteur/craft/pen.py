"""What the craft asks of a language model, and nothing of how it gets there.

`raconteur.models.client` is the implementation over HTTP; a test passes a few lines of Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Sampler:
    """How the next token is drawn. `None` leaves a value to the server's own default."""

    temperature: float | None = None
    top_p: float | None = None
    min_p: float | None = None
    top_k: int | None = None
    repeat_penalty: float | None = None
    repeat_last_n: int | None = None
    dry_multiplier: float | None = None
    dry_base: float | None = None
    dry_allowed_length: int | None = None
    dry_penalty_last_n: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat completion."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the model: a raw completion (`prompt`) or a chat (`messages`), never both.

    `grammar` (GBNF) and `logit_bias` (text, bias) are sent only to a server that has them.
    """

    prompt: str | None = None
    messages: tuple[Message, ...] = ()
    max_tokens: int = 256
    stop: tuple[str, ...] = ()
    sampler: Sampler = Sampler()
    seed: int | None = None
    grammar: str | None = None
    logit_bias: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a model and its server can do, found by probing rather than by name.

    completion      raw completions are answered
    grammar         completions take `grammar`, `logit_bias` and `n_probs` (llama.cpp)
    chat            chat completions are answered
    context_tokens  tokens one story may use, prompt and answer together
    capable         can hold a plot by itself (about 2B parameters and up, or unknown and remote)
    prefix          goes on from an assistant message given last
    free_languages  languages it can write without our sentences
    """

    completion: bool
    grammar: bool
    chat: bool
    context_tokens: int
    capable: bool
    prefix: bool
    free_languages: tuple[str, ...]


class Pen(Protocol):
    """A model that writes when asked. Its errors are its own and pass through the craft."""

    @property
    def abilities(self) -> Abilities: ...

    def complete(self, request: Request) -> str:
        """The whole answer at once."""
        ...

    def stream(self, request: Request) -> Iterator[str]:
        """The answer in pieces as they come; closing the iterator ends the request."""
        ...
