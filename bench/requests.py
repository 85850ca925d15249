"""What the craft asks of the model, recorded so that it can be asked again directly."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field, replace

from raconteur import craft
from raconteur.craft.brief import Brief
from raconteur.craft.pen import Abilities, Request
from raconteur.engine.job import load
from raconteur.models.client import ModelClient
from raconteur.models.wire import Body, body_of, path_of
from raconteur.store.base import Sessions


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


def before_first_text(brief: Brief, client: ModelClient) -> list[Asked]:
    """What the craft asks for this story, in order, and reads before its first words."""
    recorder = Recorder(client)
    with closing(craft.write(brief, "", None, None, recorder)) as writing:
        for piece in writing:
            if piece.text:
                return [replace(asked) for asked in recorder.asked]
    return recorder.asked


def kept_brief(sessions: Sessions, passage: int) -> Brief:
    """The brief that the application made of a wish and keeps with the passage."""
    return load(sessions, passage, fence=0).brief
