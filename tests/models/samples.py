"""Abilities and patience as tests want them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from raconteur.craft.pen import Abilities
from raconteur.models.client import ModelClient
from raconteur.models.patience import Retries, Timeouts
from tests.models.canned import Answer, Canned, canned

LLAMA = Abilities(
    completion=True,
    grammar=True,
    chat=True,
    context_tokens=2048,
    capable=False,
    prefix=True,
    free_languages=("en",),
)
REMOTE = Abilities(
    completion=False,
    grammar=False,
    chat=True,
    context_tokens=8192,
    capable=True,
    prefix=False,
    free_languages=("en", "fr"),
)


def client(
    url: str,
    abilities: Abilities = LLAMA,
    key: str | None = None,
    timeouts: Timeouts | None = None,
) -> ModelClient:
    """A client that tries again at once and is not patient."""
    patience = timeouts or Timeouts(connect=2, first_token=5, between_tokens=5)
    return ModelClient(url, "m", key, abilities, patience, Retries(times=2, wait=0))


@contextmanager
def pen_before(
    *answers: Answer,
    abilities: Abilities = LLAMA,
    key: str | None = None,
    timeouts: Timeouts | None = None,
) -> Iterator[tuple[Canned, ModelClient]]:
    """A client, and the server that will give it these answers."""
    with canned(*answers) as server, closing(client(server.url, abilities, key, timeouts)) as pen:
        yield server, pen


def read_up_to(answer: Iterator[str], said: str) -> None:
    """What has been said so far, in however many pieces it comes."""
    came = ""
    while len(came) < len(said):
        came += next(answer)
    assert came == said
