"""What the craft asks of the model for a story, recorded so that it can be asked again alone."""

from collections.abc import Generator
from dataclasses import dataclass, field

from raconteur import craft
from raconteur.craft.brief import Brief
from raconteur.craft.pen import Abilities, Request
from raconteur.models.client import ModelClient
from raconteur.models.wire import Body, body_of, path_of


@dataclass(slots=True)
class Asked:
    """One request as it goes over the wire. `pieces`: after how many the craft had read enough;
    None when it read to the end."""

    path: str
    body: Body
    pieces: int | None = None


@dataclass(slots=True)
class Recorder:
    """A pen that writes down what is asked of it."""

    client: ModelClient
    asked: list[Asked] = field(default_factory=list)

    @property
    def abilities(self) -> Abilities:
        return self.client.abilities

    def complete(self, request: Request) -> str:
        return "".join(self.stream(request))

    def stream(self, request: Request) -> Generator[str, None, None]:
        body = body_of(request, self.client.model, extended=self.abilities.grammar)
        asked = Asked(path_of(request), body, pieces=0)
        self.asked.append(asked)
        for read, piece in enumerate(self.client.stream(request), 1):
            asked.pieces = read
            yield piece
        asked.pieces = None


def of_story(brief: Brief, client: ModelClient) -> list[Asked]:
    """Everything the craft asks for while it writes this story, in order."""
    recorder = Recorder(client)
    for _ in craft.write(brief, "", None, None, recorder):
        pass
    return recorder.asked
